import { showLayouts } from '../show-layout.ts';
import { readLayoutSentence } from '../understanding/read-layout-sentence.ts';
import type { Command } from './command.ts';

/** The columns of partners' own files, those to be agreed to first (domain 161, 171). */
export const listLayoutsCommand: Command = {
  name: 'list-layouts',
  titles: { fr: 'colonnes à confirmer', en: 'columns to confirm' },
  synonyms: [
    ...['colonnes', 'les colonnes', 'colonnes des partenaires', 'colonnes des fichiers', 'confirmer les colonnes'],
    ...['correspondance des colonnes', 'columns', 'confirm the columns'],
  ],
  matches: (text) => readLayoutSentence(text) !== undefined,
  run: (context, text) => showLayouts(context, readLayoutSentence(text) ?? { isToConfirm: false }),
};
