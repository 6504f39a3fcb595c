import { withPerson } from '../interlocuteurs/with-person.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** Opens the form of somebody who is on record. */
export const modifyInterlocuteurCommand: Command = {
  name: 'modify-interlocuteur',
  titles: { fr: 'modifier un interlocuteur', en: 'modify a contact' },
  synonyms: ['mettre a jour un interlocuteur'],
  matches: (text) => readPersonSentence(text)?.demand === 'modify',
  run: (context, text) => withPerson(context, readPersonSentence(text)?.person ?? '', 'modify'),
};
