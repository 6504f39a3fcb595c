import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { canRemoveAccess, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { closeAccess } from './close-access.ts';
import { actorOf } from './events.ts';
import type { InvitationRef } from './resend-invitation.ts';

/**
 * Takes a person's access to the tenant away. The interlocuteur and their dossiers stay on record; the guest is
 * deleted by a job, and the card says so only once Entra has.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function removeAccess(
  services: Services,
  staff: Staff,
  { interlocuteurId, generation }: InvitationRef,
): Promise<boolean> {
  const { cabinetId } = staff;
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  if (!record) throw new AppError('not-found', { because: 'interlocuteur' });
  const { guest } = record;
  if (!(await mayRemoveAccess(staff, record))) throw new AppError('not-allowed', { because: 'remove access' });
  if (guest.generation !== generation) return false;

  const moved = await closeAccess(services, record, { actor: actorOf(staff), because: 'asked' });
  return Boolean(moved);
}

/** The whole access goes: answering for one of the person's dossiers is not enough, it takes all of them. */
export async function mayRemoveAccess(
  staff: Staff,
  { cabinetId, links, guest }: InterlocuteurRecord,
): Promise<boolean> {
  const dossiers = await Dossier.find({ cabinetId, _id: { $in: links.map(({ dossierId }) => dossierId) } }).lean();
  return canRemoveAccess(staff, dossiers, guest.sponsor);
}
