import { withPerson } from '../interlocuteurs/with-person.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** Asks before « Actif » is turned off, which closes every right (domain 11). */
export const deactivateInterlocuteurCommand: Command = {
  name: 'deactivate-interlocuteur',
  titles: { fr: 'désactiver un interlocuteur', en: 'deactivate a contact' },
  synonyms: [],
  matches: (text) => readPersonSentence(text)?.demand === 'deactivate',
  run: (context, text) => withPerson(context, readPersonSentence(text)?.person ?? '', 'deactivate'),
};
