import type { Types } from 'mongoose';
import { Dossier } from '../../models/dossier.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';

/** The codes of each person's other dossiers that are still the firm's, by interlocuteur. */
export async function otherDossiersOf(
  cabinetId: string,
  dossierId: Types.ObjectId,
  people: readonly Pick<InterlocuteurRecord, '_id' | 'links'>[],
): Promise<Map<string, string[]>> {
  const ids = people.flatMap(({ links }) => links.map((link) => link.dossierId)).filter((id) => !id.equals(dossierId));
  const active = await Dossier.find({ cabinetId, _id: { $in: ids }, status: 'active' }, { code: 1 }).lean();
  const codes = new Map(active.map(({ _id, code }) => [String(_id), code]));
  return new Map(
    people.map(({ _id, links }) => [
      String(_id),
      links.flatMap((link) => (link.dossierId.equals(dossierId) ? [] : (codes.get(String(link.dossierId)) ?? []))),
    ]),
  );
}
