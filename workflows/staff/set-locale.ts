import { Collaborateur } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';

/** Keeps the language a person asked for. */
export async function setLocale({ cabinetId, collaborateurId }: Staff, locale: 'fr' | 'en'): Promise<void> {
  await Collaborateur.updateOne({ _id: collaborateurId, cabinetId }, { $set: { locale } });
}
