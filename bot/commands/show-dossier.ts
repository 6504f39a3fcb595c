import { foldText } from '../../models/fold-text.ts';
import { openDossier } from '../open-dossier.ts';
import type { Command } from './command.ts';

const OPENING =
  /^(?:(?:ouvrir|ouvre|ouvrez|voir|afficher|affiche|affichez|montrer|montre|montrez|consulter|open|show)(?:[ -]moi)? )?(?:le |the )?(?:dossier|client file|file) (?!import)(.+)$/;

/** A dossier on one card: its two statuses, its services, its people, and the imports that wait (domain 164). */
export const showDossier: Command = {
  name: 'show-dossier',
  titles: { fr: 'dossier', en: 'file' },
  synonyms: ['ouvrir un dossier', 'voir un dossier', 'open a file'],
  matches: (text) => OPENING.test(foldText(text)),
  async run(context, text) {
    return openDossier(context, OPENING.exec(foldText(text))?.[1] ?? '', 'dossier');
  },
};
