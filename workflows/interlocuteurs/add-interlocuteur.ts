import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { afterTheAnswer, refreshesCards } from '../events.ts';
import { actorOf, audited, follows } from '../invitations/events.ts';
import { canEditInterlocuteurs, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedInterlocuteur } from './check-interlocuteur-form.ts';
import { checkDossiers, linkEvents, type NewLink, newLinks } from './link-dossiers.ts';

export type AddOutcome = {
  interlocuteurId: string;
  /** `created`, or somebody known: brought back, linked to more dossiers, or left as they are. */
  kind: 'created' | 'revived' | 'linked' | 'known';
};

type Wish = {
  person: CheckedInterlocuteur;
  dossierIds: readonly string[];
  /** Dirigeants are the company's personnes de contact; there may be several (domain 15, 16). */
  isDirigeant?: boolean;
};

/** Tries at an optimistic update; each loss means that somebody else changed the same person meanwhile. */
const MAX_TRIES = 5;

/**
 * Puts an interlocuteur on record, with their dossiers, in one write; nobody is invited by it. An address that is known
 * is found, never recorded twice (domain 47): the dossiers are linked, and somebody removed comes back.
 *
 * @throws AppError `not-found`, `dossier-left`, `not-allowed`.
 */
export async function addInterlocuteur(services: Services, staff: Staff, wish: Wish): Promise<AddOutcome> {
  const { cabinetId } = staff;
  const { email } = wish.person;
  const dossierIds = await checkDossiers(cabinetId, wish.dossierIds);
  if (!canEditInterlocuteurs(staff)) throw new AppError('not-allowed');
  const links = newLinks(services.now(), staff, dossierIds, wish.isDirigeant);

  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const known = await Interlocuteur.findOne({ cabinetId, email }).lean<InterlocuteurRecord>();
    const done = known
      ? await addKnown(services, staff, wish.person, known, links)
      : await create(services, staff, wish.person, links);
    if (!done) continue;
    await dispatchSoon(services, 'interlocuteur', done.record);
    return { interlocuteurId: String(done.record._id), kind: done.kind };
  }
  throw new AppError('stale-card', { because: 'the interlocuteur kept changing' });
}

type Done = { record: InterlocuteurRecord; kind: AddOutcome['kind'] } | null;

async function create(services: Services, staff: Staff, person: CheckedInterlocuteur, links: NewLink[]): Promise<Done> {
  const now = services.now();
  const subject = { _id: new Types.ObjectId(), cabinetId: staff.cabinetId };
  const dossierIds = links.map(({ dossierId }) => String(dossierId));
  try {
    const created = await Interlocuteur.create({
      ...subject,
      ...person,
      ...derivedKeys(person),
      links,
      guest: { status: 'not-invited', generation: 1, failures: 0, mail: { state: 'none' } },
      version: 1,
      outbox: [
        audited(now, subject, {
          actor: actorOf(staff),
          act: 'interlocuteur.added',
          after: { qualite: person.qualite, dossierIds },
        }),
        ...links.map(({ dossierId }) => refreshesCards(now, staff.cabinetId, dossierId)),
      ],
    });
    return { record: created.toObject() as InterlocuteurRecord, kind: 'created' };
  } catch (error) {
    // The same address was recorded a moment ago, by another click or another person: take the other road.
    if (isDuplicateKey(error)) return null;
    throw error;
  }
}

async function addKnown(
  services: Services,
  staff: Staff,
  person: CheckedInterlocuteur,
  known: InterlocuteurRecord,
  links: NewLink[],
): Promise<Done> {
  const now = services.now();
  const isBack = Boolean(known.removedAt);
  const missing = links.filter(({ dossierId }) => !known.links.some((link) => link.dossierId.equals(dossierId)));
  if (!isBack && missing.length === 0) return { record: { ...known, outbox: [] }, kind: 'known' };
  // What was left empty is no reason to forget what was known.
  const fields = isBack ? { ...person, ...derivedKeys({ ...known, ...person }), isActive: true } : {};
  const record = await Interlocuteur.findOneAndUpdate(
    { _id: known._id, cabinetId: known.cabinetId, version: known.version },
    {
      $set: fields,
      ...(isBack && { $unset: { removedAt: 1 } }),
      $inc: { version: 1 },
      $push: {
        links: { $each: missing },
        outbox: {
          $each: [
            ...(isBack
              ? [
                  audited(now, known, {
                    actor: actorOf(staff),
                    act: 'interlocuteur.revived',
                    after: { isActive: true },
                  }),
                ]
              : []),
            ...linkEvents(now, staff, known, missing),
            follows(now, known, 'refresh-cards', { runAt: afterTheAnswer(now) }),
          ],
        },
      },
    },
    { returnDocument: 'after', runValidators: true },
  ).lean<InterlocuteurRecord>();
  return record && { record, kind: isBack ? 'revived' : 'linked' };
}
