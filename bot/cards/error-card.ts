import type { AppError } from '../../errors.ts';
import { type Locale, words } from '../locales/index.ts';

/** What a person reads when something failed: the sentence of the code, or a reference that is also in the log. */
export function errorText(locale: Locale, error: AppError | { reference: string }): string {
  const t = words(locale);
  if ('code' in error) return t(`errors.${error.code}`, error.params);
  return t('errors.unexpected', { reference: error.reference });
}
