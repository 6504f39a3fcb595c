/**
 * A fresh database for a suite, on the engine that `npm test` shares between all of them (or on the server that
 * MONGODB_URI names). A spec run by itself starts an engine of its own.
 */
import { randomBytes } from 'node:crypto';
import mongoose from 'mongoose';
import { readConfig } from '../../config.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../models/connection.ts';
import type { Engine } from '../../playground/engine/start-engine.ts';
import { startTestEngine } from '../../scripts/tests/test-engine.ts';

export type TestDatabase = {
  /** For another process, or a client of one's own. */
  uri: string;
  name: string;
  drop(): Promise<void>;
};

let current: TestDatabase | undefined;
let ownEngine: Promise<Engine> | undefined;

/**
 * Connects the models to an empty database, with the indexes of every model imported so far. Drop it in `after`; the
 * next suite that connects, or the end of the run, does it otherwise.
 *
 * @param name part of the database's name, for whoever looks.
 */
export async function connectTestDatabase(name = 'essai'): Promise<TestDatabase> {
  await current?.drop();
  const database = `relais-${name.slice(0, 30)}-${randomBytes(4).toString('hex')}`;
  const uri = await uriFor(database);
  await connectDatabase(uri);
  await ensureIndexes();
  const made: TestDatabase = {
    uri,
    name: database,
    async drop() {
      if (current !== made) return;
      current = undefined;
      await mongoose.connection.dropDatabase();
      await disconnectDatabase();
    },
  };
  current = made;
  return made;
}

async function uriFor(database: string): Promise<string> {
  const config = readConfig();
  if (config.hasOwnMongodb) {
    const uri = config.mongodbUri;
    // mongodb://hosts/database?options, where the database may be missing. A socket's path is encoded: it has no slash.
    return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^/?]+)(?:\/[^?]*)?/, (_, hosts: string) => `${hosts}/${database}`);
  }
  ownEngine ??= startTestEngine();
  return (await ownEngine).uriFor(database);
}

// Specs import this file while mocha reads them: the hook belongs to the whole run.
if (typeof after === 'function') {
  after('la base des essais est effacée', async () => {
    await current?.drop();
    const engine = await ownEngine;
    await engine?.stop();
  });
}
