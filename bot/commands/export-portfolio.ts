import { foldText } from '../../models/fold-text.ts';
import { exportCard } from '../cards/export-card.ts';
import type { Command } from './command.ts';

const EXPORTING =
  /^(?:\S+ ){0,3}?(?:export(?:er?|ez|ons)?|extraire|telecharger|download) (?:(?:le|la|les|des|mes|nos|mon|notre|du|de|the|my|all|tous) )*(?:portefeuille|dossiers|entreprises|portfolio|files|companies)(?![a-z0-9])/;

export const exportPortfolioCommand: Command = {
  name: 'export-portfolio',
  titles: { fr: 'exporter le portefeuille', en: 'export the portfolio' },
  synonyms: [
    'exporter les dossiers',
    'export du portefeuille',
    'export des dossiers',
    'exporter',
    'export',
    'export files',
  ],
  matches: (text) => EXPORTING.test(foldText(text)),
  async run({ staff }) {
    return exportCard(staff.locale);
  },
};
