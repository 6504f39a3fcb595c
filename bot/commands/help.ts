import { helpCard } from '../cards/help-card.ts';
import type { Command } from './command.ts';

export const help: Command = {
  name: 'help',
  titles: { fr: 'aide', en: 'help' },
  synonyms: ['aidez moi', 'que sais tu faire', 'que savez vous faire', 'que peux tu faire', 'menu', 'commandes', '?'],
  async run({ staff }) {
    return helpCard(staff.locale);
  },
};
