import { expect } from 'chai';
import fc from 'fast-check';
import { COUNTRIES } from '../../../workflows/identifiers/countries.ts';
import { countryName, readCountry } from '../../../workflows/identifiers/read-country.ts';

describe('A country', () => {
  it('is one of the 249 of ISO 3166, each with a name of its own in both languages', () => {
    expect(new Set(COUNTRIES).size).to.equal(249);
    for (const locale of ['fr', 'en'] as const) {
      const names = COUNTRIES.map((code) => countryName(code, locale));
      expect(new Set(names).size, locale).to.equal(249);
      for (const [place, name] of names.entries()) expect(name, COUNTRIES[place]).to.not.equal(COUNTRIES[place]);
    }
  });

  for (const [typed, value] of [
    ['France', 'FR'],
    ['FRANCE', 'FR'],
    ['fr', 'FR'],
    [' Belgique ', 'BE'],
    ['Belgium', 'BE'],
    ['Royaume-Uni', 'GB'],
    ['royaume uni', 'GB'],
    ['UK', 'GB'],
    ['U.K.', 'GB'],
    ['Angleterre', 'GB'],
    ['USA', 'US'],
    ['U.S.A.', 'US'],
    ['Etats-Unis', 'US'],
    ['ÉTATS-UNIS', 'US'],
    ["Cote d'Ivoire", 'CI'],
    ['Côte d’Ivoire', 'CI'],
    ['Moldavie', 'MD'],
    ['Moldova', 'MD'],
    ['Turquie', 'TR'],
    ['Turkey', 'TR'],
    ['République tchèque', 'CZ'],
    ['La Réunion', 'RE'],
    ['Réunion', 'RE'],
    ['Hong-Kong', 'HK'],
    ['Viet Nam', 'VN'],
  ] as const) {
    it(`is read from « ${typed} » as ${value} (domain 51, 104)`, () => {
      expect(readCountry(typed)).to.deep.equal({ ok: true, value });
    });
  }

  for (const typed of [
    '',
    '  ',
    'Frances',
    'EU',
    'Union européenne',
    'ZZ',
    'XX',
    '王',
    '-',
    'constructor',
    '__proto__',
  ]) {
    it(`is none in « ${typed} »`, () => {
      expect(readCountry(typed)).to.deep.equal({ ok: false, fault: 'country-unknown' });
    });
  }

  it('is named in the language of the person; what is no country is left as it is', () => {
    expect(countryName('GB', 'fr')).to.equal('Royaume-Uni');
    expect(countryName('GB', 'en')).to.equal('United Kingdom');
    expect(countryName('??', 'fr')).to.equal('??');
  });

  it('is read from its name in either language, and its code, whatever the case and the accents', () => {
    fc.assert(
      fc.property(fc.constantFrom(...COUNTRIES), fc.constantFrom('fr' as const, 'en' as const), (value, locale) => {
        const name = countryName(value, locale);
        const bare = name.normalize('NFD').replace(/\p{M}/gu, '');
        for (const typed of [name, name.toUpperCase(), bare, name.normalize('NFD'), ` ${value.toLowerCase()} `]) {
          expect(readCountry(typed), typed).to.deep.equal({ ok: true, value });
        }
      }),
      { numRuns: 1_000 },
    );
  });
});
