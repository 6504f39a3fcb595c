import { expect } from 'chai';
import { Types } from 'mongoose';
import type { DossierRecord } from '../../../models/dossier.ts';
import type { Grant } from '../../../models/dossier-offers.ts';
import type { Guest, InterlocuteurRecord } from '../../../models/interlocuteur.ts';
import type { OfferRecord } from '../../../models/offer.ts';
import { type NextStep, nextStep } from '../../../workflows/interlocuteurs/get-interlocuteur.ts';

const PERSON = new Types.ObjectId();
const DOSSIER = new Types.ObjectId();
const CATALOGUE = [
  { code: 'start', label: { fr: 'Start', en: 'Start' }, isPaid: false, isPresent: true },
] as OfferRecord[];

function person(guest: Partial<Guest>, overrides: Partial<InterlocuteurRecord> = {}) {
  const links = [{ dossierId: DOSSIER, limiteA: '-', linkedAt: new Date(), linkedBy: PERSON }];
  const whole: Guest = { status: 'accepted', generation: 1, failures: 0, mail: { state: 'none' }, ...guest };
  return { _id: PERSON, isActive: true, links, guest: whole, ...overrides } as InterlocuteurRecord;
}

function dossier(
  grant?: Partial<Grant>,
  offer: Record<string, unknown> = { status: 'active', extension: 'initialised' },
) {
  const whole = grant && { interlocuteurId: PERSON, offer: 'start', generation: 1, failures: 0, mails: [], ...grant };
  return {
    ...{ _id: DOSSIER, code: 'TEST1', status: 'active', offers: [{ code: 'start', ...offer }] },
    grants: whole ? [whole] : [],
  } as unknown as DossierRecord;
}

const OPEN = { status: 'active' as const };
const CASES: [string, InterlocuteurRecord, DossierRecord[], Partial<NextStep> | undefined][] = [
  ['linked to no dossier', person({}, { links: [] }), [], { because: 'not-linked', who: 'collaborateur' }],
  ['inactive', person({}, { isActive: false }), [dossier(OPEN)], { because: 'inactive', who: 'collaborateur' }],
  ['never invited', person({ status: 'not-invited' }), [dossier()], { because: 'never-invited', who: 'collaborateur' }],
  ['being invited', person({ status: 'inviting' }), [dossier()], { because: 'inviting', who: 'relais' }],
  ['invited', person({ status: 'pending' }), [dossier()], { because: 'not-accepted', who: 'client' }],
  [
    'refused',
    person({ status: 'refused', refusal: 'invitation-own-domain' }),
    [dossier()],
    { because: 'refused', who: 'collaborateur', refusal: 'invitation-own-domain' },
  ],
  [
    'removed from the tenant',
    person({ status: 'removed' }),
    [dossier()],
    { because: 'access-removed', who: 'collaborateur' },
  ],
  ['a guest without a service', person({}), [dossier()], { because: 'no-service', who: 'responsable' }],
  ['a guest whose service was revoked', person({}), [dossier({ status: 'revoked' })], { because: 'no-service' }],
  [
    'proposed a service, not open on the dossier',
    person({}),
    [dossier({ status: 'proposed' }, { status: 'inactive', extension: 'to-initialise' })],
    { because: 'not-activated', who: 'responsable', dossierCode: 'TEST1' },
  ],
  ['proposed a service', person({}), [dossier({ status: 'proposed' })], { because: 'mails', who: 'relais' }],
  [
    'given a service whose extension waits',
    person({}),
    [dossier(OPEN, { status: 'active', extension: 'to-initialise' })],
    { because: 'not-initialised', who: 'collaborateur' },
  ],
  ['given a service', person({}), [dossier(OPEN)], undefined],
  ['removed', person({}, { removedAt: new Date() }), [dossier(OPEN)], undefined],
];

describe('Where an interlocuteur is stuck, and who must act', () => {
  for (const [what, someone, dossiers, expected] of CASES) {
    it(`somebody ${what}: ${expected?.because ?? 'nothing is missing'}`, () => {
      const step = nextStep(someone, dossiers, CATALOGUE);
      if (!expected) expect(step).to.equal(undefined);
      else expect(step).to.include(expected);
    });
  }
});
