import { log } from '../../log.ts';
import { type DirigeantToLink, Dossier, type DossierRecord } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchManySoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';
import { newPerson } from './link-dirigeant.ts';
import { linkDirigeants } from './link-dirigeants.ts';

const BATCH = 500;
/** For one run; the next takes the rest. */
const MOST_BATCHES = 40;

/**
 * The dirigeants that dossiers still have to be given, those of a whole file too: found by index. People whom the firm
 * does not know yet and who are not invited are written together; each of the others is a case of its own.
 */
export async function sweepDirigeants(services: Services): Promise<number> {
  let swept = 0;
  let after: DossierRecord['_id'] | undefined;
  for (let batch = 0; batch < MOST_BATCHES; batch += 1) {
    const dossiers = await Dossier.find({
      'dirigeantsToLink._id': { $exists: true },
      ...(after && { _id: { $gt: after } }),
    })
      .sort({ _id: 1 })
      .limit(BATCH)
      .lean<DossierRecord[]>();
    const simple = await linkTogether(services, dossiers);
    for (const { _id, cabinetId, dirigeantsToLink } of dossiers) {
      if (dirigeantsToLink.every((dirigeant) => simple.has(dirigeant._id))) continue;
      // One that fails must not hold up the others.
      await linkDirigeants(services, { cabinetId, dossierId: String(_id) }).catch((error: unknown) =>
        log().warn({ err: error }, 'a dirigeant is left to the next sweep'),
      );
    }
    swept += dossiers.length;
    if (dossiers.length < BATCH) break;
    after = dossiers.at(-1)?._id;
  }
  return swept;
}

type Pair = { dossier: DossierRecord; dirigeant: DirigeantToLink };

/** @returns the dirigeants that are linked now, and no longer on their dossier's list. */
async function linkTogether(services: Services, dossiers: DossierRecord[]): Promise<Set<string>> {
  const pairs = dossiers
    .filter(({ status }) => status === 'active')
    .flatMap((dossier) => dossier.dirigeantsToLink.map((dirigeant) => ({ dossier, dirigeant })))
    .filter(({ dirigeant }) => !dirigeant.invites);
  const unknown = await withoutKnown(pairs);
  if (unknown.length === 0) return new Set();
  const people = unknown.map(({ dossier, dirigeant }) => newPerson(services, dossier, dirigeant));
  const refused = await insertUnordered(people);
  const made = people.filter((_, place) => !refused.has(place));
  await dispatchManySoon(services, 'interlocuteur', made);
  const done = unknown.filter((_, place) => !refused.has(place));
  const ids = done.map(({ dirigeant }) => dirigeant._id);
  await Dossier.updateMany(
    { _id: { $in: done.map(({ dossier }) => dossier._id) } },
    { $pull: { dirigeantsToLink: { _id: { $in: ids } } } },
  );
  return new Set(ids);
}

/** Those whose address no interlocuteur of their firm has, each address once. */
async function withoutKnown(pairs: Pair[]): Promise<Pair[]> {
  const emails = [...new Set(pairs.map(({ dirigeant }) => dirigeant.email))];
  const firms = [...new Set(pairs.map(({ dossier }) => dossier.cabinetId))];
  const known = await Interlocuteur.find(
    { cabinetId: { $in: firms }, email: { $in: emails } },
    { cabinetId: 1, email: 1 },
  ).lean();
  const taken = new Set(known.map(({ cabinetId, email }) => `${cabinetId}\n${email}`));
  return pairs.filter(({ dossier, dirigeant }) => {
    const key = `${dossier.cabinetId}\n${dirigeant.email}`;
    if (taken.has(key)) return false;
    taken.add(key);
    return true;
  });
}

/** @returns the places of those whose address somebody took meanwhile. */
async function insertUnordered(people: InterlocuteurRecord[]): Promise<Set<number>> {
  try {
    await Interlocuteur.collection.insertMany(people as never, { ordered: false });
    return new Set();
  } catch (error) {
    const { writeErrors } = error as { writeErrors?: { index: number; code: number }[] };
    const refusals = [writeErrors ?? []].flat();
    if (refusals.length === 0 || refusals.some(({ code }) => code !== 11_000)) throw error;
    return new Set(refusals.map(({ index }) => index));
  }
}
