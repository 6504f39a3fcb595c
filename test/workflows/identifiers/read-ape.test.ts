import { expect } from 'chai';
import fc from 'fast-check';
import { readApe } from '../../../workflows/identifiers/read-ape.ts';
import { digits, spaced } from './digits.ts';

const ape = fc
  .tuple(digits(4), fc.constantFrom(...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'))
  .map(([number, letter]) => number + letter);

describe('A code APE', () => {
  for (const typed of ['7022Z', '70.22Z', '70.22 z', '7022z', ' 70 22 Z ', '70-22Z']) {
    it(`is read from ${JSON.stringify(typed)} (domain 108)`, () => {
      expect(readApe(typed)).to.deep.equal({ ok: true, value: '7022Z' });
    });
  }

  for (const typed of ['', '7022', '702Z', '70220', '7022ZZ', '70A2Z', 'Z7022', '7022É', '７０２２Z']) {
    it(`is not four digits and a letter in ${JSON.stringify(typed)} (domain 108)`, () => {
      expect(readApe(typed)).to.deep.equal({ ok: false, fault: 'ape-invalid' });
    });
  }

  it('is accepted however it is spaced and in either case, and reads back as itself', () => {
    const typed = ape.chain((value) => fc.tuple(fc.constant(value), spaced(value), fc.boolean()));
    fc.assert(
      fc.property(typed, ([value, text, isLower]) => {
        expect(readApe(isLower ? text.toLowerCase() : text)).to.deep.equal({ ok: true, value });
        expect(readApe(value)).to.deep.equal({ ok: true, value });
      }),
    );
  });

  it('is refused with a character more or less', () => {
    fc.assert(
      fc.property(ape, fc.nat(4), fc.constantFrom('0', '5', 'A', 'Z', '/'), (value, place, extra) => {
        expect(readApe(value.slice(0, place) + value.slice(place + 1)).ok).to.equal(false);
        expect(readApe(value.slice(0, place) + extra + value.slice(place)).ok).to.equal(false);
      }),
    );
  });
});
