import { expect } from 'chai';
import type { FaultKind } from '../../playground/tenant/faults.ts';
import { correctEmail } from '../../workflows/invitations/correct-email.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { buildInviting, CLAIRE, DAY, type Inviting, MINUTE } from './inviting.ts';

/** More often in a row than a job repeats a call by itself. */
const OFTEN = 4;
/** Each call, and how it can fail; which statuses are alike is `fold-errors.test.ts`'s affair. */
const CALLS_AND_KINDS: [name: string, path: string, kinds: FaultKind[]][] = [
  // To read has no effect: before and after are the same to it.
  ['the lookup', '/users$', ['dropped']],
  ['the invitation', '/invitations$', ['throttled', 'dropped', 'dropped-after']],
  [
    'the mail',
    '/sendMail$',
    ['throttled', 'unavailable', 'server-error', 'unavailable-after', 'dropped', 'dropped-after'],
  ],
];

/** The guest is made each time, the answer never comes: the job ends without knowing. */
const UNHEARD = { kinds: ['dropped-after' as const], match: { path: '/invitations$' }, times: OFTEN };

describe('An invitation on a bad day of Graph', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('faults');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  for (const [name, path, kinds] of CALLS_AND_KINDS) {
    for (const kind of kinds) {
      it(`${kind} at ${name}, time and again: exactly one guest and one mail in the end`, async () => {
        await scene.world.control.setFaults({ kinds: [kind], match: { path }, times: OFTEN, retryAfter: 0 });
        const { guest } = await scene.invited();
        expect(await scene.world.control.faults())
          .to.have.nested.property('[0].injected')
          .greaterThan(0);
        // Its own guest, even when it never heard of having made them.
        expect(guest).to.include({ status: 'pending', failures: 0, origin: 'invited' });
        expect(guest.lastError).to.equal(undefined);
        expect(await scene.guests()).to.have.length(1);
        expect(await scene.mails()).to.have.length(1);
        expect(guest.entraObjectId).to.equal((await scene.guests())[0]?.id);
      });
    }
  }

  it('waits as long as Retry-After says, and not a second less', async () => {
    const fault = { kinds: ['throttled' as const], match: { path: '/invitations$' }, retryAfter: 300, times: 1 };
    await scene.world.control.setFaults(fault);
    await scene.invite();
    await scene.world.runJobs();
    const refusedAt = scene.world.clock.now().getTime();
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'inviting', failures: 1, lastError: 'graph-throttled' });
    expect(guest.nextAttemptAt?.getTime()).to.be.at.least(refusedAt + 300_000);
    const [job] = await scene.jobsWaiting('send-invitation');
    expect(job?.nextRunAt.getTime()).to.be.at.least(refusedAt + 300_000);

    await scene.world.control.clearRequests();
    await scene.sweep({ forward: 298 });
    expect(await scene.world.control.requests()).to.have.length(0);
    await scene.runAllJobs();
    expect((await scene.record()).guest.status).to.equal('pending');
  });

  it('gives the Sent Items a moment before it looks there for a mail of unknown outcome', async () => {
    await scene.world.control.setFaults({ kinds: ['dropped-after'], match: { path: '/sendMail$' }, times: 1 });
    await scene.invite();
    await scene.world.runJobs();
    const { guest } = await scene.record();
    expect(guest.nextAttemptAt!.getTime() - scene.world.clock.now().getTime()).to.be.at.least(10_000);
  });

  it('shows on the card from the third failure in a row that it takes time, and no sooner', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/sendMail$' } });
    await scene.invite();
    const refreshes: number[] = [];
    for (let tries = 1; tries <= 4; tries += 1) {
      const [job] = await scene.jobsWaiting('send-invitation');
      scene.world.clock.set(job!.nextRunAt);
      const ran = await scene.world.runJobs({ forward: 0 });
      expect((await scene.record()).guest.failures).to.equal(tries);
      refreshes.push(ran.filter(({ name }) => name === 'refresh-cards').length);
    }
    // The first of all is the dossier's card, which shows whom somebody has just invited.
    expect(refreshes).to.deep.equal([1, 0, 1, 1]);
  });

  it('gives up after three days with the last reason, not before', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/sendMail$' } });
    await scene.invite();
    await scene.world.runJobs();
    await scene.forgetJobs();
    scene.world.clock.forward(3 * DAY - MINUTE);
    expect(await scene.send()).to.equal('later');
    scene.world.clock.forward(5 * MINUTE);
    expect(await scene.send()).to.equal('refused');
    expect((await scene.record()).guest).to.include({ status: 'refused', refusal: 'graph-unavailable' });
  });

  it('withdraws a guest it made without hearing of it when the address is corrected meanwhile', async () => {
    await scene.world.control.setFaults(UNHEARD);
    await scene.invite();
    await scene.world.runJobs();
    expect((await scene.record()).guest).to.include({ status: 'inviting', failures: 1 });
    expect(await scene.guests()).to.have.length(1);

    const { _id } = await scene.record();
    const correction = { interlocuteurId: String(_id), generation: 1, email: 'claire.martin@boulangerie.example' };
    await correctEmail(scene.world.services, scene.firm.camille, correction);
    await scene.runAllJobs();
    expect(await scene.guests('claire.martin@boulangerie.example')).to.have.length(1);
    expect(await scene.guests(CLAIRE)).to.have.length(0);
  });

  it('withdraws a guest it made without hearing of it when the access is removed meanwhile', async () => {
    await scene.world.control.setFaults(UNHEARD);
    await scene.invite();
    await scene.world.runJobs();
    const { _id } = await scene.record();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.runAllJobs();
    expect((await scene.record()).guest.status).to.equal('removed');
    expect(await scene.guests()).to.have.length(0);
  });

  it('brings six invitations through a day on which a third of all calls fail', async () => {
    const kinds: FaultKind[] = ['throttled', 'unavailable', 'unavailable-after', 'dropped', 'dropped-after'];
    await scene.world.control.setFaults({ kinds, rate: 0.33, seed: 7, retryAfter: 0 });
    const addresses = Array.from({ length: 6 }, (_, i) => `client${i}@boulangerie.example`);
    await Promise.all(addresses.map((email) => scene.invite({ email })));
    await scene.runAllJobs(500);
    const { users, mails } = await scene.world.control.state();
    for (const email of addresses) {
      expect((await scene.record(email)).guest, email).to.include({ status: 'pending', origin: 'invited' });
      expect(
        users.filter(({ mail }) => mail === email),
        email,
      ).to.have.length(1);
    }
    expect(mails).to.have.length(6);
  });
});
