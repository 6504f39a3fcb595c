import { AppError } from '../../errors.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { canInvite, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { actorOf, audited, follows } from './events.ts';
import { newInvitation } from './invite-client.ts';
import { requireActiveDossier } from './require-active-dossier.ts';

export type InvitationRef = {
  interlocuteurId: string;
  /** The invitation that the card showed: a click on an older one changes nothing. */
  generation: number;
};

/**
 * Sends the invitation again: a fresh link, a fresh mail. A repeated or stale click loses the claim, quietly.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`, `interlocuteur-inactive`, `interlocuteur-not-linked`, `dossier-left`.
 */
export async function resendInvitation(
  services: Services,
  staff: Staff,
  { interlocuteurId, generation }: InvitationRef,
): Promise<boolean> {
  const { cabinetId } = staff;
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  if (!record) throw new AppError('not-found', { because: 'interlocuteur' });
  if (!canInvite(staff)) throw new AppError('not-allowed');
  const { status } = record.guest;
  // Whoever is on record without an invitation gets their first one in the same way.
  const mayResend = status === 'not-invited' || status === 'pending' || status === 'refused' || status === 'removed';
  if (!mayResend || record.removedAt || record.guest.generation !== generation) return false;

  if (!record.isActive) throw new AppError('interlocuteur-inactive');
  await requireActiveDossier(record);

  const now = services.now();
  const moved = await moveGuest({
    where: { _id: record._id, cabinetId, version: record.version, 'guest.generation': generation },
    to: 'inviting',
    set: { guest: newInvitation(now, staff, record) },
    events: [
      audited(now, record, {
        actor: actorOf(staff),
        act: status === 'not-invited' ? 'interlocuteur.invited' : 'interlocuteur.invited-again',
        before: { status, generation },
        after: { status: 'inviting', generation: generation + 1 },
      }),
      follows(now, record, 'send-invitation'),
    ],
  });
  if (moved) await dispatchSoon(services, 'interlocuteur', moved);
  return Boolean(moved);
}
