import { showPlanForm } from '../actions/show-plan-form.ts';
import type { DraftCard } from './draft-card.ts';

export const planDraftCard: DraftCard = (context, draft) => showPlanForm(context, draft);
