import type { Reading } from './reading.ts';

/**
 * A postal code, possibly typed with spaces.
 *
 * @param country ISO alpha-2. France has five digits; the rules of the others are theirs, so anything short is kept.
 * @returns '75011', 'SW1A 1AA'; or `postcode-invalid`, for an empty one too.
 */
export function readPostcode(typed: string, country = 'FR'): Reading<'postcode-invalid'> {
  const text = typed.replace(/\s+/g, ' ').trim().toUpperCase();
  const value = country === 'FR' ? text.replace(/ /g, '') : text;
  // Markup has no place in a code, and cards and mails must not have to fear it.
  const isFit = country === 'FR' ? /^\d{5}$/.test(value) : /^[^<>\p{C}]{1,12}$/u.test(value);
  return isFit ? { ok: true, value } : { ok: false, fault: 'postcode-invalid' };
}
