import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { Partner, type PartnerRecord } from '../../models/partner.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, auditedOn } from '../events.ts';
import { canManagePartners, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/** Through which door an administrateur came, and with which key. */
export type Via = { door: 'teams' | 'api'; apiKeyId?: Types.ObjectId };

/** Which partner; `version` is that of the card that was clicked, when it was one. */
export type ThatPartner = { partnerId: string; version?: number };

type Line = { act: string; before?: Record<string, unknown>; after?: Record<string, unknown> };
export type PartnerChange = Line & { set?: Record<string, unknown>; unset?: Record<string, 1> };

export type Changed = { outcome: 'changed' | 'unchanged' | 'stale'; partner: PartnerRecord };

const MAX_TRIES = 5;

/**
 * Changes a partner in one conditional update, tried again when somebody else was quicker.
 *
 * @param decide what to write, from the record as it stands; nothing leaves it `unchanged`.
 * @returns `stale` when the card that was clicked shows an older state.
 * @throws AppError `not-found`, `not-allowed`, `partner-revoked` (unless `admitsRevoked`), `partner-name-taken`.
 */
export async function changePartner(
  services: Services,
  staff: Staff,
  { partnerId, version, via, admitsRevoked }: ThatPartner & { via: Via; admitsRevoked?: boolean },
  decide: (partner: PartnerRecord, now: Date) => PartnerChange | undefined,
): Promise<Changed> {
  const { cabinetId } = staff;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const partner = await Partner.findOne({ _id: partnerId, cabinetId }).lean<PartnerRecord>();
    if (!partner) throw new AppError('not-found', { because: 'partner' });
    if (!canManagePartners(staff)) throw new AppError('not-allowed', { because: 'partner' });
    if (partner.revokedAt && !admitsRevoked) throw new AppError('partner-revoked');
    if (version !== undefined && partner.version !== version) return { outcome: 'stale', partner };
    const now = services.now();
    const change = decide(partner, now);
    if (!change) return { outcome: 'unchanged', partner };
    const after = await write(partner, change, partnerAudited(now, partner._id, staff, via, change));
    if (!after) continue;
    await dispatchSoon(services, 'partner', after);
    return { outcome: 'changed', partner: after };
  }
  throw new AppError('stale-card', { because: 'the partner kept changing' });
}

/** The audit line of a change to a partner. */
export function partnerAudited(
  at: Date,
  partnerId: Types.ObjectId,
  staff: Staff,
  { door, apiKeyId }: Via,
  { act, before, after }: Line,
): OutboxEvent {
  return auditedOn(
    at,
    { kind: 'partner', id: String(partnerId) },
    {
      ...{ actor: actorOf(staff), act, door },
      ...(before && { before }),
      after: { ...after, ...(apiKeyId && { apiKeyId: String(apiKeyId) }) },
    },
  );
}

/** The record is written whole where it is read: a use of a key noted in between may be lost, no more than that. */
async function write(
  { _id, cabinetId, version }: PartnerRecord,
  { set, unset }: PartnerChange,
  audit: OutboxEvent,
): Promise<PartnerRecord | null> {
  try {
    return await Partner.findOneAndUpdate(
      { _id, cabinetId, version },
      { $inc: { version: 1 }, $push: { outbox: audit }, ...(set && { $set: set }), ...(unset && { $unset: unset }) },
      { returnDocument: 'after', runValidators: true },
    ).lean<PartnerRecord>();
  } catch (error) {
    if (isDuplicateKey(error)) throw new AppError('partner-name-taken');
    throw error;
  }
}
