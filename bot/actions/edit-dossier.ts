import { AppError } from '../../errors.ts';
import { getDraft } from '../../workflows/drafts/get-draft.ts';
import { showDossierForm } from '../show-dossier-form.ts';
import { defineAction } from './action.ts';

/** Back to the form, with everything that was typed. */
export const editDossier = defineAction('dossier.edit', async (context, { draftId }) => {
  const draft = await getDraft(context.staff, draftId);
  if (draft?.kind !== 'dossier' || draft.state !== 'open') throw new AppError('draft-closed');
  return showDossierForm(context, draft);
});
