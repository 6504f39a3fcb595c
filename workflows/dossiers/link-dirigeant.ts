import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import type { DirigeantToLink, DossierRecord } from '../../models/dossier.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord, LIMITE_A_DEFAULT } from '../../models/interlocuteur.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { auditedOn, refreshesCards } from '../events.ts';
import type { Services } from '../services.ts';

const MAX_TRIES = 5;

/**
 * Makes somebody a dirigeant of a dossier without inviting them: the invitation is better sent once the bilan flash is
 * ready (domain 111, 112). Somebody known is linked, and nothing else of them changes: their Qualité opens more than
 * this one dossier, and stays what it was decided to be.
 *
 * @returns false when they were already.
 */
export async function linkDirigeant(
  services: Services,
  dossier: DossierRecord,
  dirigeant: DirigeantToLink,
): Promise<boolean> {
  const { cabinetId, _id: dossierId } = dossier;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const known = await Interlocuteur.findOne({ cabinetId, email: dirigeant.email }).lean<InterlocuteurRecord>();
    const link = known?.links.find((one) => one.dossierId.equals(dossierId));
    if (link?.isDirigeant) return false;
    const done = known
      ? await linkKnown(services, dossier, dirigeant, known)
      : await create(newPerson(services, dossier, dirigeant));
    if (!done) continue;
    await dispatchSoon(services, 'interlocuteur', done);
    return true;
  }
  throw new AppError('stale-card', { because: 'the interlocuteur kept changing' });
}

/** A person not invited yet, with their one link. */
export function newPerson(
  { now }: Services,
  { cabinetId, _id: dossierId }: Pick<DossierRecord, 'cabinetId' | '_id'>,
  { nom, prenom, email, mobile, requestedBy }: DirigeantToLink,
): InterlocuteurRecord {
  const at = now();
  const _id = new Types.ObjectId();
  return {
    ...{ _id, cabinetId, nom, email, qualite: 'direction-tpe', ...derivedKeys({ nom, prenom, email }) },
    ...(prenom && { prenom }),
    ...(mobile && { mobile }),
    ...{ accesSocial: false, isActive: true, comptePersonnelMicrosoft: false },
    links: [{ dossierId, limiteA: LIMITE_A_DEFAULT, linkedAt: at, linkedBy: requestedBy, isDirigeant: true }],
    guest: { status: 'not-invited', generation: 1, failures: 0, mail: { state: 'none' } },
    ...{ withdrawals: [], revocations: [], version: 1, createdAt: at, updatedAt: at },
    outbox: [
      auditedOn(
        at,
        { kind: 'interlocuteur', id: String(_id) },
        {
          actor: { kind: 'collaborateur', id: String(requestedBy) },
          act: 'interlocuteur.added',
          after: { dossierId: String(dossierId), qualite: 'direction-tpe', isDirigeant: true },
        },
      ),
    ],
  };
}

async function create(person: InterlocuteurRecord): Promise<InterlocuteurRecord | null> {
  try {
    await Interlocuteur.create(person);
    return person;
  } catch (error) {
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

async function linkKnown(
  { now }: Services,
  { cabinetId, _id: dossierId }: DossierRecord,
  { requestedBy }: DirigeantToLink,
  known: InterlocuteurRecord,
): Promise<InterlocuteurRecord | null> {
  const at = now();
  const isLinked = known.links.some((one) => one.dossierId.equals(dossierId));
  const link = { dossierId, limiteA: LIMITE_A_DEFAULT, linkedAt: at, linkedBy: requestedBy, isDirigeant: true };
  const events: OutboxEvent[] = [
    auditedOn(
      at,
      { kind: 'interlocuteur', id: String(known._id) },
      {
        actor: { kind: 'collaborateur', id: String(requestedBy) },
        act: 'interlocuteur.linked',
        after: { dossierId: String(dossierId), limiteA: LIMITE_A_DEFAULT, isDirigeant: true },
      },
    ),
    refreshesCards(at, cabinetId, known._id),
  ];
  return Interlocuteur.findOneAndUpdate(
    { _id: known._id, cabinetId, version: known.version, ...(isLinked && { 'links.dossierId': dossierId }) },
    {
      ...(isLinked || known.removedAt
        ? { $set: { ...(isLinked && { 'links.$.isDirigeant': true }), ...(known.removedAt && { isActive: true }) } }
        : {}),
      // Somebody whose record was removed is back.
      ...(known.removedAt && { $unset: { removedAt: 1 } }),
      $inc: { version: 1 },
      $push: { outbox: { $each: events }, ...(!isLinked && { links: link }) },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
}
