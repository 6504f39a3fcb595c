/** The one connection to MongoDB. */
import mongoose, { type Connection } from 'mongoose';

/**
 * Opens the connection that every model uses.
 *
 * Everything that matters is acknowledged by a majority and journalled: without `j` the last 100 ms can be lost when
 * the engine is killed (design, section 2).
 */
export async function connectDatabase(uri: string): Promise<Connection> {
  mongoose.set('strictQuery', 'throw');
  await mongoose.connect(uri, {
    w: 'majority',
    journal: true,
    // The engine may be restarting beside us: wait for it rather than fail the turn at once.
    serverSelectionTimeoutMS: 8_000,
    maxPoolSize: 20,
    autoIndex: false,
  });
  return mongoose.connection;
}

/** Creates the indexes that the models declare. Repeating it changes nothing. */
export async function ensureIndexes(): Promise<void> {
  for (const model of Object.values(mongoose.models)) await model.createIndexes();
}

export async function disconnectDatabase(): Promise<void> {
  await mongoose.disconnect();
}

/** True for "this unique key is already taken", the quiet way of learning that somebody else did it. */
export function isDuplicateKey(error: unknown): boolean {
  return (error as { code?: number } | null)?.code === 11000;
}
