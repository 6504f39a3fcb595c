import { AppError } from '../../errors.ts';
import { resumeDraft as resume } from '../../workflows/drafts/list-drafts.ts';
import { DRAFT_CARDS } from '../drafts/index.ts';
import { defineAction } from './action.ts';

/** Takes a task up again where it was left, one that had expired too. */
export const resumeDraft = defineAction('draft.resume', async (context, { draftId }) => {
  const draft = await resume(context.services, context.staff, draftId);
  const show = draft && DRAFT_CARDS[draft.kind];
  if (!draft || !show) throw new AppError('draft-closed');
  return show(context, draft);
});
