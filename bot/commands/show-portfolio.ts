import { listPortfolio } from '../../workflows/dossiers/list-portfolio.ts';
import { portfolioCard } from '../cards/portfolio-card.ts';
import type { Command } from './command.ts';

/** The dossiers of whoever asks, or the firm's. */
export const showPortfolio: Command = {
  name: 'show-portfolio',
  titles: { fr: 'portefeuille', en: 'portfolio' },
  synonyms: [
    'mon portefeuille',
    'mes dossiers',
    'mes clients',
    'liste des dossiers',
    'les dossiers',
    'dossiers',
    'my files',
  ],
  async run({ staff }) {
    return portfolioCard({ locale: staff.locale, page: await listPortfolio(staff), isFirst: true });
  },
};
