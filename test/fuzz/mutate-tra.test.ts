import { expect } from 'chai';
import { fuzzTra, mutateTra } from './mutate-tra.ts';

describe('A TRA spoilt at random', () => {
  it('always ends: refused with anomalies that say where, or accepted and balanced', async () => {
    // Broken promises throw, with the seed that shows them.
    const { files, outcomes, codes } = await fuzzTra(400);
    expect(files).to.equal(400);
    expect(outcomes.blocked).to.be.greaterThan(100);
    expect(outcomes.accepted).to.be.greaterThan(30);
    expect(Object.keys(codes)).to.have.length.greaterThan(40);
  });

  it('is the same one again from its seed', () => {
    for (const seed of [1, 77, 4_321]) expect(mutateTra(seed).equals(mutateTra(seed))).to.equal(true);
  });
});
