import { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { queueNotification } from '../notifications/queue-notification.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { PlanRefs } from './get-plan.ts';

const MOST_ASKED = 5;

/**
 * Tells those who may open a service that a colleague asks for it: the maître du dossier and the chef de mission, else
 * the administrateurs (domain 1, 13). Once for each time that the service may be opened, however often it is asked.
 */
export async function askResponsables(services: Services, staff: Staff, refs: PlanRefs): Promise<number> {
  const { cabinetId } = staff;
  const dossier = await Dossier.findOne({ _id: refs.dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) return 0;
  const { interlocuteurId, offer } = refs;
  const known = dossier.grants.find((one) => one.offer === offer && String(one.interlocuteurId) === interlocuteurId);
  const generation = (known?.generation ?? 0) + 1;
  let asked = 0;
  for (const collaborateurId of await responsables(services, dossier)) {
    if (collaborateurId.equals(staff.collaborateurId)) continue;
    const reason = [refs.dossierId, interlocuteurId, offer, generation, collaborateurId].join(':');
    const isNew = await queueNotification(services, {
      ...{ _id: `plan:${reason}`, cabinetId, kind: 'plan-request', collaborateurId, askedBy: staff.collaborateurId },
      ...{ dossierId: dossier._id, interlocuteurId: new Types.ObjectId(interlocuteurId), offer, generation },
    });
    asked += isNew ? 1 : 0;
  }
  return asked;
}

async function responsables({ config }: Services, dossier: DossierRecord): Promise<Types.ObjectId[]> {
  const { cabinetId, maitreDuDossierId, chefDeMissionId } = dossier;
  const named = [maitreDuDossierId, chefDeMissionId].filter((id): id is Types.ObjectId => Boolean(id));
  const active = await Collaborateur.find({ cabinetId, _id: { $in: named }, isActive: true }, { _id: 1 }).lean();
  if (active.length > 0) return active.map(({ _id }) => _id);
  const admins = { $or: [{ roles: 'administrateur' as const }, { entraObjectId: { $in: config.firm.admins } }] };
  const found = await Collaborateur.find({ cabinetId, isActive: true, ...admins }, { _id: 1 })
    .limit(MOST_ASKED)
    .lean();
  return found.map(({ _id }) => _id);
}
