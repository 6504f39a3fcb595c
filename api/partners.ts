/** `/api/v1/partners`: an administrateur's program creates partner applications, restricts, rotates and revokes them. */
import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { AppError } from '../errors.ts';
import type { Via } from '../workflows/partners/change-partner.ts';
import { changePartnerReach } from '../workflows/partners/change-partner-reach.ts';
import { changePartnerWebhook } from '../workflows/partners/change-partner-webhook.ts';
import { createPartner } from '../workflows/partners/create-partner.ts';
import { resolveDossierCodes } from '../workflows/partners/find-dossiers-by-code.ts';
import { getPartner, type PartnerView } from '../workflows/partners/get-partner.ts';
import { listPartners, type PartnerLine } from '../workflows/partners/list-partners.ts';
import { revokePartner } from '../workflows/partners/revoke-partner.ts';
import { revokePartnerKey } from '../workflows/partners/revoke-partner-key.ts';
import { rotatePartnerKey } from '../workflows/partners/rotate-partner-key.ts';
import { canManagePartners, type Staff } from '../workflows/rights.ts';
import type { Services } from '../workflows/services.ts';
import { authenticate, callerOf } from './authenticate.ts';
import {
  changePartnerRequest,
  changeWebhookRequest,
  createPartnerRequest,
  partnersQuery,
  rotateKeyRequest,
} from './partners.schema.ts';
import { sendProblem } from './problem.ts';
import { readBody } from './read-body.ts';
import { readJson } from './read-json.ts';

const BASE = '/api/v1/partners';
const identifier = z.string().regex(/^[0-9a-f]{24}$/);

export function partnersRouter(services: Services): Router {
  const router = Router();
  router.use(authenticate(services, 'partners.manage'));
  // Whoever made the key may have lost the right since.
  router.use((request, response, next) => {
    if (!canManagePartners(callerOf(request).staff)) throw new AppError('not-allowed', { because: 'partners' });
    const hasBody = Number(request.headers['content-length'] ?? 0) > 0 || 'transfer-encoding' in request.headers;
    if (hasBody && !request.is('json')) return sendProblem(response, 'unsupported-media-type');
    // Secrets are in some answers.
    response.set('Cache-Control', 'no-store');
    next();
  });
  router.use(readJson);

  router.post('/', async (request, response) => {
    const { staff, via } = whoOf(request);
    const { name, dossiers, webhookUrl } = readBody(request, createPartnerRequest);
    const dossierIds = dossiers ? await resolveDossierCodes(staff.cabinetId, dossiers) : null;
    const made = await createPartner(services, staff, { name, dossierIds, webhookUrl, via });
    const { partnerId, keyId, prefix, key, webhookSecret } = made;
    response
      .status(201)
      .location(`${BASE}/${partnerId}`)
      .json({ ...(await view(staff, partnerId)), keyId, prefix, key, webhookSecret });
  });

  router.get('/', async (request, response) => {
    const { staff } = whoOf(request);
    const { lines, ...page } = await listPartners(services, staff, partnersQuery.parse(request.query));
    response.json({ items: lines.map((line) => ({ ...presentLine(line), keyPrefix: line.prefix })), ...page });
  });

  router.get('/:id', async (request, response) => {
    response.json(await view(whoOf(request).staff, idOf(request)));
  });

  router.patch('/:id', async (request, response) => {
    const { staff, via } = whoOf(request);
    const partnerId = idOf(request);
    const { name, dossiers } = readBody(request, changePartnerRequest);
    const dossierIds = dossiers ? await resolveDossierCodes(staff.cabinetId, dossiers) : dossiers;
    await changePartnerReach(services, staff, { partnerId, name, dossierIds, via });
    response.json(await view(staff, partnerId));
  });

  router.post('/:id/keys', async (request, response) => {
    const { staff, via } = whoOf(request);
    const { graceHours } = readBody(request, rotateKeyRequest);
    const made = await rotatePartnerKey(services, staff, { partnerId: idOf(request), graceHours, via });
    // No version is given, so nothing can be out of date.
    const { keyId, prefix, key, oldUntil } = made!;
    response.status(201).json({ keyId, prefix, key, previousKeyExpiresAt: oldUntil });
  });

  router.delete('/:id/keys/:keyId', async (request, response) => {
    const { staff, via } = whoOf(request);
    await revokePartnerKey(services, staff, { partnerId: idOf(request), keyId: idOf(request, 'keyId'), via });
    response.status(204).end();
  });

  router.put('/:id/webhook', async (request, response) => {
    const { staff, via } = whoOf(request);
    const { url } = readBody(request, changeWebhookRequest);
    const changed = await changePartnerWebhook(services, staff, { partnerId: idOf(request), url, via });
    if (changed.outcome !== 'changed') throw new AppError('stale-card', { because: 'webhook' });
    response.json({ url: changed.url, secret: changed.secret, previousSecretExpiresAt: changed.oldUntil });
  });

  router.delete('/:id/webhook', async (request, response) => {
    const { staff, via } = whoOf(request);
    await changePartnerWebhook(services, staff, { partnerId: idOf(request), url: null, via });
    response.status(204).end();
  });

  router.delete('/:id', async (request, response) => {
    const { staff, via } = whoOf(request);
    await revokePartner(services, staff, { partnerId: idOf(request), via });
    response.status(204).end();
  });

  for (const [path, methods] of Object.entries(ROUTES)) {
    router.all(path, (_request: Request, response: Response) => {
      sendProblem(response.set('Allow', methods), 'method-not-allowed');
    });
  }
  return router;

  async function view(staff: Staff, partnerId: string) {
    return present(await getPartner(services, staff, partnerId));
  }
}

const ROUTES = {
  '/': 'GET, POST',
  '/:id': 'GET, PATCH, DELETE',
  '/:id/keys': 'POST',
  '/:id/keys/:keyId': 'DELETE',
  '/:id/webhook': 'PUT, DELETE',
};

function whoOf(request: Request): { staff: Staff; via: Via } {
  const { staff, key } = callerOf(request);
  return { staff, via: { door: 'api', apiKeyId: key._id } };
}

function idOf(request: Request, name = 'id'): string {
  const parsed = identifier.safeParse(request.params[name]);
  if (!parsed.success) throw new AppError('not-found', { because: 'partner' });
  return parsed.data;
}

function presentLine({ partnerId, name, reach, dossierCount, createdAt, lastUsedAt, revokedAt }: PartnerLine) {
  return { id: partnerId, name, reach, dossierCount, createdAt, lastUsedAt, revokedAt };
}

function present(partner: PartnerView) {
  const { reach, dossiers, requestsPerMinute, webhookUrl, keys } = partner;
  return {
    ...presentLine(partner),
    dossiers: reach === 'all' ? null : dossiers.map(({ code }) => code),
    requestsPerMinute,
    webhook: webhookUrl === undefined ? null : { url: webhookUrl },
    keys: keys.map(({ keyId, prefix, isGood, createdAt, expiresAt, revokedAt, lastUsedAt }) => ({
      ...{ id: keyId, prefix, valid: isGood, createdAt, expiresAt, revokedAt, lastUsedAt },
    })),
  };
}
