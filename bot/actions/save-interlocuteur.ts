import { keepEntries } from '../../workflows/drafts/keep-draft.ts';
import {
  checkInterlocuteurForm,
  FORM_FIELDS,
  type InterlocuteurEntries,
  MORE_FIELDS,
} from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { type DraftForm, labelOf } from '../interlocuteurs/form.ts';
import { submitForm, takeDraft } from '../interlocuteurs/submit.ts';
import { defineAction } from './action.ts';

/** The submitted form. What was typed is kept before anything else, wrong entries too. */
export const saveInterlocuteur = defineAction('interlocuteur.save', async (context, { draftId, all, ...typed }) => {
  const { services, staff } = context;
  const taken = await takeDraft(context, draftId);
  if ('answer' in taken) return taken.answer;
  const entries = mergeEntries(taken.draft.form, typed, Boolean(all));
  const label = labelOf({ ...taken.draft.form, ...entries });
  const draft = await keepEntries(services, staff, { draftId, entries, label });
  return submitForm(context, draft, { showsAll: all });
});

/**
 * Clients leave empty fields out: an absent one was emptied if it stood on the card, and was not asked if it did not.
 * What is known is not asked unless everything is, and hidden fields are sent with the switches, which are never empty.
 */
function mergeEntries(known: DraftForm, typed: InterlocuteurEntries, showsAll: boolean): Record<string, string> {
  const { faults } = checkInterlocuteurForm(known);
  const sendsHidden = typed.accesSocial !== undefined;
  const stood = (field: (typeof FORM_FIELDS)[number]) => {
    if (MORE_FIELDS.some((one) => one === field)) return sendsHidden;
    return showsAll || Boolean(faults[field]);
  };
  const fields = FORM_FIELDS.filter((field) => typed[field] !== undefined || stood(field));
  // The dossiers are asked again as long as something is wrong with them: what was typed there last counts.
  const dossierIds = typed.dossiers === undefined && typed.dossierIds === undefined ? {} : { dossierIds: '' };
  return {
    ...Object.fromEntries(fields.map((field) => [field, typed[field] ?? ''])),
    ...dossierIds,
    ...(typed.dossierIds !== undefined && { dossierIds: typed.dossierIds }),
  };
}
