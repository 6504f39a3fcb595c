import { type Request, type RequestHandler, Router } from 'express';
import { AppError } from '../errors.ts';
import type { ImportScope } from '../workflows/partner-imports/list-partner-imports.ts';
import type { PartnerCaller } from '../workflows/partners/authenticate-partner.ts';
import type { Services } from '../workflows/services.ts';
import { authenticate, callerOf } from './authenticate.ts';
import { authenticatePartnerKey, partnerOf } from './authenticate-partner.ts';

/** Whose imports a request may see, and which dossiers it may name. */
export type Reader = {
  scope: ImportScope;
  reach: Pick<PartnerCaller['partner'], 'cabinetId' | 'reach' | 'dossierIds'>;
};

const readers = new WeakMap<Request, Reader>();

/** Who reads, once `authenticateReader` has let them in. */
export function readerOf(request: Request): Reader {
  const reader = readers.get(request);
  if (!reader) throw new Error('This route has no authentication');
  return reader;
}

/**
 * Lets in a partner, who sees its own imports, and the firm's own programs (scope `imports.read`), which see all of them and
 * change none.
 */
export function authenticateReader(services: Services): RequestHandler {
  const partners = Router().use(...authenticatePartnerKey(services), (request, _response, next) => {
    const { _id, cabinetId, reach, dossierIds } = partnerOf(request).partner;
    readers.set(request, {
      scope: { cabinetId, partnerId: _id, ...(reach === 'dossiers' && { dossierIds }) },
      reach: { cabinetId, reach, dossierIds },
    });
    next();
  });
  const firm = Router().use(...authenticate(services, 'imports.read'), (request, _response, next) => {
    if (request.method !== 'GET') throw new AppError('not-allowed', { because: 'the partner alone' });
    const { cabinetId } = callerOf(request).staff;
    readers.set(request, { scope: { cabinetId }, reach: { cabinetId, reach: 'all', dossierIds: [] } });
    next();
  });
  return (request, response, next) => {
    const isFirm = /^Bearer +relais_/i.test(request.headers.authorization ?? '');
    (isFirm ? firm : partners)(request, response, next);
  };
}
