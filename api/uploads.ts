/** `/depot/{token}`: one person hands in one kind of file, for an hour. */
import { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { words } from '../bot/locales/index.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { openUploadLink } from '../workflows/files/open-upload-link.ts';
import { receiveFile } from '../workflows/portfolio-imports/receive-file.ts';
import type { Services } from '../workflows/services.ts';
import { depositPage } from './deposit-page.ts';
import { readFilePart } from './multipart-file.ts';
import { sendProblem } from './problem.ts';

/** What the form adds around the file. */
const FORM_BYTES = 64 * 1024;

export function uploadsRouter(services: Services): Router {
  const { config } = services;
  const router = Router();
  const mostMb = config.imports.mostBytes / 1024 / 1024;
  const firm = config.firm.name;
  router.use(
    rateLimit({
      ...{ windowMs: 60_000, limit: 120, standardHeaders: 'draft-8', legacyHeaders: false },
      skip: () => config.isLocal,
      handler: (_request, response) => {
        sendProblem(response, 'too-many-requests');
      },
    }),
  );
  router.get('/:token', async (request, response) => {
    const link = await open(request, response);
    if (link) page(response, 200, { person: link.staff.displayName });
  });
  router.post('/:token', async (request, response) => {
    const link = await open(request, response);
    if (!link) return void request.resume();
    const { staff, slotId } = link;
    try {
      refuseEarly(request);
      const { name, source } = await readFilePart(request);
      const { kind } = await receiveFile(services, staff, { name, source, door: 'teams', slotId });
      const text =
        kind === 'received'
          ? 'L’aperçu s’affiche dans Teams, sur la carte « Importer des dossiers ». Vous pouvez fermer cette page.'
          : 'Ce fichier était déjà déposé : son import s’affiche dans Teams. Vous pouvez fermer cette page.';
      page(response, 200, { person: staff.displayName, message: { kind: 'done', text } });
    } catch (error) {
      // Taken to its end, or a browser would never look at the answer.
      request.resume();
      if (!(error instanceof AppError)) throw error;
      log().info({ code: error.code, because: error.message }, 'deposit refused');
      response.set('Connection', 'close');
      const text = words('fr')(`errors.${error.code}`, error.params);
      page(response, error.status, { person: staff.displayName, message: { kind: 'fault', text } });
    }
  });
  router.all('/:token', (_request, response) => {
    sendProblem(response.set('Allow', 'GET, POST'), 'method-not-allowed');
  });
  return router;

  async function open(request: Request, response: Response) {
    try {
      return await openUploadLink(services, String(request.params.token));
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const text = words('fr')(`errors.${error.code}`);
      page(response, error.status, { message: { kind: 'fault', text } });
      return undefined;
    }
  }

  function refuseEarly({ headers }: Request): void {
    if (Number(headers['content-length'] ?? 0) > config.imports.mostBytes + FORM_BYTES) {
      throw new AppError('file-too-large', { params: { most: mostMb } });
    }
  }

  function page(response: Response, status: number, parts: Partial<Parameters<typeof depositPage>[0]>): void {
    // The address is a secret: nothing of it may stay in a cache, or be told to another site.
    response
      .status(status)
      .set('Cache-Control', 'no-store')
      .type('html')
      .send(depositPage({ firm, mostMb, ...parts }));
  }
}
