import { readForm, showForm } from '../interlocuteurs/form.ts';
import { takeDraft } from '../interlocuteurs/submit.ts';
import { defineAction } from './action.ts';

/** « Modifier la saisie »: everything that is known stands in its field again. */
export const editInterlocuteur = defineAction('interlocuteur.edit', async (context, { draftId }) => {
  const taken = await takeDraft(context, draftId);
  if ('answer' in taken) return taken.answer;
  return showForm(context, await readForm(context, taken.draft), { showsAll: true });
});
