import { expect } from 'chai';
import { fuzzCustom, mutateCustom } from './mutate-custom.ts';

describe('A partner’s file in its own columns spoilt at random', () => {
  it('always ends: refused with anomalies that say where, or accepted and balanced', async () => {
    // Broken promises throw, with the seed that shows them.
    const { files, outcomes, codes } = await fuzzCustom(400);
    expect(files).to.equal(400);
    expect(outcomes.blocked).to.be.greaterThan(100);
    expect(outcomes.accepted).to.be.greaterThan(30);
    expect(Object.keys(codes)).to.have.length.greaterThan(30);
  });

  it('is the same one again from its seed', () => {
    for (const seed of [1, 77, 4_321]) expect(mutateCustom(seed)).to.deep.equal(mutateCustom(seed));
  });
});
