import type { DraftRecord } from '../../models/draft.ts';
import { planFormSchema, resolvePlanForm } from '../../workflows/offers/resolve-plan-form.ts';
import { planFormCard } from '../cards/plan-form-card.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';

/** The card of a proposition that somebody began: what is known, and what is still missing. */
export async function showPlanForm(
  { staff }: Pick<BotContext, 'staff'>,
  draft: DraftRecord,
  options: { isSubmitted?: boolean; showsAll?: boolean } = {},
): Promise<Answer> {
  const form = planFormSchema.parse(draft.form);
  const resolved = await resolvePlanForm(staff, form);
  return planFormCard({ locale: staff.locale, draftId: String(draft._id), form, resolved, ...options });
}
