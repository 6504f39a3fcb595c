// The other sets of metadata judge by length alone: only `max` knows which numbers a country has handed out.
import { type CountryCode, type PhoneNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { Reading } from './reading.ts';

/** Overseas France dials ten digits as the mainland does, but each has a country code of its own. */
const OVERSEAS: CountryCode[] = ['GP', 'MQ', 'GF', 'RE', 'YT', 'PM'];

/**
 * A telephone number as people write it: with spaces, dots or slashes, '0033…', '+33 (0)6…'. Foreign numbers are normal
 * (domain 54).
 *
 * @param defaultCountry ISO alpha-2 of the country whose numbers need no prefix.
 * @returns E.164 ('+33612345678'), or `phone-invalid` for what no telephone could call, and for a number followed by an
 *   extension, which E.164 would lose.
 */
export function readPhone(typed: string, defaultCountry = 'FR'): Reading<'phone-invalid'> {
  const text = typed
    .slice(0, 250)
    // No-break and narrow spaces become plain ones.
    .normalize('NFKC')
    // Address books wrap a number in invisible direction marks when it is copied.
    .replace(/\p{Cf}/gu, '')
    .trim()
    .replace(/^'(?=\+)/, '')
    .replace(/^tel:/i, '')
    .replace(/^\((\+\d+)\)/, '$1');
  const number = parse(text, defaultCountry as CountryCode);
  return number ? { ok: true, value: number.number } : { ok: false, fault: 'phone-invalid' };
}

/** '+33612345678' as people read it: '06 12 34 56 78', and '+373 69 123 456' for a foreign one. */
export function formatPhone(e164: string): string {
  const number = parsePhoneNumberFromString(e164);
  if (!number) return e164;
  return number.country === 'FR' ? number.formatNational() : number.formatInternational();
}

function parse(text: string, defaultCountry: CountryCode): PhoneNumber | undefined {
  const number = parsePhoneNumberFromString(text, { defaultCountry, extract: false });
  if (!number || number.ext) return undefined;
  if (number.isValid()) return number;
  if (number.countryCallingCode !== '33') return undefined;
  return OVERSEAS.map((country) => parsePhoneNumberFromString(number.nationalNumber, country)).find((other) =>
    other?.isValid(),
  );
}
