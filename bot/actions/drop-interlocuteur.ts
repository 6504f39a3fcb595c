import { closeDraft } from '../../workflows/drafts/keep-draft.ts';
import { droppedCard } from '../cards/dropped-card.ts';
import { takeDraft } from '../interlocuteurs/submit.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** « Annuler »: nothing is recorded; of a record that was being modified, the card comes back. */
export const dropInterlocuteur = defineAction('interlocuteur.drop', async (context, { draftId }) => {
  const taken = await takeDraft(context, draftId);
  if ('answer' in taken) return taken.answer;
  await closeDraft(context.staff, draftId, 'abandoned');
  const { of } = taken.draft.form;
  return of
    ? showRecord(context, 'interlocuteur', { interlocuteurId: of })
    : droppedCard(context.staff.locale, 'interlocuteurForm.dropped');
});
