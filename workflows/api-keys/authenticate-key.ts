import { timingSafeEqual } from 'node:crypto';
import { AppError } from '../../errors.ts';
import { ApiKey, type ApiKeyRecord, type ApiScope } from '../../models/api-key.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { loadStaff } from '../staff/load-staff.ts';
import { hashKey } from './create-key.ts';

export type Caller = { staff: Staff; key: Pick<ApiKeyRecord, '_id' | 'prefix' | 'scopes' | 'requestsPerMinute'> };

/** Writing down each use would double the writes of a busy program. */
const USED_EVERY_MS = 60_000;

/**
 * Who calls, by their key: the key acts in the name of whoever made it.
 *
 * @returns undefined for a key that is malformed, unknown, wrong or revoked, or whose maker has left: told apart, they
 * would help whoever guesses.
 * @throws AppError `not-allowed` when it is good but not for this.
 */
export async function authenticateKey(services: Services, given: string, scope: ApiScope): Promise<Caller | undefined> {
  const prefix = /^(relais_[0-9a-f]{12})_[\w-]{43}$/.exec(given)?.[1];
  if (!prefix) return undefined;
  const key = await ApiKey.findOne({ prefix }).lean<ApiKeyRecord>();
  if (!key || key.revokedAt) return undefined;
  if (!timingSafeEqual(Buffer.from(hashKey(given)), Buffer.from(key.keyHash))) return undefined;
  const staff = await loadStaff(services, key.cabinetId, key.createdBy);
  if (!staff) return undefined;
  if (!key.scopes.includes(scope)) throw new AppError('not-allowed', { because: `scope ${scope}` });
  const now = services.now();
  if (!key.lastUsedAt || now.getTime() - key.lastUsedAt.getTime() > USED_EVERY_MS) {
    await ApiKey.updateOne({ _id: key._id }, { $set: { lastUsedAt: now } });
  }
  return { staff, key };
}
