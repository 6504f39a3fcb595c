/**
 * Finds what is due, by index, and starts one small job for each, or one for every twenty people of a firm where Graph
 * can be asked for all of them at once. A safety net too: it knows nothing of lost jobs.
 */
import type { QueryFilter, Types } from 'mongoose';
import type { JobName } from '../../jobs/catalog.ts';
import { Cabinet } from '../../models/cabinet.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 1_000;
/** As many as Graph takes in one batch (facts: graph.md section 10). */
const MOST_TOGETHER = 20;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** Work that late was lost by somebody; sooner, the normal path is still at it. */
const LATE_MS = 20_000;

export async function sweepInvitations(services: Services): Promise<Record<string, number>> {
  const now = services.now();
  const late = new Date(now.getTime() - LATE_MS);
  const found: Record<string, number> = {};
  // A job's key changes with the time slot: at most one of each kind per record, or group of them, and slot.
  const slot = (ms: number) => Math.floor(now.getTime() / ms);

  const start = async (
    name: JobName,
    where: QueryFilter<InterlocuteurRecord>,
    slotMs: number,
    together?: 'send-invitations' | 'check-acceptances',
  ) => {
    const due = await Interlocuteur.find(where, { cabinetId: 1 }).limit(MOST_AT_ONCE).lean<Due[]>();
    for (const { cabinetId, ids } of groupsOf(due, together ? MOST_TOGETHER : 1)) {
      const options = { key: `sweep:${ids.join(':')}:${slot(slotMs)}`, runAt: now };
      const [interlocuteurId = ''] = ids;
      if (together && ids.length > 1) {
        await services.queue.enqueue(together, { cabinetId, interlocuteurIds: ids }, options);
      } else {
        await services.queue.enqueue(name as 'join-team', { cabinetId, interlocuteurId }, options);
      }
    }
    found[name] = due.length;
  };

  await start(
    'send-invitation',
    { 'guest.status': 'inviting', 'guest.nextAttemptAt': { $lte: late } },
    LATE_MS,
    'send-invitations',
  );
  await start(
    'check-acceptance',
    { 'guest.status': { $in: ['pending', 'accepted'] }, 'guest.nextCheckAt': { $lte: now } },
    services.config.acceptanceCheckSeconds * 1_000,
    'check-acceptances',
  );
  // Only guests can join: those not yet invited, or refused, would be found again at every pass.
  const isGuest = { 'guest.status': { $in: ['pending', 'accepted'] } } as const;
  await start('join-team', { ...isGuest, 'team.state': 'to-join', 'team.nextAttemptAt': { $lte: late } }, LATE_MS);

  for (const { _id: cabinetId, settings } of await Cabinet.find().lean()) {
    const before = new Date(now.getTime() - settings.invitationReminderDays * DAY_MS);
    await start(
      'remind-inviter',
      { cabinetId, 'guest.status': 'pending', 'guest.invitedAt': { $lte: before }, 'guest.remindedAt': null },
      60_000,
    );
  }
  found['withdraw-guest'] = await startWithdrawals(services, late, slot(LATE_MS));
  return found;
}

type Due = { _id: Types.ObjectId; cabinetId: string };

/** Never two firms in one group. Sorted: two sweeps that find the same people make the same groups. */
function groupsOf(due: Due[], most: number): { cabinetId: string; ids: string[] }[] {
  const idsByFirm = new Map<string, string[]>();
  for (const { _id, cabinetId } of due) {
    const ids = idsByFirm.get(cabinetId) ?? [];
    idsByFirm.set(cabinetId, ids);
    ids.push(String(_id));
  }
  return [...idsByFirm].flatMap(([cabinetId, ids]) => {
    const sorted = ids.sort();
    const starts = Array.from({ length: Math.ceil(ids.length / most) }, (_, group) => group * most);
    return starts.map((start) => ({ cabinetId, ids: sorted.slice(start, start + most) }));
  });
}

async function startWithdrawals({ queue, now }: Services, late: Date, slot: number): Promise<number> {
  const toDo = { $elemMatch: { state: 'to-do', nextAttemptAt: { $lte: late } } } as const;
  const due = await Interlocuteur.find({ withdrawals: toDo }, { cabinetId: 1, withdrawals: 1 })
    .limit(MOST_AT_ONCE)
    .lean<InterlocuteurRecord[]>();
  for (const { _id, cabinetId, withdrawals } of due) {
    for (const withdrawal of withdrawals.filter(({ state }) => state === 'to-do')) {
      const data = { cabinetId, interlocuteurId: String(_id), withdrawalId: withdrawal._id };
      await queue.enqueue('withdraw-guest', data, { key: `sweep:${withdrawal._id}:${slot}`, runAt: now() });
    }
  }
  return due.length;
}
