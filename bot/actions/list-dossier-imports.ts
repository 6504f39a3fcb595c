import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { listImports } from '../../workflows/dossiers/list-imports.ts';
import { importsCard } from '../cards/imports-card.ts';
import { defineAction } from './action.ts';

/** « Oui » on the question at the opening of a dossier: all its imports (domain 166). */
export const listDossierImports = defineAction('dossier.imports', async ({ services, staff }, { dossierId }) => {
  const { cabinetId, locale } = staff;
  const [dossier, imports] = await Promise.all([getDossier(cabinetId, dossierId), listImports(cabinetId, dossierId)]);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  return importsCard({ locale, timeZone: services.config.firm.timeZone, dossier, ...imports });
});
