import { welcomeCard } from '../cards/welcome-card.ts';
import type { Command } from './command.ts';

export const greet: Command = {
  name: 'greet',
  titles: { fr: 'bonjour', en: 'hello' },
  synonyms: ['bonsoir', 'salut', 'coucou', 'hi', 'demarrer', 'commencer', 'start'],
  async run({ staff }) {
    return welcomeCard(staff.locale);
  },
};
