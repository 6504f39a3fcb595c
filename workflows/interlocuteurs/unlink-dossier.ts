import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import { canUnlink, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { newRevocation, startsRevocation } from './remove-interlocuteur.ts';

/**
 * Takes a person off a dossier. The write closes every right there, since rights need the link; the job that it starts
 * then revokes the services that were open to the person on that dossier.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function unlinkDossier(
  services: Services,
  staff: Staff,
  { interlocuteurId, dossierId, version }: { interlocuteurId: string; dossierId: string; version: number },
): Promise<boolean> {
  const { cabinetId } = staff;
  const [person, dossier] = await Promise.all([
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId, removedAt: null }).lean<InterlocuteurRecord>(),
    Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>(),
  ]);
  if (!person || !dossier) throw new AppError('not-found', { because: 'link' });
  const hasServices = openGrants(dossier, person).length > 0;
  if (!canUnlink(staff, dossier, hasServices)) throw new AppError('not-allowed', { because: 'services' });
  const link = person.links.find((one) => one.dossierId.equals(dossier._id));
  if (!link || person.version !== version) return false;

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
  const unlinked = await Interlocuteur.findOneAndUpdate(
    { _id: person._id, cabinetId, version },
    {
      $pull: { links: { dossierId: dossier._id } },
      $inc: { version: 1 },
      $push: { revocations: revocation, outbox: { $each: events } },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (unlinked) await dispatchSoon(services, 'interlocuteur', unlinked);
  return Boolean(unlinked);
}

/** What is open, or about to be, to this person on this dossier. */
export function openGrants({ grants }: Pick<DossierRecord, 'grants'>, { _id }: Pick<InterlocuteurRecord, '_id'>) {
  return grants.filter(({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(_id));
}
