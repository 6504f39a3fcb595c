import { expect } from 'chai';
import fc from 'fast-check';
import { foldText } from '../../../models/fold-text.ts';
import { centsOf, matcherOf } from '../../../workflows/partner-imports/entry-filter.ts';
import { COLUMNS } from '../../../workflows/partner-imports/formats/format.ts';

const LABEL = COLUMNS.indexOf('EcritureLib');
const rowOf = (label: string) => COLUMNS.map((_, n) => (n === LABEL ? label : ''));

describe('Looking for a text in the entries of an import (178)', () => {
  it('finds it whatever its accents and case', () => {
    for (const [typed, written] of [
      ['prelevement', 'PRÉLÈVEMENT SEPA'],
      ['Prélèvement', 'prelevement sepa'],
      ['oeuvre', 'Main d’Œuvre'],
      ['garcon', 'Garc\u0327on'],
      ['f-2025/18', 'Facture F-2025/18'],
    ] as const) {
      const matcher = matcherOf({ text: typed });
      expect(matcher?.mayHold(written), typed).to.equal(true);
      expect(matcher?.matches(rowOf(written)), typed).to.equal(true);
    }
  });

  it('never passes over a line that holds it: what is told without taking a text apart is no narrower', () => {
    const letters = fc.constantFrom(...'aàâcçeéèêiïnoôœuùæzAÉŒ019 -./@'.split(''), 'e\u0301');
    const texts = fc.array(letters, { minLength: 1, maxLength: 12 }).map((all) => all.join(''));
    fc.assert(
      fc.property(texts, texts, texts, (before, needle, after) => {
        const label = before + needle + after;
        const matcher = matcherOf({ text: needle });
        if (!matcher?.matches(rowOf(label))) return;
        expect(matcher.mayHold(label), `${needle} in ${label}`).to.equal(true);
        expect(foldText(label)).to.include(foldText(needle));
      }),
      { numRuns: 2_000 },
    );
  });

  it('reads amounts as the parsers wrote them', () => {
    expect(['', '0,00', '1138,5', '-12,34', '1138', ',50', 'abc'].map(centsOf)).to.deep.equal([
      0, 0, 113_850, -1_234, 113_800, 50, 0,
    ]);
  });
});
