import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 500;
/** Work that late was lost by somebody; sooner, the normal path is still at it. */
const LATE_MS = 20_000;

/** The safety net: services still to be taken back, whose job was lost. Found by index. */
export async function sweepRevocations({ queue, now }: Services): Promise<number> {
  const at = now();
  const late = new Date(at.getTime() - LATE_MS);
  const due = await Interlocuteur.find(
    { 'revocations.nextAttemptAt': { $lte: late } },
    { cabinetId: 1, revocations: 1 },
  )
    .limit(MOST_AT_ONCE)
    .lean<InterlocuteurRecord[]>();
  let started = 0;
  for (const { _id, cabinetId, revocations } of due) {
    for (const { _id: revocationId } of revocations) {
      const data = { cabinetId, interlocuteurId: String(_id), revocationId };
      const key = `sweep:${revocationId}:${Math.floor(at.getTime() / LATE_MS)}`;
      await queue.enqueue('revoke-services', data, { key, runAt: at });
      started += 1;
    }
  }
  return started;
}
