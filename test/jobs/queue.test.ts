import { expect } from 'chai';
import mongoose from 'mongoose';
import { JOBS, type JobName } from '../../jobs/catalog.ts';
import { HANDLERS, scheduleTimetable } from '../../jobs/index.ts';
import { createAgenda, createQueue, type Queue } from '../../jobs/queue.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const NOW = new Date('2026-11-23T09:00:00Z');
const IDS = { cabinetId: 'c', interlocuteurId: 'a'.repeat(24) };

describe('The queue', () => {
  let database: TestDatabase;
  let agenda: Awaited<ReturnType<typeof createAgenda>>;
  let queue: Queue;
  before(async () => {
    database = await connectTestDatabase('queue');
    agenda = await createAgenda(mongoose.connection);
    queue = createQueue(agenda);
  });
  beforeEach(() => jobs().deleteMany({}));
  after(() => database.drop());

  const jobs = () => mongoose.connection.db!.collection('jobs');
  const enqueue = (key: string, name: JobName = 'join-team', data: object = IDS) =>
    queue.enqueue(name as 'join-team', data as typeof IDS, { key, runAt: NOW });

  it('keeps a job for its time, under an identifier derived from its cause', async () => {
    await enqueue('event-1');
    const [job] = await jobs().find().toArray();
    expect(job).to.deep.include({ name: 'join-team', data: IDS, nextRunAt: NOW });
    await jobs().deleteMany({});
    await enqueue('event-1');
    expect((await jobs().findOne())?._id).to.deep.equal(job?._id);
  });

  it('adds nothing when the same cause asks again, later or at the same instant', async () => {
    await enqueue('event-1');
    await enqueue('event-1');
    await Promise.all(Array.from({ length: 20 }, () => enqueue('event-2')));
    expect(await jobs().countDocuments()).to.equal(2);
  });

  it('tells causes apart, and the jobs of one cause', async () => {
    await enqueue('event-1');
    await enqueue('event-2');
    await enqueue('event-1', 'check-acceptance');
    expect(await jobs().countDocuments()).to.equal(3);
  });

  it('does not move a waiting job to another time', async () => {
    await enqueue('event-1');
    await queue.enqueue('join-team', IDS, { key: 'event-1', runAt: new Date(NOW.getTime() + 3_600_000) });
    expect((await jobs().findOne())?.nextRunAt).to.deep.equal(NOW);
  });

  it('runs again what has already run and is asked for again', async () => {
    await enqueue('event-1');
    await jobs().deleteMany({});
    await enqueue('event-1');
    expect(await jobs().countDocuments()).to.equal(1);
  });

  it('lets nothing but the catalogue’s identifiers into a payload', async () => {
    await enqueue('event-1', 'join-team', { ...IDS, email: 'claire@boulangerie.example', nom: 'Martin' });
    expect((await jobs().findOne())?.data).to.deep.equal(IDS);
  });

  for (const data of [
    {},
    { ...IDS, interlocuteurId: 'x' },
    { ...IDS, interlocuteurId: { $ne: 1 } },
    { cabinetId: 'c' },
  ]) {
    it(`refuses the payload ${JSON.stringify(data)}`, async () => {
      const error = await enqueue('event-1', 'join-team', data).catch((e) => e);
      expect(error).to.be.instanceOf(Error);
      expect(await jobs().countDocuments()).to.equal(0);
    });
  }

  it('has one handler for each name of the catalogue, and none besides', () => {
    expect(HANDLERS.map(({ name }) => name)).to.have.members(Object.keys(JOBS));
    expect(new Set(HANDLERS.map(({ name }) => name)).size).to.equal(HANDLERS.length);
  });

  it('has every sweep in the timetable, seldom enough for the engine and often enough for people', async () => {
    for (const acceptanceCheckSeconds of [2, 900]) {
      const planned = new Map<string, number>();
      const clock = { every: async (ms: number, name: string) => void planned.set(name, ms) };
      await scheduleTimetable(clock as never, { acceptanceCheckSeconds } as never);
      const sweeps = Object.keys(JOBS).filter((name) => name.startsWith('sweep-'));
      expect([...planned.keys()]).to.have.members(sweeps);
      // Tasks that were begun expire after days; everything else is made good within the minute.
      for (const [name, ms] of planned)
        expect(ms, name).to.be.within(1_000, name === 'sweep-drafts' ? 3_600_000 : 60_000);
    }
  });

  it('plans each sweep once, however many workers start', async () => {
    const config = { acceptanceCheckSeconds: 900 } as never;
    await Promise.all(Array.from({ length: 6 }, () => scheduleTimetable(agenda, config)));
    await scheduleTimetable(agenda, config);
    const planned = await jobs().find().toArray();
    const sweeps = Object.keys(JOBS).filter((name) => name.startsWith('sweep-'));
    expect(planned.map(({ name }) => name).sort()).to.deep.equal(sweeps.sort());
  });
});
