import { AppError } from '../../errors.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { changePartner, type ThatPartner, type Via } from './change-partner.ts';

/**
 * Ends one key of a partner, from its next call on; the others stay good.
 *
 * @returns false when it was revoked already.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function revokePartnerKey(
  services: Services,
  staff: Staff,
  input: ThatPartner & { keyId: string; via: Via },
): Promise<boolean> {
  const { outcome } = await changePartner(services, staff, { ...input, admitsRevoked: true }, ({ keys }, now) => {
    const key = keys.find(({ _id }) => String(_id) === input.keyId);
    if (!key) throw new AppError('not-found', { because: 'partner key' });
    if (key.revokedAt) return undefined;
    const revoked = { revokedAt: now, revokedBy: staff.collaborateurId };
    return {
      ...{ act: 'partner.key-revoked', after: { prefix: key.prefix } },
      set: { keys: keys.map((one) => (one === key ? { ...one, ...revoked } : one)) },
    };
  });
  return outcome === 'changed';
}
