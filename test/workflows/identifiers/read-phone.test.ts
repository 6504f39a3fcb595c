import { expect } from 'chai';
import fc from 'fast-check';
import { type CountryCode, getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { formatPhone, readPhone } from '../../../workflows/identifiers/read-phone.ts';
import { digits } from './digits.ts';

/** A number that its country may have given out: its example, with other last digits. */
const foreign = fc
  .tuple(fc.constantFrom(...getCountries()), digits(3))
  .map(([country, end]) => {
    const example = getExampleNumber(country as CountryCode, examples)?.number ?? '';
    return example.slice(0, -3) + end;
  })
  .filter((number) => parsePhoneNumberFromString(number)?.isValid() === true);

const french = fc
  .tuple(fc.constantFrom('1', '2', '3', '4', '5', '6', '9'), digits(8))
  .map(([first, rest]) => `+33${first}${rest}`)
  .filter((number) => parsePhoneNumberFromString(number)?.isValid() === true);

describe('A telephone number', () => {
  for (const [typed, value] of [
    ['06 12 34 56 78', '+33612345678'],
    ['06.12.34.56.78', '+33612345678'],
    ['06-12-34-56-78', '+33612345678'],
    ['06/12/34/56/78', '+33612345678'],
    ['0612345678', '+33612345678'],
    ['612345678', '+33612345678'],
    ['33612345678', '+33612345678'],
    ['+33 6 12 34 56 78', '+33612345678'],
    ['+33 (0)6 12 34 56 78', '+33612345678'],
    ['(+33) 6 12 34 56 78', '+33612345678'],
    ['0033612345678', '+33612345678'],
    ['00 33 6 12 34 56 78', '+33612345678'],
    ['+33\u00a06\u202f12\u202f34\u202f56\u202f78', '+33612345678'],
    ['\u202a+33612345678\u202c', '+33612345678'],
    ['tel:+33612345678', '+33612345678'],
    ["'+33612345678", '+33612345678'],
    ['01 42 68 53 00', '+33142685300'],
    ['0 800 123 456', '+33800123456'],
    ['+373 69 123 456', '+37369123456'],
    ['00373 69 123 456', '+37369123456'],
    ['+1 (212) 555-0100', '+12125550100'],
    ['0692 12 34 56', '+262692123456'],
    ['0690 30 12 34', '+590690301234'],
    ['+33 692 12 34 56', '+262692123456'],
  ] as const) {
    it(`is read from ${JSON.stringify(typed)} as ${value} (domain 54)`, () => {
      expect(readPhone(typed)).to.deep.equal({ ok: true, value });
    });
  }

  for (const typed of [
    '',
    'appelez-moi',
    '12345',
    '3949',
    '06 12 34 56',
    '06 12 34 56 78 90',
    '00 00 00 00 00',
    '06 12 34 56 78 ou 07 12 34 56 78',
    '06 12 34 56 78 poste 12',
    '06 12 34 56 78 ext. 12',
    '+999 12345678',
    '373 69 123 456',
    '1'.repeat(10_000),
  ]) {
    it(`is none in ${JSON.stringify(typed.slice(0, 40))}`, () => {
      expect(readPhone(typed)).to.deep.equal({ ok: false, fault: 'phone-invalid' });
    });
  }

  it('needs no prefix in the country that is given', () => {
    expect(readPhone('069 123 456', 'MD')).to.deep.equal({ ok: true, value: '+37369123456' });
  });

  it('is shown as people dial it (domain 54)', () => {
    expect(formatPhone('+33612345678')).to.equal('06 12 34 56 78');
    expect(formatPhone('+37369123456')).to.equal('+373 691 23 456');
    expect(formatPhone('+262692123456')).to.match(/^\+262 /);
    expect(formatPhone('?')).to.equal('?');
  });

  it('reads back from what is shown, French or foreign', () => {
    fc.assert(
      fc.property(fc.oneof(french, foreign), (value) => {
        expect(readPhone(value)).to.deep.equal({ ok: true, value });
        expect(readPhone(formatPhone(value))).to.deep.equal({ ok: true, value });
      }),
      { numRuns: 500 },
    );
  });

  it('is the same with 00 for the plus, and with any separator', () => {
    fc.assert(
      fc.property(french, fc.constantFrom(' ', '.', '-', '\u00a0', ''), (value, gap) => {
        const pairs = `0${value.slice(3)}`.match(/../g) ?? [];
        expect(readPhone(pairs.join(gap))).to.deep.equal({ ok: true, value });
        expect(readPhone(value.replace('+', '00'))).to.deep.equal({ ok: true, value });
        expect(readPhone(value.replace('+33', '+33 (0)'))).to.deep.equal({ ok: true, value });
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const reading = readPhone(typed);
        if (reading.ok) expect(reading.value).to.match(/^\+\d{4,15}$/);
      }),
    );
  });
});
