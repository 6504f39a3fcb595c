import { expect } from 'chai';
import fc from 'fast-check';
import { Types } from 'mongoose';
import { DOSSIER_STATES, DOSSIER_TRANSITIONS } from '../../models/dossier.ts';
import {
  applyOfferMoves,
  EXTENSION_STATES,
  EXTENSION_TRANSITIONS,
  GRANT_STATES,
  GRANT_TRANSITIONS,
  type Grant,
  OFFER_STATES,
  OFFER_TRANSITIONS,
  type OfferMove,
  type OffersState,
} from '../../models/dossier-offers.ts';
import { DRAFT_STATES, DRAFT_TRANSITIONS } from '../../models/draft.ts';
import { PARTNER_IMPORT_STATES, PARTNER_IMPORT_TRANSITIONS } from '../../models/partner-import.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const BY = new Types.ObjectId();
const PEOPLE = [new Types.ObjectId(), new Types.ObjectId()];
const OFFERS = ['start', 'consultation', 'co-production'];

const offer = fc.constantFrom(...OFFERS);
const move: fc.Arbitrary<OfferMove> = fc.oneof(
  fc.record({ level: fc.constant('offer' as const), offer, to: fc.constantFrom(...OFFER_STATES), at: fc.constant(AT) }),
  fc.record({ level: fc.constant('extension' as const), offer, to: fc.constantFrom(...EXTENSION_STATES) }),
  fc.record({
    ...{ level: fc.constant('grant' as const), offer, to: fc.constantFrom(...GRANT_STATES) },
    interlocuteurId: fc.constantFrom(...PEOPLE),
    set: fc.constant<Partial<Grant>>({ requestedAt: AT, requestedBy: BY, mails: [] }),
  }),
);

/** What may never be, whatever was asked before. */
function expectSound({ offers, grants }: OffersState): void {
  expect(new Set(offers.map(({ code }) => code)).size, 'one line a service').to.equal(offers.length);
  const keys = grants.map(({ offer: code, interlocuteurId }) => `${code} ${interlocuteurId}`);
  expect(new Set(keys).size, 'one grant a person and service').to.equal(grants.length);
  for (const grant of grants.filter(({ status }) => status === 'active')) {
    const onDossier = offers.find(({ code }) => code === grant.offer);
    expect(onDossier?.status, 'nobody has a service that the dossier has not').to.equal('active');
  }
  for (const one of offers.filter(({ extension }) => extension === 'initialised')) {
    expect(one.status, 'no extension of an inactive service').to.equal('active');
  }
}

describe('The states of the services on a dossier', () => {
  it('never reach, by any sequence of acts, what the tables forbid', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 40 }), (moves) => {
        let state: OffersState = { offers: [], grants: [] };
        for (const one of moves) {
          const before = structuredClone({
            offers: state.offers.map(({ code, status, extension }) => ({ code, status, extension })),
            grants: state.grants.map(({ status, offer: code, interlocuteurId }) => ({
              status,
              offer: code,
              interlocuteurId: String(interlocuteurId),
            })),
          });
          const after = applyOfferMoves(state, [one]);
          if (!after) continue;
          for (const { code, status, extension } of after.offers) {
            const was = before.offers.find((old) => old.code === code) ?? {
              status: 'inactive',
              extension: 'to-initialise',
            };
            expect(status === was.status || OFFER_TRANSITIONS[was.status as 'active'].includes(status)).to.equal(true);
            expect(
              extension === was.extension || EXTENSION_TRANSITIONS[was.extension as 'initialised'].includes(extension),
            ).to.equal(true);
          }
          for (const { offer: code, interlocuteurId, status } of after.grants) {
            const was = before.grants.find(
              (old) => old.offer === code && old.interlocuteurId === String(interlocuteurId),
            );
            const mayBe = was ? [was.status, ...GRANT_TRANSITIONS[was.status]] : ['proposed'];
            expect(mayBe).to.include(status);
          }
          expectSound(after);
          state = after;
        }
      }),
      { numRuns: 500 },
    );
  });

  it('are all or nothing: a list of acts of which one is forbidden changes nothing', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 12 }), (moves) => {
        const after = applyOfferMoves({ offers: [], grants: [] }, moves);
        const isEach = moves.every((_, index) =>
          applyOfferMoves({ offers: [], grants: [] }, moves.slice(0, index + 1)),
        );
        expect(Boolean(after)).to.equal(isEach);
      }),
      { numRuns: 300 },
    );
  });

  it('end together: with a service of the dossier go its grants and its extension', () => {
    fc.assert(
      fc.property(fc.array(move, { maxLength: 30 }), offer, (moves, code) => {
        let state: OffersState = { offers: [], grants: [] };
        for (const one of moves) state = applyOfferMoves(state, [one]) ?? state;
        const after = applyOfferMoves(state, [{ level: 'offer', offer: code, to: 'inactive', at: AT }]);
        if (!after) return;
        expect(
          after.grants.filter((grant) => grant.offer === code).every(({ status }) => status === 'revoked'),
        ).to.equal(true);
        expect(after.offers.find((one) => one.code === code)?.extension).to.equal('to-initialise');
      }),
    );
  });

  for (const [what, states, table] of [
    ['offer', OFFER_STATES, OFFER_TRANSITIONS],
    ['grant', GRANT_STATES, GRANT_TRANSITIONS],
    ['extension', EXTENSION_STATES, EXTENSION_TRANSITIONS],
    ['dossier', DOSSIER_STATES, DOSSIER_TRANSITIONS],
    ['draft', DRAFT_STATES, DRAFT_TRANSITIONS],
    ['partner import', PARTNER_IMPORT_STATES, PARTNER_IMPORT_TRANSITIONS],
  ] as [string, readonly string[], Record<string, readonly string[]>][]) {
    it(`of the table of ${what} all appear in it, and none leads out of it`, () => {
      expect(Object.keys(table)).to.have.members([...states]);
      for (const [from, next] of Object.entries(table)) {
        for (const to of next) expect(states, `${from} to ${to}`).to.include(to);
      }
    });
  }
});
