import { Dossier } from '../../models/dossier.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';

const MOST_SHOWN = 5;

/** The codes of the dossiers of each of these people, in their order: what tells two of the same name apart. */
export async function listDossierCodes(
  cabinetId: string,
  people: readonly Pick<InterlocuteurRecord, 'links'>[],
): Promise<string[][]> {
  const ids = people.flatMap(({ links }) => links.map(({ dossierId }) => dossierId));
  const dossiers = await Dossier.find({ cabinetId, _id: { $in: ids } }, { code: 1 }).lean();
  const codes = new Map(dossiers.map(({ _id, code }) => [String(_id), code]));
  return people.map(({ links }) =>
    links.flatMap(({ dossierId }) => codes.get(String(dossierId)) ?? []).slice(0, MOST_SHOWN),
  );
}
