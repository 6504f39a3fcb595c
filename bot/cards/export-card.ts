import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, title } from './parts.ts';

/** In which format the portfolio is to be exported. */
export function exportCard(locale: Locale): Answer {
  const t = words(locale);
  return {
    summary: t('portfolioExport.title'),
    card: card({
      speak: t('portfolioExport.title'),
      body: [
        title(t('portfolioExport.title')),
        paragraph(t('portfolioExport.intro')),
        note(t('portfolioExport.personalNote')),
      ],
      buttons: [
        button(t('portfolioExport.xlsx'), 'portfolio.export', { format: 'xlsx' }, { style: 'positive' }),
        button(t('portfolioExport.csv'), 'portfolio.export', { format: 'csv' }),
      ],
    }),
  };
}
