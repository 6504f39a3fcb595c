import type { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { Services } from '../services.ts';

const MOST_ADMINS = 5;

/** Whom to turn to about a dossier: its maître, else its chef de mission, else the administrateurs (domain 1, 13). */
export async function findResponsible(
  { config }: Services,
  { cabinetId, dossierId }: { cabinetId: string; dossierId: string },
): Promise<Types.ObjectId[]> {
  const dossier = await Dossier.findOne(
    { _id: dossierId, cabinetId },
    { maitreDuDossierId: 1, chefDeMissionId: 1 },
  ).lean<DossierRecord>();
  for (const _id of [dossier?.maitreDuDossierId, dossier?.chefDeMissionId]) {
    if (_id && (await Collaborateur.exists({ _id, cabinetId, isActive: true }))) return [_id];
  }
  const admins = { $or: [{ roles: 'administrateur' as const }, { entraObjectId: { $in: config.firm.admins } }] };
  const found = await Collaborateur.find({ cabinetId, isActive: true, ...admins }, { _id: 1 })
    .limit(MOST_ADMINS)
    .lean();
  return found.map(({ _id }) => _id);
}
