import { type Locale, words } from '../locales/index.ts';

type Said = { code: string; severity?: string; line?: number; column?: string; text?: string };

/**
 * One anomaly of an accounting file as a sentence, without its place: what is wrong and what to do. Without a column or a
 * text, as in a summary by code, the sentence stands all the same. A code that has no sentence is given as it is.
 *
 * The text comes from the file: what shows it escapes it.
 */
export function anomalyText(locale: Locale, { code, column, text }: Said): string {
  const t = words(locale);
  // With the blank before them, so that nothing is left of what is missing.
  const quoted = text ? ` ${t('anomalyPlace.text', { text })}` : '';
  const detail = text ? ` ${t('anomalyPlace.detail', { text })}` : '';
  const named = column ? ` ${t('anomalyPlace.detail', { text: column })}` : '';
  return t(`anomalies.${code}`, { text: quoted, detail, column: named, defaultValue: code });
}

/** Where it is, to be put before the sentence: « Ligne 12, EcritureDate : ». Empty for what concerns the whole file. */
export function anomalyPlace(locale: Locale, { line, column }: Pick<Said, 'line' | 'column'>): string {
  const t = words(locale);
  const at = line === undefined ? undefined : t('anomalyPlace.line', { line });
  const place = at && column ? t('anomalyPlace.both', { line: at, column }) : (at ?? column);
  return place ? t('anomalyPlace.before', { place }) : '';
}
