import { randomUUID } from 'node:crypto';
import type { Types } from 'mongoose';
import { Interlocuteur, type InterlocuteurRecord, type Revocation } from '../../models/interlocuteur.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { closeAccess } from '../invitations/close-access.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { readToClose, type VersionedRef } from './may-close.ts';
import { isInvited } from './modify-interlocuteur.ts';

/**
 * « Supprimer » (domain 48, 261): the person leaves the lists and their dossiers, their access to the tenant is taken
 * away, and their services on every dossier end. One write says so and closes every right, since rights read it; the
 * jobs that it starts then delete the guest and revoke the services, dossier by dossier. The record stays for the audit,
 * and comes back when the address is added again.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function removeInterlocuteur(services: Services, staff: Staff, ref: VersionedRef): Promise<boolean> {
  const person = await readToClose(staff, ref);
  if (person.version !== ref.version || person.removedAt) return false;
  const now = services.now();
  const actor = actorOf(staff);
  const revocation = newRevocation(now, staff);
  const set = { removedAt: now, links: [], revocations: [...person.revocations, revocation] };
  const dossierIds = person.links.map(({ dossierId }) => dossierId);
  const events = [
    audited(now, person, {
      actor,
      act: 'interlocuteur.removed',
      before: { status: person.guest.status, dossierIds: dossierIds.map(String) },
    }),
    startsRevocation(now, person, revocation),
    ...dossierIds.map((id) => refreshesCards(now, person.cabinetId, id, afterTheAnswer(now))),
  ];
  // Somebody who has, or is about to have, an access loses it in the same write.
  const removed = isInvited(person)
    ? await closeAccess(services, person, { actor, because: 'asked', set, events })
    : await write(services, person, set, [
        ...events,
        follows(now, person, 'refresh-cards', { runAt: afterTheAnswer(now) }),
      ]);
  return Boolean(removed);
}

async function write(
  services: Services,
  { _id, cabinetId, version }: InterlocuteurRecord,
  set: Record<string, unknown>,
  events: OutboxEvent[],
): Promise<InterlocuteurRecord | null> {
  const written = await Interlocuteur.findOneAndUpdate(
    { _id, cabinetId, version },
    { $set: set, $inc: { version: 1 }, $push: { outbox: { $each: events } } },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (written) await dispatchSoon(services, 'interlocuteur', written);
  return written;
}

/** Services to be taken back, on one dossier or on all of them. */
export function newRevocation(at: Date, { collaborateurId: by }: Staff, dossierId?: Types.ObjectId): Revocation {
  return { _id: randomUUID(), at, by, nextAttemptAt: at, ...(dossierId && { dossierId }) };
}

export function startsRevocation(now: Date, person: InterlocuteurRecord, { _id }: Revocation): OutboxEvent {
  return follows(now, person, 'revoke-services', { data: { revocationId: _id } });
}
