import { foldText } from '../../models/fold-text.ts';
import { COUNTRIES } from './countries.ts';
import type { Reading } from './reading.ts';

const NAMES = {
  fr: new Intl.DisplayNames('fr', { type: 'region' }),
  en: new Intl.DisplayNames('en', { type: 'region' }),
};

/** What people write instead of the name that Intl gives. */
const ALIASES: Record<string, string[]> = {
  AE: ['Émirats', 'UAE'],
  CD: ['République démocratique du Congo', 'RDC', 'DRC'],
  CG: ['Congo'],
  CI: ['Ivory Coast'],
  CV: ['Cabo Verde'],
  CZ: ['République tchèque', 'Czech Republic'],
  FR: ['France métropolitaine'],
  GB: ['UK', 'Grande-Bretagne', 'Great Britain', 'Angleterre', 'England', 'Écosse', 'Scotland', 'Pays de Galles'],
  GF: ['Guyane'],
  HK: ['Hong Kong'],
  KR: ['Corée', 'Korea'],
  MK: ['Macédoine', 'Macedonia'],
  MM: ['Birmanie', 'Burma', 'Myanmar'],
  MO: ['Macao'],
  NL: ['Hollande', 'Holland'],
  PS: ['Palestine'],
  RE: ['Réunion'],
  RU: ['Fédération de Russie'],
  SZ: ['Swaziland'],
  TR: ['Turkey'],
  US: ['USA', 'États-Unis d’Amérique', 'United States of America'],
  VA: ['Vatican'],
};

const CODES = new Map<string, string>();
for (const code of COUNTRIES) {
  for (const name of [code, NAMES.fr.of(code), NAMES.en.of(code), ...(ALIASES[code] ?? [])]) {
    if (name) CODES.set(keyOf(name), code);
  }
}

/**
 * A country by its French or English name, or its code; accents, case and punctuation do not matter.
 *
 * @returns ISO 3166 alpha-2, or `country-unknown`.
 */
export function readCountry(typed: string): Reading<'country-unknown'> {
  const value = CODES.get(keyOf(typed.slice(0, 100)));
  return value ? { ok: true, value } : { ok: false, fault: 'country-unknown' };
}

/** The name of an ISO 3166 alpha-2 country in the language of the person; a code that is none is given back. */
export function countryName(code: string, locale: 'fr' | 'en'): string {
  return (COUNTRIES.includes(code) && NAMES[locale].of(code)) || code;
}

/** 'Côte d’Ivoire', 'COTE D'IVOIRE' and 'cote-d-ivoire' are one. */
function keyOf(name: string): string {
  return foldText(name).replace(/[^a-z0-9]/g, '');
}
