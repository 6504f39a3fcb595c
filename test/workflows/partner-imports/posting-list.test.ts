import { expect } from 'chai';
import fc from 'fast-check';
import { PostingList, readPostings } from '../../../workflows/partner-imports/posting-list.ts';

describe('Which chunks hold a value', () => {
  it('is read back as it was written, whatever the distances', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 99_999_999 }), { maxLength: 300 });
    fc.assert(
      fc.property(numbers, (given) => {
        const ascending = given.toSorted((a, b) => a - b);
        const list = new PostingList();
        for (const number of ascending) {
          list.add(number);
          list.add(number);
        }
        expect(readPostings(list.toBuffer())).to.deep.equal(ascending);
      }),
    );
  });

  it('costs a byte for each of the chunks of a value that all of them hold', () => {
    const list = new PostingList();
    for (let number = 0; number < 2_000; number += 1) list.add(number);
    expect(list.toBuffer().length).to.equal(2_000);
  });
});
