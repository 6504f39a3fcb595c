import { withPerson } from '../interlocuteurs/with-person.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** Turns « Actif » on again (domain 11). */
export const reactivateInterlocuteurCommand: Command = {
  name: 'reactivate-interlocuteur',
  titles: { fr: 'réactiver un interlocuteur', en: 'reactivate a contact' },
  synonyms: [],
  matches: (text) => readPersonSentence(text)?.demand === 'reactivate',
  run: (context, text) => withPerson(context, readPersonSentence(text)?.person ?? '', 'reactivate'),
};
