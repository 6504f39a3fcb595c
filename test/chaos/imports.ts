/**
 * `npm run chaos:imports`: accounting files come in while the web process and the engine are killed (SIGKILL). Each upload is
 * seen whole or not at all at any moment, and sending it again completes it. Prints what was done and what became of it;
 * ends with 1 when one is missing, doubled, half, or was lost after it was acknowledged.
 *
 *   --uploads 20   --lines 60000   --kills 16   --at-once 5   --seed 1
 */
import { createHash } from 'node:crypto';
import { request } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { connectDatabase } from '../../models/connection.ts';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { EntrySummary } from '../../models/entry-summary.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { StoredPiece } from '../../models/stored-file.ts';
import { startLocalTenant } from '../../playground/tenant/server.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { sweepImports } from '../../workflows/partner-imports/sweep-imports.ts';
import type { Services } from '../../workflows/services.ts';
import { makeImportingFirm } from '../bench/importing-firm.ts';
import { generateFec, randomOf } from '../fixtures/fec/generate-fec.ts';
import { startProcesses, type Target } from './processes.ts';

const uploads = option('uploads', 20);
const lines = option('lines', 60_000);
const kills = option('kills', 16);
const atOnce = option('at-once', 5);
const random = randomOf(option('seed', Math.floor(Math.random() * 1e6)));
/** Patience with one upload. */
const TRIES = 200;

type Upload = { code: string; key: string | undefined; bytes: Buffer; sha256: string };
type Seen = { id: string; sha256: string; size: number; counts: { lines: number }; links: Record<string, string> };

const tenant = await startLocalTenant({ port: 0 });
const processes = await startProcesses(tenant.url);
await connectDatabase(processes.mongodbUri);
const { headers, codes, cabinetId } = await makeImportingFirm(uploads);
await mongoose.disconnect();

const startedAt = Date.now();
const counts = { sent: 0, cut: 0, refused: 0, acknowledged: 0, half: 0, lost: 0, doubled: 0 };
const killed: Record<Target, number> = { web: 0, worker: 0, engine: 0 };
let isOver = false;

