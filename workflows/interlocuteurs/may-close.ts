import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { canCloseInterlocuteur, type Staff } from '../rights.ts';

/** What a card that deactivates or removes somebody carries: a click on an older state changes nothing. */
export type VersionedRef = { interlocuteurId: string; version: number };

/**
 * The person, once it is sure that this member of staff may take their access away.
 *
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function readToClose(
  staff: Staff,
  { interlocuteurId }: Pick<VersionedRef, 'interlocuteurId'>,
): Promise<InterlocuteurRecord> {
  const { cabinetId } = staff;
  const person = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  if (!person) throw new AppError('not-found', { because: 'interlocuteur' });
  const ids = person.links.map(({ dossierId }) => dossierId);
  const dossiers = await Dossier.find({ cabinetId, _id: { $in: ids } }).lean();
  if (!canCloseInterlocuteur(staff, dossiers, person.guest)) throw new AppError('not-allowed', { because: 'close' });
  return person;
}
