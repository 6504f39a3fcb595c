import type { LineFault } from '../../models/portfolio-import.ts';
import { type Locale, words } from '../locales/index.ts';

/** Codes whose sentence is the form's own; the others only a file can have. */
const OF_FILE = new Set([
  ...['cell-error', 'number-scientific', 'too-many-cells', 'code-twice', 'siren-twice', 'code-siren-conflict'],
]);

/** What is wrong with a line and what to do: « Code APE « 70Z » : … ». Plain text, not Markdown. */
export function faultText(locale: Locale, { column, text, code, other }: LineFault): string {
  const t = words(locale);
  const sentence = OF_FILE.has(code)
    ? t(`portfolioImport.faults.${code}`, { other: other ?? '' })
    : t(`dossierForm.faults.${code}`);
  if (!column) return sentence;
  return text
    ? t('portfolioImport.faultOf', { column, text, sentence })
    : t('portfolioImport.faultOfEmpty', { column, sentence });
}

/** The name of a field, as people read it. */
export function fieldName(locale: Locale, field: string): string {
  return words(locale)(`portfolioImport.columns.${field}`);
}
