import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { Services } from '../services.ts';

const MOST_AT_ONCE = 500;
/** Work that late was lost by somebody; sooner, the normal path is still at it. */
const LATE_MS = 20_000;

/** The safety net: services whose job was lost. Found by index; the next pass takes the rest. */
export async function sweepGrants({ queue, now }: Services): Promise<number> {
  const at = now();
  const late = new Date(at.getTime() - LATE_MS);
  const isDue = { $elemMatch: { status: 'proposed', nextAttemptAt: { $lte: late } } } as const;
  const due = await Dossier.find({ 'grants.nextAttemptAt': { $lte: late }, grants: isDue }, { cabinetId: 1, grants: 1 })
    // The one that waits longest first.
    .sort({ 'grants.nextAttemptAt': 1 })
    .limit(MOST_AT_ONCE)
    .lean<DossierRecord[]>();
  let started = 0;
  for (const { _id, cabinetId, grants } of due) {
    for (const { interlocuteurId, offer, status, nextAttemptAt } of grants) {
      if (status !== 'proposed' || !nextAttemptAt || nextAttemptAt > late) continue;
      const ids = { cabinetId, dossierId: String(_id), interlocuteurId: String(interlocuteurId), offer };
      const key = `sweep:${ids.dossierId}:${ids.interlocuteurId}:${offer}:${Math.floor(at.getTime() / LATE_MS)}`;
      await queue.enqueue('advance-grant', ids, { key, runAt: at });
      started += 1;
    }
  }
  return started;
}
