import { isKeyGood, type PartnerKey } from '../../models/partner.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { changePartner, type ThatPartner, type Via } from './change-partner.ts';
import { makePartnerKey, type NewPartnerKey } from './make-partner-key.ts';

export const GRACE_HOURS = { usual: 24, most: 168 } as const;

/** Ended keys are kept this many, to be shown; the audit trail has them all. */
const MOST_KEPT = 20;

export type RotatedKey = NewPartnerKey & {
  name: string;
  /** Until when the key that the partner uses stays good; absent when none does. */
  oldUntil?: Date;
};

/**
 * Makes a new key for a partner, shown once. The old one stays good for `graceHours` (0: it ends at once), so that the
 * partner changes without a gap. Two keys at most are good: of several old ones, the one used last is kept, since that
 * is the one whose end would be felt; so asking twice, the first answer being lost, cuts nobody off.
 *
 * @returns undefined when the card that was clicked shows an older state.
 * @throws AppError `not-found`, `not-allowed`, `partner-revoked`.
 */
export async function rotatePartnerKey(
  services: Services,
  staff: Staff,
  input: ThatPartner & { graceHours?: number; via: Via },
): Promise<RotatedKey | undefined> {
  const { graceHours = GRACE_HOURS.usual } = input;
  let rotated: RotatedKey | undefined;
  const { outcome } = await changePartner(services, staff, input, ({ name, keys }, now) => {
    const { shown, record } = makePartnerKey(now, staff);
    const kept = graceHours > 0 ? lastUsed(keys.filter((key) => isKeyGood(key, now))) : undefined;
    const until = new Date(now.getTime() + graceHours * 60 * 60 * 1_000);
    const old = keys.map((key) => {
      if (!isKeyGood(key, now)) return key;
      return { ...key, expiresAt: key === kept ? until : now };
    });
    rotated = { ...shown, name, ...(kept && { oldUntil: until }) };
    const ended = old.filter((key) => !isKeyGood(key, now)).map(({ prefix }) => prefix);
    const endedNow = ended.filter((prefix) => keys.some((key) => key.prefix === prefix && isKeyGood(key, now)));
    return {
      act: 'partner.key-rotated',
      before: { prefix: kept?.prefix ?? null, ended: endedNow },
      after: { prefix: record.prefix, graceHours },
      set: { keys: [...forget(old, now), record] },
    };
  });
  return outcome === 'changed' ? rotated : undefined;
}

/** A key that was never used comes before all others; among equals the newest wins. */
function lastUsed(keys: PartnerKey[]): PartnerKey | undefined {
  const when = ({ lastUsedAt }: PartnerKey) => lastUsedAt?.getTime() ?? 0;
  return keys.reduce<PartnerKey | undefined>((best, key) => (!best || when(key) >= when(best) ? key : best), undefined);
}

/** Drops the oldest of those that have ended. */
function forget(keys: PartnerKey[], now: Date): PartnerKey[] {
  const ended = keys.filter((key) => !isKeyGood(key, now)).slice(-(MOST_KEPT - 2));
  return keys.filter((key) => isKeyGood(key, now) || ended.includes(key));
}
