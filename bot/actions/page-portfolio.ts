import { listPortfolio } from '../../workflows/dossiers/list-portfolio.ts';
import { portfolioCard } from '../cards/portfolio-card.ts';
import { defineAction } from './action.ts';

export const pagePortfolio = defineAction('portfolio.page', async ({ staff }, { scope, after }) => {
  const page = await listPortfolio(staff, { scope, after });
  return portfolioCard({ locale: staff.locale, page, isFirst: after === undefined });
});
