import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';

type Linked = Pick<InterlocuteurRecord, 'cabinetId' | 'links'>;

/** Whether one of these dossiers is still a client's of the firm. */
export async function hasActiveDossier({ cabinetId, links }: Linked): Promise<boolean> {
  const ids = links.map(({ dossierId }) => dossierId);
  return Boolean(await Dossier.exists({ cabinetId, _id: { $in: ids }, status: 'active' }));
}

/**
 * An access is for the sake of a dossier: without one that is still the firm's, no exit of a client would ever close it.
 *
 * @throws AppError `interlocuteur-not-linked`, `dossier-left`.
 */
export async function requireActiveDossier(person: Linked): Promise<void> {
  if (person.links.length === 0) throw new AppError('interlocuteur-not-linked');
  if (!(await hasActiveDossier(person))) throw new AppError('dossier-left');
}
