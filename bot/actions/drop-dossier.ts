import { closeDraft } from '../../workflows/drafts/keep-draft.ts';
import { droppedCard } from '../cards/dropped-card.ts';
import { defineAction } from './action.ts';

export const dropDossier = defineAction('dossier.drop', async ({ staff }, { draftId }) => {
  await closeDraft(staff, draftId, 'abandoned');
  return droppedCard(staff.locale, 'dossierForm.dropped');
});
