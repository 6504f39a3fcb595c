import { expect } from 'chai';
import mongoose from 'mongoose';
import { invitationMail } from '../../bot/mails/invitation-mail.ts';
import { AppError } from '../../errors.ts';
import type { GraphCall, GraphClient } from '../../graph/graph-client.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import type { FaultKind } from '../../playground/tenant/faults.ts';
import type { RecordedRequest } from '../../playground/tenant/requests.ts';
import { checkAcceptances } from '../../workflows/invitations/check-acceptances.ts';
import { countOutcomes } from '../../workflows/invitations/count-outcomes.ts';
import { sendInvitations } from '../../workflows/invitations/send-invitations.ts';
import { sweepInvitations } from '../../workflows/invitations/sweep-invitations.ts';
import { buildInviting, CLAIRE, type Inviting, MINUTE } from './inviting.ts';

const EVERY_KIND: FaultKind[] = [
  'throttled',
  'unavailable',
  'unavailable-after',
  'gateway',
  'server-error',
  'dropped',
  'dropped-after',
];

describe('Many invitations at once', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('mass');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  const address = (i: number) => `client${i}@boulangerie.example`;
  /** Wishes whose jobs were all lost: the sweep alone knows of them. */
  async function inviteMany(count: number): Promise<string[]> {
    const addresses = Array.from({ length: count }, (_, i) => address(i));
    for (const email of addresses) await scene.invite({ email });
    await scene.forgetJobs();
    return addresses;
  }
  const sweepOnly = () => sweepInvitations(scene.world.services);
  const countOf = (status: 'inviting' | 'pending' | 'accepted' | 'refused') =>
    Interlocuteur.countDocuments({ cabinetId: scene.world.cabinetId, 'guest.status': status });
  /** What really went over the line: a request within a batch is no call of its own. */
  async function httpCalls(filter: (one: RecordedRequest) => boolean = () => true): Promise<RecordedRequest[]> {
    return (await scene.world.control.requests()).filter((one) => one.batchId === null && filter(one));
  }
  const isMail = ({ path }: RecordedRequest) => path.endsWith('/sendMail');

  async function expectOneOfEach(addresses: string[]): Promise<void> {
    const { users, mails } = await scene.world.control.state();
    const guests = users.filter(({ mail }) => mail && addresses.includes(mail)).map(({ mail }) => mail);
    const written = mails.map(({ message }) => message.toRecipients[0]?.emailAddress.address);
    expect(guests.sort(), 'guests').to.deep.equal([...addresses].sort());
    expect(written.sort(), 'mails').to.deep.equal([...addresses].sort());
    const records = await Interlocuteur.find({ email: { $in: addresses } }).lean();
    const ids = new Map(users.map(({ mail, id }) => [mail, id]));
    for (const { guest, email } of records) {
      expect(guest, email).to.include({ status: 'pending', origin: 'invited', entraObjectId: ids.get(email) });
    }
  }

  it('take a handful of calls for twenty people, the mails aside', async () => {
    const addresses = await inviteMany(20);
    await scene.world.control.clearRequests();
    const ran = await scene.sweep({ forward: 30 });
    expect(ran.find(({ name }) => name === 'send-invitations')?.outcome).to.deep.equal({ pending: 20 });
    expect(ran.map(({ name }) => name)).to.not.include('send-invitation');
    await expectOneOfEach(addresses);
    const calls = await httpCalls((one) => !isMail(one));
    expect(calls.length, calls.map(({ path }) => path).join(' ')).to.be.at.most(8);
    expect(await httpCalls(isMail)).to.have.length(20);
  });

  it('are grouped twenty by twenty, once for each moment; the one left over has the small job', async () => {
    await inviteMany(41);
    scene.world.clock.forward(30);
    const [found] = await Promise.all([sweepOnly(), sweepOnly(), sweepOnly()]);
    expect(found).to.include({ 'send-invitation': 41 });
    const together = await scene.jobsWaiting('send-invitations');
    expect(together.map(({ data }) => data.interlocuteurIds.length)).to.deep.equal([20, 20]);
    const alone = await scene.jobsWaiting('send-invitation');
    expect(alone).to.have.length(1);
    const ids = [...together.flatMap(({ data }) => data.interlocuteurIds), alone[0]?.data.interlocuteurId];
    expect(new Set(ids)).to.have.property('size', 41);
  });

  it('never mix two firms', async () => {
    await inviteMany(4);
    const others = await Interlocuteur.find({ email: { $in: [address(0), address(1)] } }, { _id: 1 }).lean();
    await Interlocuteur.updateMany({ _id: { $in: others.map(({ _id }) => _id) } }, { $set: { cabinetId: 'other' } });
    scene.world.clock.forward(30);
    await sweepOnly();
    const jobs = await scene.jobsWaiting('send-invitations');
    expect(jobs.map(({ data }) => [data.cabinetId, data.interlocuteurIds.length])).to.have.deep.members([
      [scene.world.cabinetId, 2],
      ['other', 2],
    ]);
    await mongoose.connection.db!.collection('interlocuteurs').deleteMany({ cabinetId: 'other' });
  });

  it('leave each person to their own end: one refused, one recognised, the others pending', async () => {
    const addresses = await inviteMany(5);
    await scene.world.control.setSettings({ groupAddresses: [address(1)] });
    await scene.world.control.putUser({
      userPrincipalName: 'known@u.example',
      mail: address(2),
      userType: 'Guest',
      externalUserState: 'Accepted',
    });
    const ran = await scene.sweep({ forward: 30 });
    const outcome = ran.find(({ name }) => name === 'send-invitations')?.outcome;
    expect(outcome).to.deep.equal({ pending: 3, refused: 1, accepted: 1 });
    expect((await scene.record(address(1))).guest).to.include({ refusal: 'invitation-group-address' });
    expect((await scene.record(address(2))).guest).to.include({ status: 'accepted', origin: 'recognised' });
    expect((await scene.world.control.state()).mails).to.have.length(addresses.length - 2);
  });

  it('do nothing twice when two workers have the same people at the same instant', async () => {
    const addresses = await inviteMany(12);
    scene.world.clock.forward(30);
    const { services, cabinetId } = scene.world;
    const interlocuteurIds = (await Interlocuteur.find({}, { _id: 1 }).lean()).map(({ _id }) => String(_id));
    const work = (graph: GraphClient) =>
      sendInvitations({ ...services, graph }, { cabinetId, interlocuteurIds }, invitationMail);
    const [one, two] = await Promise.all([work(services.graph), work(ownGraph())]);
    expect((one.pending ?? 0) + (two.pending ?? 0)).to.equal(12);
    expect((one.nothing ?? 0) + (two.nothing ?? 0)).to.equal(12);
    await expectOneOfEach(addresses);
  });

  it('of two jobs in one worker go one after the other: no lease runs out while others’ mails leave', async () => {
    await inviteMany(8);
    scene.world.clock.forward(30);
    const { services, cabinetId } = scene.world;
    const ids = (await Interlocuteur.find({}, { _id: 1 }).lean()).map(({ _id }) => String(_id));
    const calls: string[] = [];
    const graph: GraphClient = {
      async request<Answer>(call: GraphCall): Promise<Answer> {
        calls.push(call.path.endsWith('/sendMail') ? 'mail' : 'batch');
        return services.graph.request<Answer>(call);
      },
    };
    const work = (interlocuteurIds: string[]) =>
      sendInvitations({ ...services, graph }, { cabinetId, interlocuteurIds }, invitationMail);
    expect(await Promise.all([work(ids.slice(0, 4)), work(ids.slice(4))])).to.deep.equal([
      { pending: 4 },
      { pending: 4 },
    ]);
    const firstMails = calls.indexOf('mail');
    expect(calls.slice(firstMails, firstMails + 4)).to.deep.equal(Array(4).fill('mail'));
    expect(calls.filter((one) => one === 'mail')).to.have.length(8);
  });

  it('that no batch gets through are tried again one and all, none of them refused for it', async () => {
    const addresses = await inviteMany(3);
    await scene.world.control.setFaults({ kinds: ['forbidden'], match: { path: '/\\$batch' }, times: 1 });
    const ran = await scene.sweep({ forward: 30 });
    expect(ran.find(({ name }) => name === 'send-invitations')?.outcome).to.deep.equal({ pending: 3 });
    await expectOneOfEach(addresses);
  });

  it('wait as long as Graph asked, all of them, without asking it again', async () => {
    await inviteMany(6);
    const fault = { kinds: ['throttled' as const], match: { path: '/invitations$' }, retryAfter: 300, times: 6 };
    await scene.world.control.setFaults(fault);
    // A Graph of its own: what it asked for must not hold up the other tests.
    await withOwnGraph(async () => {
      await scene.sweep({ forward: 30 });
      // One at least had to hear of it; none that had heard, or was still to be sent, asked again.
      const invitations = await scene.world.control.requests({ path: '/invitations$' });
      expect(invitations.length).to.be.within(1, 6);
      const now = scene.world.clock.now().getTime();
      for (let i = 0; i < 6; i += 1) {
        const { guest } = await scene.record(address(i));
        expect(guest).to.include({ status: 'inviting', failures: 1, lastError: 'graph-throttled' });
        expect(guest.nextAttemptAt!.getTime()).to.be.within(now + 299_000, now + 301_000);
      }
    });
  });

  it('120 of them, limited by the tenant and through a bad day: each has one guest and one mail', async function () {
    // Real waiting: the tenant says so in whole seconds.
    this.timeout(120_000);
    const addresses = await inviteMany(120);
    await scene.world.control.setSettings({ invitationsPer5s: 60 });
    await scene.world.control.setFaults([
      { kinds: ['throttled'], match: { path: '/(invitations|\\$batch)$' }, rate: 0.1, times: 6, retryAfter: 1 },
      { kinds: EVERY_KIND, rate: 0.2, seed: 11, retryAfter: 0 },
    ]);
    const stopClock = runClock();
    try {
      for (let sweeps = 0; (await countOf('pending')) < 120; sweeps += 1) {
        if (sweeps > 40) throw new Error(`${await countOf('pending')} of 120 after ${sweeps} sweeps`);
        // Every retry's own job is lost too: what the sweeps find is enough.
        await scene.forgetJobs();
        await scene.sweep({ forward: MINUTE });
      }
    } finally {
      stopClock();
    }
    const faults = await scene.world.control.faults();
    expect(faults[0]?.injected).to.be.greaterThan(0);
    expect(faults[1]?.injected).to.be.greaterThan(50);
    await scene.world.control.clearFaults();
    await expectOneOfEach(addresses);
    expect(await Interlocuteur.countDocuments({ 'guest.leaseUntil': { $exists: true } })).to.equal(0);
  });

  it('of which one meets a mistake of ours let the others come to their end first, and then say so', async () => {
    let isEnded = false;
    const slow = new Promise<string>((resolve) => setTimeout(resolve, 20, 'pending')).finally(() => {
      isEnded = true;
    });
    const mistake = new TypeError('a mistake of ours');
    expect(await countOutcomes([Promise.reject(mistake), slow]).catch((error) => error)).to.equal(mistake);
    expect(isEnded).to.equal(true);
    const foreseen = Promise.reject(new AppError('graph-throttled'));
    expect(await countOutcomes([foreseen, slow, slow])).to.deep.equal({ 'graph-throttled': 1, pending: 2 });
  });

  describe('and then their acceptances', () => {
    async function invitedMany(count: number): Promise<string[]> {
      const addresses = await inviteMany(count);
      await scene.sweep({ forward: 30 });
      await scene.forgetJobs();
      await scene.world.control.clearRequests();
      return addresses;
    }

    it('are looked for twenty at a time, in one call', async () => {
      const addresses = await invitedMany(20);
      for (const email of addresses.slice(0, 7)) await scene.world.control.accept(email);
      await scene.world.control.clearRequests();
      const ran = await scene.sweep({ forward: MINUTE });
      expect(ran.find(({ name }) => name === 'check-acceptances')?.outcome).to.deep.equal({
        accepted: 7,
        unchanged: 13,
      });
      expect(ran.map(({ name }) => name)).to.not.include('check-acceptance');
      expect(await countOf('accepted')).to.equal(7);
      expect((await httpCalls()).length).to.be.at.most(3);
      expect(await scene.world.control.requests({ method: 'GET', path: '/users/' })).to.have.length(20);
    });

    it('one by one when only one is due', async () => {
      await scene.invited();
      await scene.world.control.accept(CLAIRE);
      const ran = await scene.sweep({ forward: MINUTE });
      expect(ran.map(({ name }) => name))
        .to.include('check-acceptance')
        .and.not.include('check-acceptances');
      expect((await scene.record()).guest.status).to.equal('accepted');
    });

    it('tell nobody gone because a batch, or a part of it, failed', async () => {
      const addresses = await invitedMany(6);
      for (const email of addresses) await scene.world.control.accept(email);
      const { _id: first } = await scene.record(address(0));
      // Long after the time in which « not found » may mean « not yet copied ».
      scene.world.clock.forward(60 * MINUTE);
      await Interlocuteur.updateMany({}, { $set: { 'guest.nextCheckAt': scene.world.clock.now() } });
      const ids = (await Interlocuteur.find({}, { _id: 1 }).lean()).map(({ _id }) => String(_id));
      const { services, cabinetId } = scene.world;
      const notFound = { status: 404, body: { error: { code: 'ResourceNotFound', message: 'no such segment' } } };
      const missing: GraphClient = {
        async request<Answer>(call: GraphCall): Promise<Answer> {
          const answer = await services.graph.request<{ responses?: unknown[] }>(call);
          if (call.path === '/$batch') answer.responses?.pop();
          return answer as Answer;
        },
      };
      const one = await checkAcceptances({ ...services, graph: missing }, { cabinetId, interlocuteurIds: ids });
      expect(one).to.deep.equal({ accepted: 5, 'graph-unavailable': 1 });

      await Interlocuteur.updateMany({}, { $set: { 'guest.nextCheckAt': scene.world.clock.now() } });
      const lost: GraphClient = {
        // On a busy machine a straggler goes out alone: it gets its own, true answer.
        request: (call) =>
          call.path === '/$batch'
            ? Promise.reject(new AppError('graph-not-found', { cause: notFound }))
            : services.graph.request(call),
      };
      const two = await checkAcceptances({ ...services, graph: lost }, { cabinetId, interlocuteurIds: ids });
      expect(two).not.to.have.property('gone');
      expect(two['graph-unavailable']).to.be.greaterThan(0);
      expect((await countOf('accepted')) + (await countOf('pending'))).to.equal(6);
      expect((await Interlocuteur.findById(first).lean())?.guest.missingSince).to.equal(undefined);
    });
  });

  /** The same Graph, with a pace of its own: another worker's, or one whose pauses must not hold up other tests. */
  function ownGraph(): GraphClient {
    const { graph } = scene.world.services;
    return { request: (call) => graph.request(call) };
  }

  async function withOwnGraph(act: () => Promise<void>): Promise<void> {
    const { services } = scene.world;
    const { graph } = services;
    Object.assign(services, { graph: ownGraph() });
    try {
      await act();
    } finally {
      Object.assign(services, { graph });
    }
  }

  /** The tenant's five seconds pass by the clock of the test, our waiting by the real one: keep them together. */
  function runClock(): () => void {
    let last = performance.now();
    const timer = setInterval(() => {
      scene.world.clock.forward((performance.now() - last) / 1_000);
      last = performance.now();
    }, 50);
    return () => clearInterval(timer);
  }
});
