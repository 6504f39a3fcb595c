import { createHash } from 'node:crypto';
import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import type { DossierRecord } from '../../models/dossier.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { orCut } from '../files/store-file.ts';
import type { Services } from '../services.ts';
import { forgetImport } from './forget-import.ts';
import type { Handed } from './receive-import.ts';

/**
 * What an idempotency key has brought already. The bytes are read to their end and compared: a key that serves for another
 * file is a mistake of the sender's, who would think that file sent.
 *
 * @returns undefined when the key is free again: an upload under it was cut, and what was left of it is taken away.
 * @throws AppError `idempotency-busy` while an upload under it is under way, `idempotency-mismatch`.
 */
export async function findReplay(
  { now }: Services,
  { partnerId, idempotencyKey }: { partnerId: Types.ObjectId; idempotencyKey: string; keyId: string },
  dossier: Pick<DossierRecord, '_id' | 'cabinetId'>,
  { source }: Pick<Handed, 'source'>,
): Promise<PartnerImportRecord | undefined> {
  const found = await PartnerImport.findOne({
    cabinetId: dossier.cabinetId,
    partnerId,
    idempotencyKeys: idempotencyKey,
  }).lean<PartnerImportRecord>();
  if (!found) return undefined;
  if (found.status === 'receiving') {
    if (found.lease && found.lease.until > now()) throw new AppError('idempotency-busy', { retryAfterSeconds: 5 });
    const isFree = await forgetImport(found, { 'lease.until': { $lte: now() } });
    if (!isFree) throw new AppError('idempotency-busy', { retryAfterSeconds: 5 });
    return undefined;
  }
  if (String(found.dossierId) !== String(dossier._id)) throw new AppError('idempotency-mismatch');
  const hash = createHash('sha256');
  for await (const bytes of orCut(source)) hash.update(bytes);
  if (hash.digest('hex') !== found.sha256) throw new AppError('idempotency-mismatch');
  return found;
}
