import { expect } from 'chai';
import type { GraphCall, GraphClient } from '../../graph/graph-client.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { sweepOutbox } from '../../workflows/dispatch-outbox.ts';
import { buildInviting, CALLS, hangingGraph, type Inviting } from './inviting.ts';

describe('An invitation whose worker is killed, or slow', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('killed');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function expectOneOfEach() {
    expect((await scene.record()).guest).to.include({ status: 'pending', origin: 'invited' });
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
    expect((await scene.record()).outbox).to.deep.equal([]);
  }

  for (const [name, isThat] of Object.entries(CALLS)) {
    for (const when of ['before', 'after'] as const) {
      it(`killed just ${when} the ${name} took effect: the sweep takes it up once the lease is over`, async () => {
        await scene.invite();
        scene.world.clock.forward(1);
        const { graph, reached } = hangingGraph(scene.world.services, isThat, when);
        void scene.send(graph);
        await reached;
        await scene.forgetJobs();

        scene.world.clock.forward(30);
        expect(await scene.send(), 'within the lease').to.equal('nothing');
        scene.world.clock.forward(90);
        await scene.sweep();
        await scene.runAllJobs();
        await expectOneOfEach();
      });
    }
  }

  it('held up until its lease is about to end, begins no mail: whoever takes it over sends the one', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached, resume } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    const slow = scene.send(graph);
    await reached;
    scene.world.clock.forward(100);
    resume();
    expect(await slow).to.equal('later');
    expect(await scene.mails()).to.have.length(0);
    expect((await scene.record()).guest).to.include({ status: 'inviting', lastError: 'graph-unavailable' });
    await scene.runAllJobs();
    await expectOneOfEach();
  });

  it('killed at any write: from each state that the record ever had, the end is the same', async () => {
    const states = new Map<string, InterlocuteurRecord>();
    const keep = async () => {
      const one = await scene.record();
      states.set(JSON.stringify([one.guest.status, one.guest.mail, one.guest.leaseUntil, one.version]), one);
    };
    const { graph: real } = scene.world.services;
    const graph: GraphClient = {
      async request<Answer>(call: GraphCall): Promise<Answer> {
        await keep();
        const answer = await real.request<Answer>(call);
        await keep();
        return answer;
      },
    };
    await scene.invite();
    await keep();
    scene.world.clock.forward(1);
    await scene.send(graph);
    expect(states.size).to.be.at.least(3);

    for (const state of states.values()) {
      await scene.forgetJobs();
      await Interlocuteur.collection.replaceOne({ _id: state._id }, state as never);
      scene.world.clock.forward(120);
      await scene.sweep();
      await scene.runAllJobs();
      const { guest } = await scene.record();
      expect(guest.status).to.equal('pending');
      expect(await scene.guests()).to.have.length(1);
    }
    // Before Graph was told to send, nothing is known of a mail: those tries send one, under the same Message-ID.
    const ids = (await scene.mails()).map(({ internetMessageId }) => internetMessageId);
    expect(new Set(ids)).to.have.property('size', 1);
  });

  it('killed between the mail and its note: the Sent Items say that it went out', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached } = hangingGraph(scene.world.services, CALLS.mail, 'after');
    void scene.send(graph);
    await reached;
    const { guest } = await scene.record();
    expect(guest.mail.state).to.equal('sending');
    scene.world.clock.forward(120);
    await scene.world.control.clearRequests();
    expect(await scene.send()).to.equal('pending');
    expect(await scene.world.control.requests({ method: 'POST' })).to.have.length(0);
    await expectOneOfEach();
  });

  it('without the right to read Sent Items the mail goes out again under the same Message-ID', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached } = hangingGraph(scene.world.services, CALLS.mail, 'after');
    void scene.send(graph);
    await reached;
    scene.world.clock.forward(120);
    await scene.world.control.setFaults({ kinds: ['forbidden'], match: { path: 'sentitems' } });
    expect(await scene.send()).to.equal('pending');
    const [first, second] = await scene.mails();
    expect(second?.internetMessageId).to.equal(first?.internetMessageId);
    expect(await scene.guests()).to.have.length(1);
  });

  it('a worker that wakes up after another has taken over writes nothing and withdraws nobody', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached, resume } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    const slow = scene.send(graph);
    await reached;
    scene.world.clock.forward(120);
    expect(await scene.send()).to.equal('pending');
    const before = await scene.record();
    resume();
    expect(await slow).to.equal('nothing');
    expect(await scene.record()).to.deep.equal(before);
    await scene.runAllJobs();
    await expectOneOfEach();
  });

  it('of two workers at it, because the first was taken for dead, only the second sends the mail', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached, resume } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    const first = scene.send(graph);
    await reached;
    scene.world.clock.forward(120);
    const later = hangingGraph(scene.world.services, CALLS.mail, 'before');
    const second = scene.send(later.graph);
    await later.reached;
    resume();
    expect(await first).to.equal('nothing');
    later.resume();
    expect(await second).to.equal('pending');
    await scene.runAllJobs();
    await expectOneOfEach();
  });

  it('a worker that is merely slow keeps its lease through every call at its time limit', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/sendMail$' }, times: 1 });
    await scene.invite();
    await scene.world.runJobs();
    await scene.world.control.clearFaults();
    // The longest way: a guest deleted meanwhile is looked for by id, by address, in Sent Items, invited and written to.
    await scene.world.control.deleteUser((await scene.guests())[0]!.id);
    const [job] = await scene.jobsWaiting('send-invitation');
    scene.world.clock.set(job!.nextRunAt);
    await scene.forgetJobs();

    // A call has ten seconds; those that may be repeated are, unless six have passed.
    const rivals: unknown[] = [];
    let calls = 0;
    const { graph: real } = scene.world.services;
    const graph: GraphClient = {
      async request<Answer>(call: GraphCall): Promise<Answer> {
        calls += 1;
        scene.world.clock.forward(CALLS.mail(call) ? 9.9 : 15.7);
        rivals.push(await scene.send(real));
        return real.request<Answer>(call);
      },
    };
    await scene.send(graph);
    expect(calls).to.equal(5);
    expect(rivals).to.deep.equal(rivals.map(() => 'nothing'));
  });

  it('killed after its last write, before the audit line and the card: the outbox sweep makes both good', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { queue } = scene.world.services;
    const isDead = { ...queue, enqueue: () => Promise.reject(new Error('killed')) };
    Object.assign(scene.world.services, { queue: isDead });
    try {
      expect(await scene.send()).to.equal('pending');
    } finally {
      Object.assign(scene.world.services, { queue });
    }
    expect((await scene.record()).outbox).to.not.deep.equal([]);
    scene.world.clock.forward(5);
    expect(await sweepOutbox(scene.world.services)).to.equal(1);
    expect((await scene.jobsWaiting('refresh-cards')).length).to.be.greaterThan(0);
    await expectOneOfEach();
    const acts = await scene.auditActs();
    expect(acts.filter((act) => act === 'interlocuteur.invitation-sent')).to.have.length(1);
  });
});
