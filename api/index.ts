/** Everything that express serves, the error handler last. */
import express, { type Express, type NextFunction, type Request, type Response, type Router } from 'express';
import helmet from 'helmet';
import type { BotAdapter } from '../bot/adapter.ts';
import type { Config } from '../config.ts';
import { AppError } from '../errors.ts';
import type { Services } from '../workflows/services.ts';
import { boundRequests } from './bound-requests.ts';
import { conversionsRouter } from './conversions.ts';
import { docsRouter } from './docs-router.ts';
import { dossierImportsRouter } from './dossier-imports.ts';
import { downloadsRouter } from './downloads.ts';
import { healthRouter } from './health.ts';
import { messagesRouter } from './messages.ts';
import { pagesRouter } from './pages.ts';
import { partnerImportsRouter } from './partner-imports.ts';
import { partnersRouter } from './partners.ts';
import { type ProblemCode, sendAppError, sendProblem } from './problem.ts';
import { sizeText } from './size-text.ts';
import { uploadsRouter } from './uploads.ts';

/** What the API's document describes, in order: partners come before the firm's own programs, who have another key. */
export const API_ROUTERS: [path: string, makeRouter: (services: Services) => Router][] = [
  ['/api/v1', partnerImportsRouter],
  ['/api/v1', conversionsRouter],
  ['/api/v1/dossiers', dossierImportsRouter],
  ['/api/v1/partners', partnersRouter],
];

/** @param services without them the bot's door and the pages alone are served. */
export function createApi(config: Config, adapter: BotAdapter, services?: Services): Express {
  const app = express();
  app.disable('x-powered-by');
  // One proxy at most stands before us: the platform's, whose word on the caller's address is taken.
  app.set('trust proxy', config.isLocal ? false : 1);
  app.use(boundRequests());
  app.use(helmet());
  app.use(healthRouter());
  app.use('/api/messages', messagesRouter(adapter, config));
  app.use('/api/v1', docsRouter(config));
  if (services) {
    for (const [path, makeRouter] of API_ROUTERS) app.use(path, makeRouter(services));
    app.use('/depot', uploadsRouter(services));
    app.use('/fichiers', downloadsRouter(services));
  }
  app.use(pagesRouter(config));
  app.use((_request, response) => {
    sendProblem(response, 'not-found');
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof AppError) return sendAppError(response, error);
    // express.json says what it takes at most.
    const { limit = 0 } = error as { limit?: number };
    sendProblem(response, codeOf(error), { error, params: { most: sizeText(limit) } });
  });
  return app;
}

/** express.json tells its refusals by `type`. */
function codeOf(error: unknown): ProblemCode {
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') return 'too-large';
  if (type === 'entity.parse.failed' || type === 'encoding.unsupported' || type === 'charset.unsupported') {
    return 'invalid-json';
  }
  return status === 400 ? 'invalid-json' : 'unexpected';
}
