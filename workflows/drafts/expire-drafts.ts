import { Draft, type DraftRecord } from '../../models/draft.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, SYSTEM, startsJob } from '../events.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 500;

/**
 * Closes the tasks that were left alone too long, one conditional update each; the word to their owner follows from it.
 * An entry typed meanwhile gave the task a later end, and it is left open.
 *
 * @returns how many have expired.
 */
export async function expireDrafts(services: Services): Promise<number> {
  const now = services.now();
  const isDue = { state: 'open' as const, expiresAt: { $lte: now } };
  const due = await Draft.find(isDue, { cabinetId: 1, kind: 1 }).limit(MOST_AT_ONCE).lean<DraftRecord[]>();
  let expired = 0;
  for (const { _id, cabinetId, kind } of due) {
    const subject = { kind: 'draft', id: String(_id) };
    const events = [
      auditedOn(now, subject, { actor: SYSTEM, act: 'draft.expired', after: { kind } }),
      startsJob(now, 'tell-draft-expired', { cabinetId, draftId: String(_id) }),
    ];
    const draft = await Draft.findOneAndUpdate(
      { _id, cabinetId, ...isDue },
      { $set: { state: 'expired' }, $inc: { version: 1 }, $push: { outbox: { $each: events } } },
      { returnDocument: 'after' },
    ).lean<DraftRecord>();
    if (!draft) continue;
    expired += 1;
    await dispatchSoon(services, 'draft', draft);
  }
  return expired;
}
