import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { readToClose, type VersionedRef } from './may-close.ts';

/**
 * Turns « Actif » on or off, in one write (domain 11). Rights read it as it stands, so that nothing else has to follow.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function switchInterlocuteur(
  services: Services,
  staff: Staff,
  ref: VersionedRef,
  isActive: boolean,
): Promise<boolean> {
  const person = await readToClose(staff, ref);
  if (person.version !== ref.version || person.isActive === isActive || person.removedAt) return false;
  const now = services.now();
  const { _id, cabinetId, version, links } = person;
  const events = [
    audited(now, person, {
      actor: actorOf(staff),
      act: isActive ? 'interlocuteur.reactivated' : 'interlocuteur.deactivated',
      before: { isActive: !isActive },
      after: { isActive },
    }),
    follows(now, person, 'refresh-cards', { runAt: afterTheAnswer(now) }),
    ...links.map(({ dossierId }) => refreshesCards(now, cabinetId, dossierId, afterTheAnswer(now))),
    // What was proposed meanwhile goes on where it stood.
    ...(isActive ? [follows(now, person, 'resume-plans')] : []),
  ];
  const switched = await Interlocuteur.findOneAndUpdate(
    { _id, cabinetId, version, removedAt: null },
    { $set: { isActive }, $inc: { version: 1 }, $push: { outbox: { $each: events } } },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (switched) await dispatchSoon(services, 'interlocuteur', switched);
  return Boolean(switched);
}
