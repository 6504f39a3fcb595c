import type { Types } from 'mongoose';
import { Interlocuteur } from '../../models/interlocuteur.ts';

/** The dossier most recently linked to an interlocuteur: the one an invitation speaks of when none is named. */
export async function latestDossierId(
  cabinetId: string,
  interlocuteurId: Types.ObjectId,
): Promise<Types.ObjectId | undefined> {
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }, { links: 1 }).lean();
  return record?.links.at(-1)?.dossierId;
}
