import type { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';

/** The name of a member of staff as people know it; undefined for somebody who is not on record. */
export async function findStaffName(
  cabinetId: string,
  collaborateurId: Types.ObjectId | undefined,
): Promise<string | undefined> {
  if (!collaborateurId) return undefined;
  const found = await Collaborateur.findOne({ _id: collaborateurId, cabinetId }, { displayName: 1 }).lean();
  return found?.displayName;
}
