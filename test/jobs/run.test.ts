import { setTimeout as wait } from 'node:timers/promises';
import type { Agenda } from 'agenda';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { AppError } from '../../errors.ts';
import type { JobHandler } from '../../jobs/handlers/handler.ts';
import { HANDLERS } from '../../jobs/index.ts';
import { createAgenda } from '../../jobs/queue.ts';
import { defineHandlers } from '../../jobs/run.ts';
import { buildInviting, type Inviting } from '../workflows/inviting.ts';

type Options = { backoff?: (context: { attempt: number; error: Error }) => number | null; concurrency?: number };
type Defined = { work: (job: { attrs: { data: unknown } }) => Promise<void>; options: Options };

/** What `defineHandlers` tells agenda. */
function defined(...handlers: JobHandler[]): Map<string, Defined> {
  const jobs = new Map<string, Defined>();
  const agenda = {
    define: (name: string, work: Defined['work'], options: Options) => void jobs.set(name, { work, options }),
    on: () => undefined,
  };
  defineHandlers(agenda as unknown as Agenda, {} as never, handlers);
  return jobs;
}
const handler = (name: JobHandler['name'], run: JobHandler['run']): JobHandler => ({ name, run });
const IDS = { cabinetId: 'c', interlocuteurId: 'a'.repeat(24) };

describe('Running a job', () => {
  it('gives the handler its payload, checked', async () => {
    const seen: unknown[] = [];
    const jobs = defined(handler('join-team', async (_, data) => seen.push(data)));
    await jobs.get('join-team')!.work({ attrs: { data: { ...IDS, extra: 1 } } });
    expect(seen).to.deep.equal([IDS]);
  });

  it('fails on a payload that is not the catalogue’s, before the handler sees it', async () => {
    let wasCalled = false;
    const jobs = defined(
      handler('join-team', async () => {
        wasCalled = true;
      }),
    );
    const error = await jobs
      .get('join-team')!
      .work({ attrs: { data: { cabinetId: 1 } } })
      .catch((e) => e);
    expect(error).to.be.instanceOf(Error);
    expect(wasCalled).to.equal(false);
  });

  it('tries a passing failure again, later and later, and not for ever', () => {
    const { backoff } = defined(handler('join-team', async () => undefined)).get('join-team')!.options;
    const error = new AppError('graph-unavailable');
    const waits = Array.from({ length: 12 }, (_, i) => backoff!({ attempt: i + 1, error }));
    const tried = waits.filter((one): one is number => one !== null);
    expect(tried).to.have.length(8);
    expect(tried).to.deep.equal([...tried].sort((a, b) => a - b));
    expect(waits.slice(8)).to.deep.equal([null, null, null, null]);
  });

  it('does not repeat a final failure', () => {
    const { backoff } = defined(handler('join-team', async () => undefined)).get('join-team')!.options;
    expect(backoff!({ attempt: 1, error: new AppError('invitation-is-member') })).to.equal(null);
    expect(backoff!({ attempt: 1, error: new TypeError('a mistake of ours') })).to.be.a('number');
  });

  it('ends with a final failure as with a success: nothing stays in the queue for ever', async () => {
    const failing = (error: Error) => handler('join-team', () => Promise.reject(error));
    const run = (error: Error) =>
      defined(failing(error))
        .get('join-team')!
        .work({ attrs: { data: IDS } })
        .then(
          () => 'ended',
          () => 'failed',
        );
    expect(await run(new AppError('invitation-is-member'))).to.equal('ended');
    expect(await run(new AppError('graph-unavailable'))).to.equal('failed');
    expect(await run(new TypeError('a mistake of ours'))).to.equal('failed');
  });

  it('leaves sweeps to the clock: they are not repeated, nor run twice in one worker', () => {
    const { options } = defined(handler('sweep-outbox', async () => undefined)).get('sweep-outbox')!;
    expect(options.backoff).to.equal(undefined);
    expect(options.concurrency).to.equal(1);
  });

  describe('in a real worker', () => {
    let scene: Inviting;
    let agenda: Agenda;
    before(async () => {
      scene = await buildInviting('worker');
      await scene.startOver();
      agenda = await createAgenda(mongoose.connection, 50);
    });
    after(async () => {
      await agenda.drain(2_000);
      await scene.world.close();
    });

    it('carries an invitation from the wish to the mail by itself, and leaves no job behind', async () => {
      const { services, notify, clock } = scene.world;
      clock.set(new Date());
      defineHandlers(agenda, { services: { ...services, now: () => new Date() }, notify }, HANDLERS);
      await agenda.start();
      await scene.invite();
      for (let tries = 0; tries < 100 && (await scene.record()).guest.status !== 'pending'; tries += 1) await wait(50);
      expect((await scene.record()).guest.status).to.equal('pending');
      expect(await scene.mails()).to.have.length(1);
      for (let tries = 0; tries < 40 && (await scene.jobsWaiting()).length > 0; tries += 1) await wait(50);
      expect(await scene.jobsWaiting()).to.deep.equal([]);
    });
  });
});
