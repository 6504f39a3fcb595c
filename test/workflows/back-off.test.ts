import { expect } from 'chai';
import fc from 'fast-check';
import { nextAttempt } from '../../workflows/invitations/back-off.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const wait = (failures: number, retryAfter?: number, random = 0.5) =>
  (nextAttempt(NOW, failures, retryAfter, () => random).getTime() - NOW.getTime()) / 1_000;

describe('The time between two tries', () => {
  it('never shrinks as failures go on, and ends at an hour', () => {
    const waits = Array.from({ length: 40 }, (_, i) => wait(i + 1));
    expect(waits).to.deep.equal([...waits].sort((a, b) => a - b));
    expect(waits[0]).to.be.at.most(2);
    expect(waits.at(-1)).to.equal(3_600);
  });

  it('is what the other side asked for, whenever that is longer', () => {
    expect(wait(1, 300)).to.equal(300);
    expect(wait(40, 5)).to.equal(3_600);
  });

  it('never comes before what was asked for, however the die falls', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 60 }),
        fc.nat(10_000),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (...x) => {
          expect(wait(...x)).to.be.at.least(x[1]);
        },
      ),
    );
  });

  it('differs by a fifth either way, so that those refused together do not come back together', () => {
    expect(wait(7, undefined, 0) / wait(7)).to.be.closeTo(0.8, 1e-9);
    expect(wait(7, undefined, 1) / wait(7)).to.be.closeTo(1.2, 1e-9);
  });
});
