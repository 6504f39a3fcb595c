import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { dirigeantFormCard } from '../cards/dirigeant-form-card.ts';
import { defineAction } from './action.ts';

export const askDirigeant = defineAction('dirigeant.ask', async ({ staff }, { dossierId }) => {
  const dossier = await getDossier(staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  return dirigeantFormCard({ locale: staff.locale, dossier, form: {} });
});
