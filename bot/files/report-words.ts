import type { ReportWords } from '../../workflows/portfolio-imports/write-report.ts';
import { type Locale, words } from '../locales/index.ts';
import { faultText, fieldName } from './fault-text.ts';

/** The words of an import's report. */
export function reportWords(locale: Locale): ReportWords {
  const t = words(locale);
  return {
    header: [
      t('portfolioImport.report.line'),
      t('portfolioImport.columns.code'),
      t('portfolioImport.columns.raisonSociale'),
      t('portfolioImport.report.verdict'),
      t('portfolioImport.report.reason'),
    ],
    verdict: (verdict) => t(`portfolioImport.verdict.${verdict}`),
    fault: (fault) => faultText(locale, fault),
    differences: (fields) => differencesText(locale, fields),
  };
}

/** « ville différente, code postal différent »: said, never written over the dossier. */
export function differencesText(locale: Locale, fields: readonly string[]): string {
  return words(locale)('portfolioImport.differs', {
    fields: fields.map((field) => fieldName(locale, field)).join(', '),
  });
}
