import type { ExportWords } from '../../workflows/dossiers/export-portfolio.ts';
import { type Locale, words } from '../locales/index.ts';
import { fieldName } from './fault-text.ts';

/** The headings of an export: those that an import recognises first. */
export function exportWords(locale: Locale): ExportWords {
  const t = words(locale);
  return {
    heading: (field) => fieldName(locale, field),
    status: (status) => t(`dossier.state.${status}`),
    statusHeading: t('portfolioExport.status'),
    fileName: t('portfolioExport.fileName'),
  };
}
