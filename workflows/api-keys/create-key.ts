import { createHash, randomBytes } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { API_SCOPES, ApiKey, type ApiKeyRecord, type ApiScope } from '../../models/api-key.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn } from '../events.ts';
import { canManageApiKeys, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

export { API_SCOPES };

export type NewKey = { keyId: string; label: string; prefix: string /** Shown once, kept nowhere. */; key: string };

/**
 * Makes a key for another program: `relais_<prefix>_<256 random bits>`.
 *
 * @throws AppError `not-allowed`.
 */
export async function createKey(
  services: Services,
  staff: Staff,
  { label, scopes }: { label: string; scopes: ApiScope[] },
): Promise<NewKey> {
  if (!canManageApiKeys(staff)) throw new AppError('not-allowed', { because: 'api key' });
  const now = services.now();
  const { cabinetId, collaborateurId } = staff;
  const prefix = `relais_${randomBytes(6).toString('hex')}`;
  const key = `${prefix}_${randomBytes(32).toString('base64url')}`;
  const _id = new Types.ObjectId();
  const name =
    label
      .replace(/[<>\p{C}]/gu, '')
      .replace(/\s+/g, ' ')
      .trim()
      .slice(0, 60) || prefix;
  const made = await ApiKey.create({
    ...{ _id, cabinetId, prefix, keyHash: hashKey(key), label: name, scopes, createdBy: collaborateurId },
    outbox: [
      auditedOn(
        now,
        { kind: 'api-key', id: String(_id) },
        { actor: actorOf(staff), act: 'api-key.created', after: { prefix, scopes } },
      ),
    ],
  });
  await dispatchSoon(services, 'api-key', made.toObject() as ApiKeyRecord);
  return { keyId: String(_id), label: name, prefix, key };
}

export function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}
