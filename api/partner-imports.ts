/** `/api/v1/…/imports`: a partner hands in accounting files, follows them and takes them back. */
import { type Request, type Response, Router } from 'express';
import { AppError } from '../errors.ts';
import { findDossierCodes } from '../workflows/partner-imports/find-dossier-codes.ts';
import { getPartnerImport } from '../workflows/partner-imports/get-partner-import.ts';
import { confirmLayout } from '../workflows/partner-imports/layouts/confirm-layout.ts';
import { listLayouts } from '../workflows/partner-imports/layouts/list-layouts.ts';
import { listAnomalies } from '../workflows/partner-imports/list-anomalies.ts';
import { listEntries } from '../workflows/partner-imports/list-entries.ts';
import { listPartnerImports, type PartnerImportRecord } from '../workflows/partner-imports/list-partner-imports.ts';
import { listValues } from '../workflows/partner-imports/list-values.ts';
import { openFec } from '../workflows/partner-imports/open-fec.ts';
import { openOriginal } from '../workflows/partner-imports/open-original.ts';
import { receiveImport } from '../workflows/partner-imports/receive-import.ts';
import { withdrawImport } from '../workflows/partner-imports/withdraw-import.ts';
import { authenticatePartner } from '../workflows/partners/authenticate-partner.ts';
import { findPartnerDossier } from '../workflows/partners/find-partner-dossier.ts';
import type { Services } from '../workflows/services.ts';
import { partnerOf } from './authenticate-partner.ts';
import { authenticateReader, readerOf } from './authenticate-reader.ts';
import { limitDownloads } from './limit-downloads.ts';
import { readFilePart } from './multipart-file.ts';
import {
  anomaliesQuery,
  entriesQuery,
  fecQuery,
  layoutBody,
  listQuery,
  uploadQuery,
  valuesQuery,
} from './partner-imports.schema.ts';
import { IMPORTS, presentAnomaly, presentEntry, presentImport, presentLayout, presentValue } from './present-import.ts';
import { sendProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';
import { readQuery } from './read-query.ts';
import { readUpload } from './read-upload.ts';
import { sendFile } from './send-file.ts';
import { uploadBody } from './upload-body.ts';
import { uploadSlots } from './upload-slots.ts';

const KINDS = { journals: 'journal', accounts: 'account', tiers: 'tiers', sections: 'section' } as const;

export function partnerImportsRouter(services: Services): Router {
  const { config } = services;
  const slots = uploadSlots(services);
  const limited = limitDownloads(services, (request) => {
    const { cabinetId, partnerId = cabinetId } = readerOf(request).scope;
    return String(partnerId);
  });
  const router = Router();
  router.use(['/dossiers/:code/imports', '/imports', '/layouts'], authenticateReader(services));

  router.post('/dossiers/:code/imports', receive);

  router.get('/dossiers/:code/imports', (request, response) =>
    list(request, response, { dossier: String(request.params.code) }),
  );
  router.get('/imports', (request, response) => list(request, response));

  router.get('/imports/:id', async (request, response) => {
    response.json(await present(await find(request)));
  });

  router.delete('/imports/:id', async (request, response) => {
    const { partner } = partnerOf(request);
    const scope = { ...readerOf(request).scope, partnerId: partner._id };
    response.json(await present(await withdrawImport(services, scope, String(request.params.id))));
  });

  router.get('/imports/:id/entries', async (request, response) => {
    const record = await find(request);
    const { journal, account, tiers, from, to, min, max, text, limit, cursor } = readQuery(request.query, entriesQuery);
    const prefixes = account?.filter((one) => one.endsWith('*')) ?? [];
    if (prefixes.length > 0 && account?.length !== 1) {
      throw new AppError('request-invalid', {
        params: { field: 'account', reason: 'admet un seul début de compte (411*), ou des comptes entiers' },
      });
    }
    const filter = {
      ...{ journals: journal, tiers, least: min, most: max, text },
      ...(prefixes[0] !== undefined ? { accountPrefix: prefixes[0].slice(0, -1) } : { accounts: account }),
      ...(from && { from: Number(from.replaceAll('-', '')) }),
      ...(to && { to: Number(to.replaceAll('-', '')) }),
    };
    const { lines, next } = await listEntries(record, filter, { cursor, limit });
    response.json({ items: lines.map((line) => presentEntry(line, record.extraColumns)), ...(next && { next }) });
  });

  for (const [path, kind] of Object.entries(KINDS)) {
    router.get(`/imports/:id/${path}`, async (request, response) => {
      const { values, next } = await listValues(await find(request), kind, readQuery(request.query, valuesQuery));
      response.json({ items: values.map(presentValue), ...(next && { next }) });
    });
  }

  router.get('/imports/:id/anomalies', async (request, response) => {
    const { severity, code, skip, limit } = readQuery(request.query, anomaliesQuery);
    const { anomalies, kept } = await listAnomalies(await find(request), { severity, code }, { skip, limit });
    response.json({ kept, skip, items: anomalies.map(presentAnomaly) });
  });

  router.get('/imports/:id/fec', limited, async (request, response) => {
    const { encoding, extras } = readQuery(request.query, fecQuery);
    const record = await find(request);
    const content = openFec(record, { encoding, hasExtras: extras === 'true' });
    await sendFile(response, { name: `${record.fileName.replace(/\.\w{1,5}$/, '')}.fec.txt`, content });
  });

  router.get('/imports/:id/original', limited, async (request, response) => {
    const record = await find(request);
    await sendFile(response, { name: record.fileName, content: openOriginal(record) });
  });

  router.get('/layouts', async (request, response) => {
    response.json({ items: (await listLayouts(readerOf(request).scope)).map(presentLayout) });
  });

  router.put('/layouts/:id', readJson, async (request, response) => {
    const { mapping } = readBody(request, layoutBody);
    const { partner } = partnerOf(request);
    const actor = { kind: 'partner', id: String(partner._id), door: 'api' } as const;
    const _id = `${partner._id}:${request.params.id}`;
    try {
      response.json(presentLayout(await confirmLayout(services, actor, { _id, ...ownOf(request) }, { mapping })));
    } catch (error) {
      const hasChanged = error instanceof AppError && error.code === 'stale-card';
      if (!hasChanged) throw error;
      sendProblem(response, 'layout-changed', { error });
    }
  });
  return router;

  async function receive(request: Request, response: Response): Promise<void> {
    const { partner, keyId } = partnerOf(request);
    const [, key = ''] = /^Bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const code = String(request.params.code);
    const dossier = await findPartnerDossier(partner, code);
    if (!dossier) throw new AppError('not-found', { because: 'dossier' });
    const { name } = readQuery(request.query, uploadQuery);
    const idempotencyKey = idempotencyKeyOf(request);
    const { mostBytes, idleMs } = config.partnerImports;
    const isPacked = Boolean(request.headers['content-encoding']);
    if (!isPacked && Number(request.headers['content-length'] ?? 0) > mostBytes + 64 * 1024) {
      throw new AppError('file-too-large', { params: { most: Math.floor(mostBytes / 1024 / 1024) } });
    }
    const body = readUpload(request, idleMs);
    const free = await slots.take();
    try {
      const isForm = /^multipart\//i.test(request.headers['content-type'] ?? '');
      const part = isForm ? await readFilePart(request.headers, body).catch(refuseForm) : undefined;
      const fileName = name ?? part?.name ?? dispositionName(request) ?? 'import';
      const { kind, record } = await receiveImport(
        services,
        { partnerId: partner._id, partner: partner.name, keyId },
        dossier,
        {
          ...{ fileName, idempotencyKey },
          source: uploadBody(request, part?.source ?? body, { expectedSha256: isForm ? undefined : digestOf(request) }),
          confirms: async () => {
            const still = await authenticatePartner(services, key);
            const present = still && (await findPartnerDossier(still.partner, code));
            if (!present) throw new AppError('not-allowed');
            if (present.status !== 'active') throw new AppError('dossier-left');
          },
        },
      );
      response
        .status(kind === 'received' ? 202 : 200)
        .location(`${IMPORTS}/${record._id}`)
        .json(presentImport(record, dossier.code));
    } finally {
      free();
    }
  }

  async function list(request: Request, response: Response, { dossier }: { dossier?: string } = {}): Promise<void> {
    const query = readQuery(request.query, listQuery);
    const { scope, reach } = readerOf(request);
    const code = dossier ?? query.dossier;
    const found = code === undefined ? undefined : await findPartnerDossier(reach, code);
    if (code !== undefined && !found) throw new AppError('not-found', { because: 'dossier' });
    const filter = {
      statuses: query.status,
      ...(found && { dossierId: found._id }),
      ...(query.partner && { partnerId: query.partner }),
      ...(query.since && { since: new Date(query.since) }),
      // A day without an hour is meant whole.
      ...(query.until && { until: new Date(query.until.length === 10 ? `${query.until}T23:59:59.999Z` : query.until) }),
    };
    const { imports, next } = await listPartnerImports(scope, filter, query);
    const codes = await findDossierCodes(scope.cabinetId, imports);
    const items = imports.map((record) => presentImport(record, codes.get(String(record.dossierId)) ?? ''));
    response.json({ items, ...(next && { next }) });
  }

  async function present(record: PartnerImportRecord) {
    const codes = await findDossierCodes(record.cabinetId, [record]);
    return presentImport(record, codes.get(String(record.dossierId)) ?? '');
  }

  function find(request: Request): Promise<PartnerImportRecord> {
    return getPartnerImport(readerOf(request).scope, String(request.params.id));
  }
}

/** The reader's own sentence is for whoever fills in a form. */
function refuseForm(error: unknown): never {
  const isOurs = error instanceof AppError && error.code === 'invalid-input';
  const params = { field: 'formulaire', reason: 'doit contenir un fichier (multipart/form-data)' };
  throw isOurs ? new AppError('request-invalid', { params, cause: error }) : error;
}

function ownOf(request: Request) {
  const { _id: partnerId, cabinetId } = partnerOf(request).partner;
  return { cabinetId, partnerId };
}

function idempotencyKeyOf({ headers }: Request): string | undefined {
  const given = headers['idempotency-key'];
  if (given === undefined) return undefined;
  if (typeof given !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(given)) throw new AppError('idempotency-invalid');
  return given;
}

/** Of the bytes as they are sent (RFC 9530), in hexadecimal; other algorithms are not asked for and not looked at. */
function digestOf({ headers }: Request): string | undefined {
  const given = String(headers['content-digest'] ?? headers['repr-digest'] ?? '');
  const [, base64] = /sha-256=:([A-Za-z0-9+/]{43}=):/.exec(given) ?? [];
  return base64 && Buffer.from(base64, 'base64').toString('hex');
}

/** RFC 6266, the form with an encoding first. */
function dispositionName({ headers }: Request): string | undefined {
  const given = headers['content-disposition'] ?? '';
  const [, encoded] = /filename\*=UTF-8''([^;\s]+)/i.exec(given) ?? [];
  try {
    if (encoded) return decodeURIComponent(encoded);
  } catch {
    // Not encoded as it says: the plain form may do.
  }
  return /filename="?([^";]+)"?/i.exec(given)?.[1];
}
