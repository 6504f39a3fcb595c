import { withPerson } from '../interlocuteurs/with-person.ts';
import { readPersonSentence } from '../understanding/read-person-sentence.ts';
import type { Command } from './command.ts';

/** One person on one card: who they are, their dossiers and services, and where they are stuck. */
export const showInterlocuteurCommand: Command = {
  name: 'show-interlocuteur',
  titles: { fr: 'fiche d’un interlocuteur', en: 'record of a contact' },
  synonyms: ['voir un interlocuteur', 'show a contact'],
  matches: (text) => readPersonSentence(text)?.demand === 'view',
  run: (context, text) => withPerson(context, readPersonSentence(text)?.person ?? '', 'view'),
};
