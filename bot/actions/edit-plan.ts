import { AppError } from '../../errors.ts';
import { resumeDraft } from '../../workflows/drafts/list-drafts.ts';
import { defineAction } from './action.ts';
import { showPlanForm } from './show-plan-form.ts';

/** Opens every field, those that were understood too. */
export const editPlan = defineAction('plan.edit', async (context, { draftId }) => {
  const draft = await resumeDraft(context.services, context.staff, draftId);
  if (!draft) throw new AppError('draft-closed');
  return showPlanForm(context, draft, { showsAll: true });
});
