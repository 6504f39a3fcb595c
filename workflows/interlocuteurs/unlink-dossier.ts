import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { closeAccess } from '../invitations/close-access.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import { mayRemoveAccess } from '../invitations/remove-access.ts';
import { hasActiveDossier } from '../invitations/require-active-dossier.ts';
import { canUnlink, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { isInvited } from './modify-interlocuteur.ts';
import { newRevocation, startsRevocation } from './remove-interlocuteur.ts';

/** `access-closed`: it was the last dossier of somebody with an access, which went with it. */
export type UnlinkOutcome = 'unlinked' | 'access-closed' | 'stale-click';

/**
 * Takes a person off a dossier. The write closes every right there, since rights need the link; the job that it starts
 * then revokes the services that were open to the person on that dossier.
 *
 * With their last dossier goes their access to the tenant: an access that belongs to no dossier would be closed by no
 * exit of a client, and be forgotten. It then takes the right to remove one.
 *
 * @throws AppError `not-found`, `not-allowed`, `last-dossier`.
 */
export async function unlinkDossier(
  services: Services,
  staff: Staff,
  { interlocuteurId, dossierId, version }: { interlocuteurId: string; dossierId: string; version: number },
): Promise<UnlinkOutcome> {
  const { cabinetId } = staff;
  const [person, dossier] = await Promise.all([
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId, removedAt: null }).lean<InterlocuteurRecord>(),
    Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>(),
  ]);
  if (!person || !dossier) throw new AppError('not-found', { because: 'link' });
  const hasServices = openGrants(dossier, person).length > 0;
  if (!canUnlink(staff, dossier, hasServices)) throw new AppError('not-allowed', { because: 'services' });
  const link = person.links.find((one) => one.dossierId.equals(dossier._id));
  if (!link || person.version !== version) return 'stale-click';
  const links = person.links.filter((one) => one !== link);
  const losesAccess = isInvited(person) && !(await hasActiveDossier({ cabinetId, links }));
  if (losesAccess && !(await mayRemoveAccess(staff, person))) throw new AppError('last-dossier');

  const now = services.now();
  // Always: a service proposed at this very moment ends with the others.
  const revocation = newRevocation(now, staff, dossier._id);
  const events = [
    audited(now, person, {
      actor: actorOf(staff),
      act: 'interlocuteur.unlinked',
      before: { dossierId, limiteA: link.limiteA },
    }),
    startsRevocation(now, person, revocation),
    follows(now, person, 'refresh-cards', { runAt: afterTheAnswer(now) }),
    refreshesCards(now, cabinetId, dossier._id, afterTheAnswer(now)),
  ];
  if (losesAccess) {
    const set = { links, revocations: [...person.revocations, revocation] };
    const closed = await closeAccess(services, person, { actor: actorOf(staff), because: 'asked', set, events });
    return closed ? 'access-closed' : 'stale-click';
  }
  const unlinked = await Interlocuteur.findOneAndUpdate(
    { _id: person._id, cabinetId, version },
    {
      $pull: { links: { dossierId: dossier._id } },
      $inc: { version: 1 },
      $push: { revocations: revocation, outbox: { $each: events } },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (!unlinked) return 'stale-click';
  await dispatchSoon(services, 'interlocuteur', unlinked);
  return 'unlinked';
}

/** What is open, or about to be, to this person on this dossier. */
export function openGrants({ grants }: Pick<DossierRecord, 'grants'>, { _id }: Pick<InterlocuteurRecord, '_id'>) {
  return grants.filter(({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(_id));
}
