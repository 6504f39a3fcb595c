/** `/depot/{token}`: one person hands in files, for an hour. */
import { type Request, type Response, Router } from 'express';
import { rateLimit } from 'express-rate-limit';
import { words } from '../bot/locales/index.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { receiveDeposit } from '../workflows/conversions/receive-deposit.ts';
import { type OpenedUploadLink, openUploadLink } from '../workflows/files/open-upload-link.ts';
import type { Services } from '../workflows/services.ts';
import { answerEarly } from './answer-early.ts';
import { depositPage } from './deposit-page.ts';
import { readFilePart } from './multipart-file.ts';
import { sendProblem } from './problem.ts';
import { readUpload } from './read-upload.ts';
import { sizeText } from './size-text.ts';

/** What the form adds around the file. */
const FORM_BYTES = 64 * 1024;

/** What has come of the file, for whoever handed it in. */
const RECEIVED = {
  received: 'L’aperçu s’affiche dans Teams, sur la carte « Importer des dossiers ». Vous pouvez fermer cette page.',
  'already-open': 'Ce fichier était déjà déposé : son import s’affiche dans Teams. Vous pouvez fermer cette page.',
  conversion:
    'C’est un TRA : choisissez dans Teams, sur la même carte, le FEC à produire. Vous pouvez fermer cette page.',
} as const;

export function uploadsRouter(services: Services): Router {
  const { config } = services;
  const router = Router();
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
    if (link) page(response, 200, { ...aboutOf(link), person: link.staff.displayName });
  });
  router.post('/:token', async (request, response) => {
    const link = await open(request, response);
    if (!link) return;
    const { staff, slotId, purpose } = link;
    const about = { ...aboutOf(link), person: staff.displayName };
    try {
      refuseEarly(request, purpose);
      const { name, source } = await readFilePart(request.headers, readUpload(request, config.partnerImports.idleMs));
      const { kind } = await receiveDeposit(services, staff, { name, source, slotId });
      page(response, 200, { ...about, message: { kind: 'done', text: RECEIVED[kind] } });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      log().info({ code: error.code, because: error.message }, 'deposit refused');
      const text = words('fr')(`errors.${error.code}`, error.params);
      page(response, error.status, { ...about, message: { kind: 'fault', text } });
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

  function mostBytesOf(purpose: OpenedUploadLink['purpose']): number {
    return purpose === 'tra' ? config.partnerImports.mostBytes : config.imports.mostBytes;
  }

  function aboutOf({ purpose }: OpenedUploadLink) {
    return { purpose, most: sizeText(mostBytesOf(purpose)) };
  }

  function refuseEarly({ headers }: Request, purpose: OpenedUploadLink['purpose']): void {
    const mostBytes = mostBytesOf(purpose);
    if (Number(headers['content-length'] ?? 0) > mostBytes + FORM_BYTES) {
      throw new AppError('file-too-large', { params: { most: mostBytes / 1024 / 1024 } });
    }
  }

  function page(response: Response, status: number, parts: Partial<Parameters<typeof depositPage>[0]>): void {
    // The address is a secret: nothing of it may stay in a cache, or be told to another site.
    response.status(status).set('Cache-Control', 'no-store').type('html');
    answerEarly(response, depositPage({ firm, most: sizeText(config.imports.mostBytes), ...parts }));
  }
}
