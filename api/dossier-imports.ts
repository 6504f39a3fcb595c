/** `/api/v1/dossiers/…`: another program hands in a file of companies, follows it and says yes to it. */
import { type Request, type Response, Router } from 'express';
import type { z } from 'zod';
import { faultText } from '../bot/files/fault-text.ts';
import { reportWords } from '../bot/files/report-words.ts';
import { words } from '../bot/locales/index.ts';
import { AppError } from '../errors.ts';
import { cancelImport } from '../workflows/portfolio-imports/cancel-import.ts';
import { confirmImport } from '../workflows/portfolio-imports/confirm-import.ts';
import { getImport } from '../workflows/portfolio-imports/get-import.ts';
import { receiveFile } from '../workflows/portfolio-imports/receive-file.ts';
import { writeReport } from '../workflows/portfolio-imports/write-report.ts';
import type { Services } from '../workflows/services.ts';
import { authenticate, callerOf } from './authenticate.ts';
import {
  confirmRequest,
  faultsQuery,
  importId,
  type portfolioImportView,
  portfolioUploadQuery,
} from './dossier-imports.schema.ts';
import { sendProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { readUpload } from './read-upload.ts';
import { sendFile } from './send-file.ts';

const BASE = '/api/v1/dossiers';

export function dossierImportsRouter(services: Services): Router {
  const { config } = services;
  const router = Router();
  router.use(authenticate(services, 'dossiers.import'));

  router.post('/import', async (request, response) => {
    const { staff, key } = callerOf(request);
    const query = portfolioUploadQuery.parse(request.query);
    if ((request.headers['content-encoding'] ?? 'identity') !== 'identity') {
      return sendProblem(response, 'encoding-refused');
    }
    if (/^(multipart|application\/json|application\/x-www-form)/i.test(request.headers['content-type'] ?? '')) {
      return sendProblem(response, 'file-expected');
    }
    const most = config.imports.mostBytes;
    if (Number(request.headers['content-length'] ?? 0) > most) throw new AppError('file-too-large');
    const received = await receiveFile(services, staff, {
      ...{ name: query.name, door: 'api', apiKeyId: key._id },
      source: readUpload(request, config.partnerImports.idleMs),
      ...(query.confirm === 'true' && { confirms: { invites: query.invitations === 'true' } }),
    });
    const address = `${BASE}/imports/${received.importId}`;
    response
      .status(202)
      .location(address)
      .json(await view(staff.cabinetId, received.importId));
  });

  router.get('/imports/:id', async (request, response) => {
    const { staff } = callerOf(request);
    response.json(await view(staff.cabinetId, idOf(request), faultsQuery.parse(request.query)));
  });

  router.post('/imports/:id/confirm', readJson, async (request, response) => {
    const { staff } = callerOf(request);
    const id = idOf(request);
    const { invitations } = readBody(request, confirmRequest);
    const isDone = await confirmImport(services, staff, { importId: id, invites: invitations });
    await answerDecision(staff.cabinetId, response, id, isDone, ['importing', 'done']);
  });

  router.post('/imports/:id/cancel', async (request, response) => {
    const { staff } = callerOf(request);
    const id = idOf(request);
    const isDone = await cancelImport(services, staff, id);
    await answerDecision(staff.cabinetId, response, id, isDone, ['cancelled']);
  });

  router.get('/imports/:id/report', async (request, response) => {
    const { staff } = callerOf(request);
    const ids = { cabinetId: staff.cabinetId, importId: idOf(request) };
    await sendFile(response, await writeReport(services, ids, reportWords('fr')));
  });
  return router;

  /** Said twice, a decision is answered as the first time; another one than was taken is a conflict. */
  async function answerDecision(cabinetId: string, response: Response, id: string, isDone: boolean, same: string[]) {
    const present = await view(cabinetId, id);
    if (!isDone && !same.includes(present.status)) throw new AppError('import-not-ready');
    response.status(isDone ? 202 : 200).json(present);
  }
}

function idOf(request: Request): string {
  const parsed = importId.safeParse(request.params.id);
  if (!parsed.success) throw new AppError('not-found', { because: 'portfolio import' });
  return parsed.data;
}

async function view(
  cabinetId: string,
  id: string,
  page = { skip: 0, limit: 50 },
): Promise<z.input<typeof portfolioImportView>> {
  const found = await getImport(cabinetId, { importId: id }, page);
  if (!found) throw new AppError('not-found', { because: 'portfolio import' });
  const { status, fileName, size, sha256, counts, progress, failure, columns, unknownColumns, missingColumns } = found;
  const { faults, faultCounts, faultsKept, differences, expiresAt, createdAt, finishedAt, invites } = found;
  const address = `${BASE}/imports/${id}`;
  return {
    ...{ id, status, fileName, size, sha256, createdAt: createdAt.toISOString() },
    ...(finishedAt && { finishedAt: finishedAt.toISOString() }),
    ...(status === 'previewed' && { expiresAt: expiresAt.toISOString() }),
    ...(failure && { failure: { code: failure, message: words('fr')(`errors.${failure}`) } }),
    ...{ columns, unknownColumns, missingColumns, counts, progress, invitations: invites, differences, faultCounts },
    faults: {
      ...{ skip: page.skip, limit: page.limit, kept: faultsKept },
      items: faults.map((fault) => ({ ...fault, message: faultText('fr', fault) })),
    },
    links: { self: address, confirm: `${address}/confirm`, cancel: `${address}/cancel`, report: `${address}/report` },
  };
}
