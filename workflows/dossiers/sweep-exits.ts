import { Dossier } from '../../models/dossier.ts';
import type { Services } from '../services.ts';

/** Starts a look at each client who goes, or has just gone, when it is due. */
export async function sweepExits({ queue, now }: Services): Promise<number> {
  const at = now();
  const due = await Dossier.find({ exitCheckAt: { $lte: at } }, { cabinetId: 1, exitCheckAt: 1 })
    .limit(500)
    .lean();
  for (const { _id, cabinetId, exitCheckAt } of due) {
    const dossierId = String(_id);
    // The same look is started once; one that was lost is started again by the minute.
    const key = `exit:${dossierId}:${exitCheckAt?.getTime()}:${Math.floor(at.getTime() / 60_000)}`;
    await queue.enqueue('finish-exit', { cabinetId, dossierId }, { key, runAt: at });
  }
  return due.length;
}
