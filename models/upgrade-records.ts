/**
 * Brings records that an earlier version wrote up to the present shape, at each start: fields that did not exist then
 * get the value they stand for. Done already, each of these finds nothing.
 */
import { Dossier } from './dossier.ts';
import { derivedKeys, Interlocuteur, type InterlocuteurRecord } from './interlocuteur.ts';
import { ShownCard } from './shown-card.ts';

export async function upgradeRecords(): Promise<void> {
  await Dossier.updateMany(
    { version: { $exists: false } },
    { $set: { version: 1, status: 'active', offers: [], grants: [], dirigeantsToLink: [], outbox: [], pays: 'FR' } },
  );
  await Interlocuteur.updateMany(
    { isActive: { $exists: false } },
    { $set: { isActive: true, accesSocial: false, comptePersonnelMicrosoft: false, revocations: [] } },
  );
  const nameless = Interlocuteur.find({ sortKey: { $exists: false } }, { nom: 1, prenom: 1, email: 1 });
  for await (const person of nameless.lean<InterlocuteurRecord>().cursor()) {
    await Interlocuteur.updateOne({ _id: person._id }, { $set: derivedKeys(person) });
  }
  // A card that the earlier version followed by its own fields; the next click on it makes it follow again.
  await ShownCard.deleteMany({ kind: { $exists: false } });
}
