import { expect } from 'chai';
import fc from 'fast-check';
import { PostingLists, readPostings } from '../../../workflows/partner-imports/posting-lists.ts';

describe('Which chunks hold a value', () => {
  it('is read back as it was written, whatever the distances and however values take turns', () => {
    const chunks = fc.uniqueArray(fc.integer({ min: 0, max: 99_999_999 }), { maxLength: 60 });
    const values = fc.uniqueArray(fc.integer({ min: 0, max: 2_000 }), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(chunks, values, fc.infiniteStream(fc.nat(9)), (given, numbers, dice) => {
        const lists = new PostingLists();
        const expected = new Map(numbers.map((value) => [value, [] as number[]]));
        for (const chunk of given.toSorted((a, b) => a - b)) {
          for (const value of numbers) {
            if ((dice.next().value ?? 0) > 5) continue;
            lists.add(value, chunk);
            lists.add(value, chunk);
            expected.get(value)?.push(chunk);
          }
        }
        for (const [value, all] of expected) expect(readPostings(lists.read(value))).to.deep.equal(all);
        expect(readPostings(lists.read(2_001))).to.deep.equal([]);
      }),
    );
  });

  it('is right at every length, where a list goes on in its next block too', () => {
    const lists = new PostingLists();
    for (let chunk = 0; chunk < 100; chunk += 1) {
      for (let value = chunk; value < 100; value += 1) lists.add(value, chunk);
    }
    for (let value = 0; value < 100; value += 1) {
      expect(readPostings(lists.read(value))).to.deep.equal(Array.from({ length: value + 1 }, (_, chunk) => chunk));
    }
  });

  it('costs a byte for each of the chunks of a value that all of them hold', () => {
    const lists = new PostingLists();
    for (let chunk = 0; chunk < 2_000; chunk += 1) lists.add(0, chunk);
    expect(lists.read(0).length).to.equal(2_000);
  });

  it('of half a million values is no object for each', () => {
    const before = process.memoryUsage();
    const lists = new PostingLists();
    for (let value = 0; value < 500_000; value += 1) {
      lists.add(value, Math.floor(value / 250));
      lists.add(value, Math.floor(value / 250) + 2_000);
    }
    const after = process.memoryUsage();
    // A number and a list's three, doubled at most, and a block: an object and a buffer would be 200 bytes.
    expect(after.heapUsed - before.heapUsed).to.be.below(500_000 * 60);
    expect(readPostings(lists.read(250_001))).to.deep.equal([1_000, 3_000]);
  });
});
