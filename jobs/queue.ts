/** Schedules jobs by name. Knows the catalogue only: the handlers are the worker's affair. */
import { createHash } from 'node:crypto';
import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { type Connection, Types } from 'mongoose';
import { isDuplicateKey } from '../models/connection.ts';
import { JOBS, type JobData, type JobName } from './catalog.ts';

export type Queue = {
  /**
   * Schedules a job once per `key`: asked again while the first still waits or runs, nothing is added. When it has
   * already run, it runs again; being done once is a property of the record it works on.
   */
  enqueue<Name extends JobName>(name: Name, data: JobData<Name>, options: { key: string; runAt: Date }): Promise<void>;
};

/** Agenda over the connection that mongoose holds. The worker starts it; the web process only adds to it. */
export async function createAgenda(connection: Connection, processEveryMs = 1_000): Promise<Agenda> {
  const { db } = connection;
  if (!db) throw new Error('The database must be connected before the queue is made');
  const agenda = new Agenda({
    // Two copies of the driver's types (ours through mongoose, agenda's own) describe the same object.
    backend: new MongoBackend({ mongo: db as never, collection: 'jobs' }),
    processEvery: processEveryMs,
    defaultConcurrency: 4,
    maxConcurrency: 20,
    // Jobs are small: one left behind by a killed worker is taken up again after a minute.
    defaultLockLifetime: 60_000,
    removeOnComplete: true,
  });
  await agenda.ready;
  // Workers that start together would each plan the same sweep: agenda looks, then inserts.
  const once = { unique: true, partialFilterExpression: { type: 'single' } };
  await db.collection('jobs').createIndex({ name: 1 }, { name: 'oneOfEachSweep', ...once });
  return agenda;
}

/** Plans a recurring job, once however many workers start. */
export async function planEvery(agenda: Agenda, ms: number, name: JobName): Promise<void> {
  try {
    await agenda.every(ms, name, {});
  } catch (error) {
    // Another worker planned it at the same instant.
    if (!isDuplicateKey(error)) throw error;
  }
}

export function createQueue(agenda: Agenda): Queue {
  return {
    async enqueue(name, data, { key, runAt }) {
      const payload = JOBS[name].parse(data);
      try {
        await agenda
          .create(name, payload as object)
          .unique({ _id: jobId(name, key) }, { insertOnly: true })
          .schedule(runAt)
          .save();
      } catch (error) {
        // Two processes carried the same event out at the same instant: the job is there, which is all we want.
        if (!isDuplicateKey(error)) throw error;
      }
    },
  };
}

/** The job's identifier is derived from what caused it. */
function jobId(name: string, key: string): Types.ObjectId {
  return new Types.ObjectId(createHash('sha256').update(`${name}\n${key}`).digest('hex').slice(0, 24));
}
