import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { canRemoveAccess, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { actorOf, audited, follows } from './events.ts';
import type { InvitationRef } from './resend-invitation.ts';
import { newWithdrawal } from './withdraw-guest.ts';

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

  const now = services.now();
  const mayBeThere = guest.entraObjectId || guest.askedAt;
  const withdrawal = mayBeThere ? newWithdrawal(now, record.email, guest) : undefined;
  const moved = await moveGuest({
    where: { _id: record._id, cabinetId, version: record.version, 'guest.generation': generation },
    to: 'removed',
    // A new generation: the buttons of cards that still show the access do nothing any more.
    set: { 'guest.removedAt': now, 'guest.removedBecause': 'asked', 'guest.generation': generation + 1 },
    unset: [
      'guest.entraObjectId',
      'guest.origin',
      'guest.askedAt',
      'guest.leaseUntil',
      'guest.nextAttemptAt',
      'guest.nextCheckAt',
      'team',
    ],
    push: withdrawal && { withdrawals: withdrawal },
    events: [
      audited(now, record, {
        actor: actorOf(staff),
        act: 'interlocuteur.access-removed',
        before: { status: guest.status, entraObjectId: guest.entraObjectId },
        after: { status: 'removed' },
      }),
      ...(withdrawal ? [follows(now, record, 'withdraw-guest', { data: { withdrawalId: withdrawal._id } })] : []),
      follows(now, record, 'refresh-cards'),
    ],
  });
  if (moved) await dispatchSoon(services, 'interlocuteur', moved);
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
