import { expect } from 'chai';
import mongoose from 'mongoose';
import type { Queue } from '../../jobs/queue.ts';
import { AuditEvent } from '../../models/audit-event.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { outboxEvent } from '../../models/outbox.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { dispatchOutbox, dispatchSoon, sweepOutbox } from '../../workflows/dispatch-outbox.ts';
import { audited, follows, SYSTEM } from '../../workflows/invitations/events.ts';
import type { Services } from '../../workflows/services.ts';
import { buildInviting, type Inviting } from './inviting.ts';

describe('The outbox', () => {
  let scene: Inviting;
  let services: Services;
  before(async () => {
    scene = await buildInviting('outbox');
    services = scene.world.services;
  });
  beforeEach(async () => {
    await scene.startOver();
    await scene.invited();
    await scene.forgetJobs();
    await AuditEvent.deleteMany({});
    await mongoose.connection.db!.collection('audit_heads').deleteMany({});
  });
  after(() => scene.world.close());

  /** A record with what a change left to do: two lines, two jobs. */
  async function withEvents() {
    const now = services.now();
    const record = await scene.record();
    const line = (act: string) => audited(now, record, { actor: SYSTEM, act });
    const events = [
      line('first'),
      follows(now, record, 'refresh-cards'),
      line('second'),
      follows(now, record, 'join-team'),
    ];
    await Interlocuteur.updateOne({ _id: record._id }, { $push: { outbox: { $each: events } } });
    return scene.record();
  }

  async function expectAllDoneOnce() {
    expect((await scene.record()).outbox).to.deep.equal([]);
    expect(await scene.auditActs()).to.deep.equal(['first', 'second']);
    expect((await scene.jobsWaiting()).map(({ name }) => name).sort()).to.deep.equal(['join-team', 'refresh-cards']);
    expect((await verifyAudit(scene.world.cabinetId)).faults).to.deep.equal([]);
  }

  /** A queue that dies at its nth job, before or after it took it. */
  function dyingQueue(nth: number, when: 'before' | 'after'): Services {
    let count = 0;
    const enqueue: Queue['enqueue'] = async (...args) => {
      count += 1;
      if (count === nth && when === 'before') throw new Error('killed');
      await services.queue.enqueue(...args);
      if (count === nth && when === 'after') throw new Error('killed');
    };
    return { ...services, queue: { enqueue } };
  }

  it('carries out lines and jobs, then forgets them', async () => {
    await dispatchOutbox(services, 'interlocuteur', await withEvents());
    await expectAllDoneOnce();
  });

  it('does nothing twice when it is carried out again, or three times at once', async () => {
    const record = await withEvents();
    await Promise.all([1, 2, 3].map(() => dispatchOutbox(services, 'interlocuteur', record)));
    await dispatchOutbox(services, 'interlocuteur', record);
    await expectAllDoneOnce();
  });

  for (const [nth, when] of [
    [1, 'before'],
    [1, 'after'],
    [2, 'before'],
    [2, 'after'],
  ] as const) {
    it(`killed ${when} job ${nth}: the sweep does the rest, and nothing twice`, async () => {
      await dispatchSoon(dyingQueue(nth, when), 'interlocuteur', await withEvents());
      expect((await scene.record()).outbox).to.have.length(4);
      scene.world.clock.forward(5);
      expect(await sweepOutbox(services)).to.equal(1);
      await expectAllDoneOnce();
      expect(await sweepOutbox(services)).to.equal(0);
    });
  }

  it('killed before anything was carried out: nothing is lost', async () => {
    await withEvents();
    scene.world.clock.forward(5);
    await sweepOutbox(services);
    await expectAllDoneOnce();
  });

  it('killed between two audit lines: the second follows, the first is not doubled', async () => {
    const record = await withEvents();
    const first = record.outbox.filter(({ audit }) => audit).slice(0, 1);
    await dispatchOutbox(services, 'interlocuteur', { ...record, outbox: first });
    await Interlocuteur.collection.updateOne({ _id: record._id }, { $set: { outbox: record.outbox as never } });
    scene.world.clock.forward(5);
    await sweepOutbox(services);
    await expectAllDoneOnce();
  });

  it('leaves alone what the process that wrote it is about to carry out', async () => {
    await withEvents();
    scene.world.clock.forward(1);
    expect(await sweepOutbox(services)).to.equal(0);
    expect((await scene.record()).outbox).to.have.length(4);
  });

  it('keeps an event written while the others are carried out', async () => {
    const record = await withEvents();
    const late = follows(services.now(), record, 'remind-inviter');
    await Interlocuteur.updateOne({ _id: record._id }, { $push: { outbox: late } });
    await dispatchOutbox(services, 'interlocuteur', record);
    expect((await scene.record()).outbox.map(({ _id }) => _id)).to.deep.equal([late._id]);
  });

  it('is not held up for everybody by one event that cannot be carried out', async () => {
    const other = await scene.invited({ email: 'paul@boulangerie.example' });
    await scene.forgetJobs();
    await AuditEvent.deleteMany({});
    await mongoose.connection.db!.collection('audit_heads').deleteMany({});
    // Written by a newer version, rolled back since.
    const unknown = outboxEvent(services.now(), { job: { name: 'no-such-job', data: {}, runAt: services.now() } });
    await Interlocuteur.updateOne({ _id: (await scene.record())._id }, { $push: { outbox: unknown } });
    const event = follows(services.now(), other, 'refresh-cards');
    await Interlocuteur.updateOne({ _id: other._id }, { $push: { outbox: event } });
    scene.world.clock.forward(5);
    await sweepOutbox(services).catch(() => undefined);
    expect((await scene.jobsWaiting()).map(({ name }) => name)).to.deep.equal(['refresh-cards']);
    expect((await scene.record()).outbox.map(({ _id }) => _id)).to.deep.equal([unknown._id]);
  });

  it('runs a job at the time its event names', async () => {
    const record = await scene.record();
    const runAt = new Date(services.now().getTime() + 3_600_000);
    const event = follows(services.now(), record, 'join-team', { runAt });
    await dispatchOutbox(services, 'interlocuteur', { ...record, outbox: [event] });
    const [job] = await scene.jobsWaiting();
    expect(job?.nextRunAt).to.deep.equal(runAt);
  });
});
