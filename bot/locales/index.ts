/** Words by language. Dates and numbers by Intl, plurals by i18next. */
import i18next, { type TFunction } from 'i18next';
import { en } from './en.ts';
import { fr } from './fr.ts';

export type Locale = 'fr' | 'en';

const instance = i18next.createInstance();
// The words are in memory: nothing is waited for.
void instance.init({
  initAsync: false,
  resources: { fr: { translation: fr }, en: { translation: en } },
  lng: 'fr',
  fallbackLng: 'fr',
  interpolation: { escapeValue: false },
  showSupportNotice: false,
} as never);

const translators: Record<Locale, TFunction> = { fr: instance.getFixedT('fr'), en: instance.getFixedT('en') };

/** The words of a language: `words('fr')('help.title')`. */
export function words(locale: Locale): TFunction {
  return translators[locale];
}

/** A day as people write it: 22 novembre 2026 à 14:05, in the firm's time zone. */
export function formatMoment(locale: Locale, timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone,
  }).format(at);
}

/** A day: 22 novembre 2026, in the firm's time zone. */
export function formatDay(locale: Locale, timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { dateStyle: 'long', timeZone }).format(at);
}

/** A count: 12 345. */
export function formatNumber(locale: Locale, value: number): string {
  return new Intl.NumberFormat(locale === 'fr' ? 'fr-FR' : 'en-GB').format(value);
}

/** A time of day: 14:05. */
export function formatTime(locale: Locale, timeZone: string, at: Date): string {
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', { timeStyle: 'short', timeZone }).format(at);
}

/** First name then name; either may be missing (domain 56). */
export function personName({ prenom, nom }: { prenom?: string; nom: string }): string {
  return [prenom, nom].filter(Boolean).join(' ');
}
