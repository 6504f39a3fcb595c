import { openDraft } from '../../workflows/drafts/keep-draft.ts';
import { labelOf, readForm, showForm } from '../interlocuteurs/form.ts';
import { asksToAdd, readInterlocuteurSentence } from '../understanding/read-interlocuteur-sentence.ts';
import type { Command } from './command.ts';

/** Opens the form of an interlocuteur, which asks only for what the sentence has not said; nobody is invited by it. */
export const addInterlocuteurCommand: Command = {
  name: 'add-interlocuteur',
  titles: { fr: 'ajouter un interlocuteur', en: 'add a contact' },
  synonyms: ['nouvel interlocuteur', 'creer un interlocuteur', 'ajouter un contact', 'new contact'],
  matches: asksToAdd,
  async run(context, text) {
    const { services, staff } = context;
    const form = readInterlocuteurSentence(text) as Record<string, string>;
    const draft = await openDraft(services, staff, { kind: 'interlocuteur', form, label: labelOf(form) });
    return showForm(context, await readForm(context, draft));
  },
};
