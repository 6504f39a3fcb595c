import { randomBytes } from 'node:crypto';
import { Types } from 'mongoose';
import type { PartnerKey } from '../../models/partner.ts';
import { hashKey } from '../api-keys/create-key.ts';
import type { Staff } from '../rights.ts';

/** A key as it is shown, once: it is kept nowhere. */
export type NewPartnerKey = { keyId: string; prefix: string; key: string };

/** Makes `relaisp_<prefix>_<256 random bits>`: told at sight from the key of a program of the firm (`relais_`). */
export function makePartnerKey(at: Date, { collaborateurId }: Staff): { shown: NewPartnerKey; record: PartnerKey } {
  const _id = new Types.ObjectId();
  const prefix = `relaisp_${randomBytes(6).toString('hex')}`;
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
  return {
    shown: { keyId: String(_id), prefix, key },
    record: { _id, prefix, keyHash: hashKey(key), createdAt: at, createdBy: collaborateurId },
  };
}