console.log(`${uploads} envois de ${lines} lignes, ${atOnce} à la fois, ${kills} arrêts brutaux`);
const waiting = codes.map((code, n): Upload => {
  const bytes = Buffer.concat([...generateFec({ lines, seed: n + 1 })]);
  // Every other one bears a key of its own.
  const key = n % 2 === 0 ? `envoi-${n}` : undefined;
  return { code, key, bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
});
const all = [...waiting];
const done = new Map<string, string>();
await Promise.all([
  killAtRandom(),
  ...Array.from({ length: atOnce }, async () => {
    for (let upload = waiting.shift(); upload; upload = waiting.shift()) await complete(upload);
  }),
]);
isOver = true;

// The clock of the sweep is an hour ahead: whatever no receiver answers for is to be gone then.
await connectDatabase(processes.mongodbUri);
await sweepImports({ now: () => new Date(Date.now() + 3_600_000) } as Services);
for (const upload of all) {
  const seen = await look(upload);
  if (!seen) counts.lost += 1;
  else if (!(await isWhole(upload, seen))) counts.half += 1;
  else if (seen.id !== done.get(upload.code)) counts.lost += 1;
}
const records = await PartnerImport.find({}, { setId: 1, fileId: 1 }).lean();
counts.doubled = Math.max(0, records.length - uploads);
const leftovers =
  (await countBesides(
    EntryChunk.collection,
    records.map(({ setId }) => `${setId}:`),
  )) +
  (await countBesides(
    StoredPiece.collection,
    records.map(({ fileId }) => `${fileId}:`),
  )) +
  (await EntrySummary.countDocuments({ _id: { $nin: records.map(({ setId }) => setId) } }));
const audit = await verifyAudit(cabinetId);
const figures = {
  envois: counts.sent,
  'coupés par un arrêt': counts.cut,
  'refusés pour un moment (409, 5xx)': counts.refused,
  confirmés: counts.acknowledged,
  'imports à la fin': records.length,
  'à moitié': counts.half,
  'perdus après confirmation': counts.lost,
  'en double': counts.doubled,
  'documents orphelins': leftovers,
  'fautes dans la piste d’audit': audit.faults.length,
  'arrêts du web': killed.web,
  'arrêts de la base': killed.engine,
  secondes: Math.round((Date.now() - startedAt) / 1_000),
};
console.table(figures);
const isGood =
  records.length === uploads &&
  counts.half + counts.lost + counts.doubled + leftovers + audit.faults.length === 0 &&
  counts.cut > 0;
console.log(isGood ? 'Tout est entier, et une fois.' : 'Ce n’est pas ce qu’il faut.');
await mongoose.disconnect();
await processes.stop();
await tenant.close();
process.exit(isGood ? 0 : 1);

/** Sends a file until it is taken; before each new try, what is seen of it is whole or nothing. */
async function complete(upload: Upload): Promise<void> {
  for (let tries = 0; tries < TRIES; tries += 1) {
    counts.sent += 1;
    const answer = await send(upload).catch(() => undefined);
    if (answer && answer.status < 300) {
      counts.acknowledged += 1;
      done.set(upload.code, answer.body.id);
      return;
    }
    if (answer) counts.refused += 1;
    else counts.cut += 1;
    await sleep(answer?.status === 409 ? 3_000 : 400 + random() * 600);
    const seen = await look(upload).catch(() => undefined);
    if (seen && !(await isWhole(upload, seen).catch(() => true))) counts.half += 1;
  }
  throw new Error(`${upload.code} n’a jamais été pris.`);
}

async function killAtRandom(): Promise<void> {
  for (let n = 0; n < kills && !isOver; n += 1) {
    await sleep(600 + random() * 2_400);
    const target: Target = n % 2 === 0 ? 'web' : 'engine';
    if (done.size === uploads) return;
    processes.kill(target);
    killed[target] += 1;
  }
}

async function isWhole({ sha256, bytes }: Upload, seen: Seen): Promise<boolean> {
  if (seen.sha256 !== sha256 || seen.size !== bytes.length || seen.counts.lines !== lines) return false;
  const original = await fetch(`${processes.apiUrl}${seen.links.original}`, { headers });
  if (!Buffer.from(await original.arrayBuffer()).equals(bytes)) return false;
  let count = 0;
  let after = '';
  do {
    const answer = await fetch(`${processes.apiUrl}${seen.links.entries}?limit=1000${after}`, { headers });
    const page = (await answer.json()) as { items: { index: number }[]; next?: string };
    for (const { index } of page.items) if (index === count) count += 1;
    after = page.next ? `&cursor=${page.next}` : '';
  } while (after);
  return count === lines;
}

async function look({ code }: Upload): Promise<Seen | undefined> {
  const answer = await fetch(`${processes.apiUrl}/api/v1/dossiers/${code}/imports`, { headers });
  if (!answer.ok) throw new Error(String(answer.status));
  const { items } = (await answer.json()) as { items: Seen[] };
  if (items.length > 1) counts.doubled += 1;
  return items[0];
}

function send({ code, key, bytes }: Upload): Promise<{ status: number; body: { id: string } }> {
  return new Promise((resolve, reject) => {
    const outgoing = request(
      `${processes.apiUrl}/api/v1/dossiers/${code}/imports`,
      { method: 'POST', headers: { ...headers, ...(key && { 'idempotency-key': key }) } },
      (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part) => parts.push(part));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: JSON.parse(Buffer.concat(parts).toString() || '{}') });
        });
      },
    );
    outgoing.on('error', reject);
    pipeline(Readable.from(pieces(bytes)), outgoing).catch(reject);
  });
}

function* pieces(bytes: Buffer): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
}

/** Documents whose identifiers begin like none of these. */
async function countBesides(
  collection: { find: mongoose.mongo.Collection['find'] },
  prefixes: string[],
): Promise<number> {
  const known = new Set(prefixes);
  let count = 0;
  for await (const { _id } of collection.find({}, { projection: { _id: 1 } })) {
    if (!known.has(`${String(_id).split(':')[0]}:`)) count += 1;
  }
  return count;
}

function option(name: string, usual: number): number {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? usual : Number(process.argv[at + 1]);
}

function sleep(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
