import { withPerson } from '../interlocuteurs/with-person.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** Says exactly what would end, and asks (domain 48). */
export const removeInterlocuteurCommand: Command = {
  name: 'remove-interlocuteur',
  titles: { fr: 'supprimer un interlocuteur', en: 'remove a contact' },
  synonyms: ['delete a contact'],
  matches: (text) => readPersonSentence(text)?.demand === 'remove',
  run: (context, text) => withPerson(context, readPersonSentence(text)?.person ?? '', 'remove'),
};
