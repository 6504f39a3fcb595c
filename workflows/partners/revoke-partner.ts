import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { changePartner, type ThatPartner, type Via } from './change-partner.ts';

/**
 * Ends a partner application for good: all its keys at once, and its webhook, whose secrets are erased. What it handed
 * in stays under its name. The name may serve again: a partner revoked by mistake is created anew, with a new key.
 *
 * @returns false when it was revoked already.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function revokePartner(
  services: Services,
  staff: Staff,
  input: ThatPartner & { via: Via },
): Promise<boolean> {
  const revokedBy = staff.collaborateurId;
  const { outcome } = await changePartner(services, staff, { ...input, admitsRevoked: true }, (partner, now) => {
    const { _id, nameKey, keys, revokedAt } = partner;
    if (revokedAt) return undefined;
    const ends = { revokedAt: now, revokedBy };
    return {
      act: 'partner.revoked',
      after: { prefixes: keys.filter((key) => !key.revokedAt).map(({ prefix }) => prefix) },
      set: {
        ...ends,
        keys: keys.map((key) => (key.revokedAt ? key : { ...key, ...ends })),
        // No folded name has this character.
        nameKey: `${nameKey}#${_id}`,
      },
      unset: { webhook: 1 },
    };
  });
  return outcome === 'changed';
}
