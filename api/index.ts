/** Everything that express serves, the error handler last. */
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import type { BotAdapter } from '../bot/adapter.ts';
import type { Config } from '../config.ts';
import { healthRouter } from './health.ts';
import { messagesRouter } from './messages.ts';
import { pagesRouter } from './pages.ts';
import { type ProblemCode, sendProblem } from './problem.ts';

export function createApi(config: Config, adapter: BotAdapter): Express {
  const app = express();
  app.disable('x-powered-by');
  // One proxy at most stands before us: the platform's, whose word on the caller's address is taken.
  app.set('trust proxy', config.isLocal ? false : 1);
  app.use(helmet());
  app.use(healthRouter());
  app.use('/api/messages', messagesRouter(adapter, config));
  app.use(pagesRouter(config));
  app.use((_request, response) => {
    sendProblem(response, 'not-found');
  });
  app.use((error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    sendProblem(response, codeOf(error), error);
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
