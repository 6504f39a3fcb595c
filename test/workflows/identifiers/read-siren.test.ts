import { expect } from 'chai';
import fc from 'fast-check';
import { formatSiren, readSiren } from '../../../workflows/identifiers/read-siren.ts';
import { changeDigit, digits, siren, spaced } from './digits.ts';

describe('A SIREN', () => {
  for (const typed of ['732829320', '732 829 320', ' 732.829.320 ', '732-829-320', '732\u00a0829\u202f320']) {
    it(`is read from ${JSON.stringify(typed)} (domain 106)`, () => {
      expect(readSiren(typed)).to.deep.equal({ ok: true, value: '732829320' });
    });
  }

  for (const typed of ['', '73282932', '7328293200', '73282932O', '732 829 320 00074', '٧٣٢٨٢٩٣٢٠', '000 000 000']) {
    it(`is not nine digits in ${JSON.stringify(typed)} (domain 106)`, () => {
      expect(readSiren(typed)).to.deep.equal({ ok: false, fault: 'siren-invalid' });
    });
  }

  it('is told apart from one with a digit mistyped', () => {
    expect(readSiren('732 829 321')).to.deep.equal({ ok: false, fault: 'siren-checksum' });
  });

  it('is shown in groups of three (domain 106)', () => {
    expect(formatSiren('732829320')).to.equal('732 829 320');
    expect(formatSiren('?')).to.equal('?');
  });

  it('is accepted however it is spaced, and reads back from what is shown', () => {
    const typed = siren.chain((value) => fc.tuple(fc.constant(value), spaced(value)));
    fc.assert(
      fc.property(typed, ([value, text]) => {
        expect(readSiren(text)).to.deep.equal({ ok: true, value });
        expect(readSiren(formatSiren(value))).to.deep.equal({ ok: true, value });
      }),
    );
  });

  it('is refused as soon as any one digit changes', () => {
    fc.assert(
      fc.property(siren, fc.nat(8), fc.integer({ min: 1, max: 9 }), (value, place, by) => {
        const changed = changeDigit(value, place, by);
        fc.pre(Number(changed) !== 0);
        expect(readSiren(changed)).to.deep.equal({ ok: false, fault: 'siren-checksum' });
      }),
    );
  });

  it('is one in ten of the nine-digit numbers', () => {
    fc.assert(
      fc.property(digits(8), (start) => {
        const fit = [...'0123456789'].filter((last) => readSiren(start + last).ok);
        expect(fit).to.have.length(Number(start) === 0 ? 0 : 1);
      }),
    );
  });

  it('never throws, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const reading = readSiren(typed);
        if (reading.ok) expect(reading.value).to.match(/^\d{9}$/);
      }),
    );
  });
});
