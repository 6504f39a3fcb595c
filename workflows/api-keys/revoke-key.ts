import { AppError } from '../../errors.ts';
import { ApiKey, type ApiKeyRecord } from '../../models/api-key.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn } from '../events.ts';
import { canManageApiKeys, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/**
 * Ends a key, from its next call on.
 *
 * @returns false when it was revoked already.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function revokeKey(services: Services, staff: Staff, keyId: string): Promise<boolean> {
  const { cabinetId, collaborateurId } = staff;
  const key = await ApiKey.findOne({ _id: keyId, cabinetId }).lean<ApiKeyRecord>();
  if (!key) throw new AppError('not-found', { because: 'api key' });
  if (!canManageApiKeys(staff)) throw new AppError('not-allowed', { because: 'api key' });
  const now = services.now();
  const revoked = await ApiKey.findOneAndUpdate(
    { _id: key._id, cabinetId, revokedAt: null },
    {
      $set: { revokedAt: now, revokedBy: collaborateurId },
      $push: {
        outbox: auditedOn(now, { kind: 'api-key', id: keyId }, { actor: actorOf(staff), act: 'api-key.revoked' }),
      },
    },
    { returnDocument: 'after' },
  ).lean<ApiKeyRecord>();
  if (!revoked) return false;
  await dispatchSoon(services, 'api-key', revoked);
  return true;
}
