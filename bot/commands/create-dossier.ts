import { openDraft } from '../../workflows/drafts/keep-draft.ts';
import { labelOf, showDossierForm } from '../show-dossier-form.ts';
import { asksToCreate, readDossierSentence } from '../understanding/read-dossier-sentence.ts';
import type { Command } from './command.ts';

/** Opens the form of a dossier, filled with whatever the sentence already said (domain 102, 103). */
export const createDossierCommand: Command = {
  name: 'create-dossier',
  titles: { fr: 'créer un dossier', en: 'create a file' },
  synonyms: [
    ...[
      'ajouter une entreprise',
      'nouveau dossier',
      'creer une entreprise',
      'ajouter un dossier',
      'nouvelle entreprise',
    ],
    ...['creer un client', 'nouvelle societe', 'new file', 'add a company', 'new company', 'ouvrir un nouveau dossier'],
  ],
  matches: asksToCreate,
  async run(context, text) {
    const { services, staff } = context;
    const form = asksToCreate(text) ? (readDossierSentence(text) as Record<string, string>) : {};
    const draft = await openDraft(services, staff, { kind: 'dossier', form, label: labelOf(form) });
    return showDossierForm(context, draft, { isFresh: true });
  },
};
