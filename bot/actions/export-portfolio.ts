import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { downloadCard } from '../cards/download-card.ts';
import { words } from '../locales/index.ts';
import { requirePrivateAnswer } from '../require-private-answer.ts';
import { defineAction } from './action.ts';

export const exportPortfolio = defineAction('portfolio.export', async (context, { format }) => {
  requirePrivateAnswer(context);
  const { services, staff } = context;
  const { locale } = staff;
  const url = await createDownloadLink(services, staff, { kind: 'portfolio-export', format, locale });
  const heading = words(locale)(format === 'csv' ? 'portfolioExport.readyCsv' : 'portfolioExport.readyXlsx');
  const back = { verb: 'command.run', data: { command: 'export-portfolio' } } as const;
  return downloadCard({ locale, heading, url, goodFor: 'hour', back });
});
