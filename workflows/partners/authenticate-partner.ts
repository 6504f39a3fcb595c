import { timingSafeEqual } from 'node:crypto';
import type { Types } from 'mongoose';
import { isKeyGood, Partner, type PartnerRecord } from '../../models/partner.ts';
import { hashKey } from '../api-keys/create-key.ts';
import type { Services } from '../services.ts';

/** A partner application that calls, and the key it calls with. */
export type PartnerCaller = {
  partner: Pick<PartnerRecord, '_id' | 'cabinetId' | 'name' | 'reach' | 'dossierIds' | 'requestsPerMinute'>;
  keyId: string;
  prefix: string;
};

/** Writing down each use would double the writes of a busy partner. */
const USED_EVERY_MS = 60_000;

/**
 * Which partner calls, by its key (domain 162). The key is the partner's own: it stays good when whoever made it leaves
 * the firm.
 *
 * @returns undefined for a key that is malformed, of another kind, unknown, wrong, expired or revoked: told apart, they
 * would help whoever guesses.
 */
export async function authenticatePartner(services: Services, given: string): Promise<PartnerCaller | undefined> {
  const prefix = /^(relaisp_[0-9a-f]{12})_[\w-]{43}$/.exec(given)?.[1];
  if (!prefix) return undefined;
  const found = await Partner.findOne({ 'keys.prefix': prefix }).lean<PartnerRecord>();
  const key = found?.keys.find((one) => one.prefix === prefix);
  if (!found || !key) return undefined;
  const now = services.now();
  if (!timingSafeEqual(Buffer.from(hashKey(given)), Buffer.from(key.keyHash))) return undefined;
  if (found.revokedAt || !isKeyGood(key, now)) return undefined;
  const since = new Date(now.getTime() - USED_EVERY_MS);
  if (!key.lastUsedAt || key.lastUsedAt <= since) await noteUse(found._id, key._id, now, since);
  const { _id, cabinetId, name, reach, dossierIds, requestsPerMinute } = found;
  const partner = { _id, cabinetId, name, reach, dossierIds, requestsPerMinute };
  return { partner, keyId: String(key._id), prefix };
}

/** Of calls that come together, one writes. */
async function noteUse(partnerId: Types.ObjectId, keyId: Types.ObjectId, now: Date, since: Date): Promise<void> {
  await Partner.updateOne(
    { _id: partnerId, keys: { $elemMatch: { _id: keyId, lastUsedAt: { $not: { $gt: since } } } } },
    { $set: { 'keys.$.lastUsedAt': now } },
    { timestamps: false },
  );
}
