import { AppError } from '../../errors.ts';
import { getDossier } from '../../workflows/dossiers/get-dossier.ts';
import { planFormSchema, resolvePlanForm } from '../../workflows/offers/resolve-plan-form.ts';
import { askForTheRest } from '../find-plan.ts';
import { defineAction } from './action.ts';

/** « Proposer un service » on a dossier: everything but the dossier is asked. */
export const beginPlan = defineAction('plan.begin', async (context, { dossierId }) => {
  const dossier = await getDossier(context.staff.cabinetId, dossierId);
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  const form = planFormSchema.parse({ dossier: dossier.code });
  return askForTheRest(context, form, await resolvePlanForm(context.staff, form));
});
