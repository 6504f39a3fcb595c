import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { dossierCard } from '../cards/dossier-card.ts';
import { defineAction } from './action.ts';

/** « Non »: the dossier alone, for whoever said so; the imports stay a button away (domain 165). */
export const hideDossierImports = defineAction('dossier.hide-imports', async ({ staff }, { dossierId }) => {
  const dossier = await getDossier(staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  const { shows: _, ...answer } = dossierCard({
    locale: staff.locale,
    dossier: { ...dossier, imports: { ...dossier.imports, awaiting: 0 } },
  });
  return answer;
});
