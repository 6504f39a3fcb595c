import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { inviteClient } from '../invitations/invite-client.ts';
import { canInvite, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/**
 * Sends the invitations that were kept back until the bilan flash was ready (domain 111, 112): to every dirigeant of
 * the dossier who was never invited. Done twice, it invites nobody twice.
 *
 * @returns how many invitations this click started.
 * @throws AppError `not-found`, `dossier-left`, `not-allowed`.
 */
export async function inviteDirigeants(services: Services, staff: Staff, dossierId: string): Promise<number> {
  const { cabinetId } = staff;
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }, { status: 1 }).lean();
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  if (dossier.status !== 'active') throw new AppError('dossier-left');
  if (!canInvite(staff)) throw new AppError('not-allowed');
  const waiting = await Interlocuteur.find({
    ...{ cabinetId, links: { $elemMatch: { dossierId: dossier._id, isDirigeant: true } } },
    ...{ 'guest.status': 'not-invited', removedAt: null, isActive: true },
  }).lean<InterlocuteurRecord[]>();
  let invited = 0;
  for (const { nom, prenom, email, mobile, qualite } of waiting) {
    const wish = { nom, prenom, email, mobile, qualite, message: undefined };
    const { kind } = await inviteClient(services, staff, { ...wish, dossierId: dossier._id, isDirigeant: true });
    if (kind === 'invited') invited += 1;
  }
  return invited;
}
