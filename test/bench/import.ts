/**
 * `npm run bench -- import`: one made-up FEC of a million lines. Reading it with all checks, beside the usual CSV parsers that
 * merely split it; taking it in from the socket to `awaiting`, durable, beside « csv-parse then insertMany »; a page of its
 * entries beside a page of a file of 10,000; and the memory of the server while a gigabyte comes in. The server is the
 * one that production runs (`npm run build`).
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import mongoose from 'mongoose';
import { readConfig } from '../../config.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../models/connection.ts';
import { startEngine } from '../../playground/engine/start-engine.ts';
import { buildProcesses } from '../../scripts/build.ts';
import { FEC_NAME, generateFec } from '../fixtures/fec/generate-fec.ts';
import { benchParse } from './import-parse.ts';
import { makeImportingFirm } from './importing-firm.ts';

const SIZES = {
  full: { lines: 1_000_000, small: 10_000, rounds: 2, bigMB: 1_000, pages: 40 },
  quick: { lines: 200_000, small: 10_000, rounds: 1, bigMB: 120, pages: 15 },
};

/** As the image does (docs/decisions/016-fichiers-construits.md). */
function startServer(environment: Record<string, string>) {
  const flags = ['--max-semi-space-size=1', '--max-old-space-size=512'];
  const allocator = { MALLOC_ARENA_MAX: '1', MALLOC_MMAP_THRESHOLD_: '65536' };
  return start([...flags, 'dist/server.mjs'], { ...environment, ...allocator });
}

export async function bench(quick: boolean): Promise<Record<string, unknown>> {
  const size = SIZES[quick ? 'quick' : 'full'];
  const parsing = await benchParse(quick);
  const folder = await mkdtemp(join(tmpdir(), 'relais-import-'));
  const engine = await startEngine({ dataFolder: folder, cacheFolder: join(readConfig().local.dataFolder, 'cache') });
  const children: ChildProcess[] = [];
  try {
    await buildProcesses();
    await connectDatabase(engine.uri);
    await ensureIndexes();
    const environment = { MONGODB_URI: engine.uri, LOG_LEVEL: 'warn', RELAIS_DATA: folder, PORT: '4179' };
    const ours = await startServer(environment);
    const naive = await start(['--import', 'tsx', 'test/bench/import-naive.ts'], environment);
    children.push(ours.child, naive.child);
    const { headers, codes } = await makeImportingFirm(4 + 2 * size.rounds);
    const api = 'http://127.0.0.1:4179';
    const next = () => `${api}/api/v1/dossiers/${codes.shift()}/imports?name=${FEC_NAME}`;

    const file = join(folder, FEC_NAME);
    await pipeline(Readable.from(generateFec({ lines: size.lines })), createWriteStream(file));
    const megabytes = (await stat(file)).size / 1e6;

    // The first of each warms up what production keeps warm.
    await send(next(), headers, Readable.from(generateFec({ lines: 20_000, seed: 9 })));
    const seconds = { ours: [] as number[], naive: [] as number[] };
    let large = '';
    for (let round = 0; round < size.rounds; round += 1) {
      const taken = await timed(() => send(next(), headers, createReadStream(file)));
      if (taken.value.status !== 'awaiting') throw new Error(`The import is ${taken.value.status}.`);
      large = taken.value.links.entries;
      seconds.ours.push(taken.seconds);
      const usual = await timed(() => send(String(naive.said), {}, createReadStream(file)));
      if (usual.value.count !== size.lines) throw new Error('The naive way lost lines.');
      seconds.naive.push(usual.seconds);
      await mongoose.connection.collection('naive_lines').drop();
    }
    const small = await send(next(), headers, Readable.from(generateFec({ lines: size.small, seed: 2 })));
    const growth = await pageGrowth({ api, headers, small: small.links.entries, large, pages: size.pages });

    // A server that has done nothing else yet, so that the figure is of this alone.
    await stop(ours.child);
    const fresh = await startServer(environment);
    children.push(fresh.child);
    const idleRssMB = await residentMB(fresh.child);
    await send(next(), headers, Readable.from(gigabyte(size.bigMB)));
    const peakRssMB = await peakMB(fresh.child);
    const [way, usual] = [Math.min(...seconds.ours), Math.min(...seconds.naive)];
    console.table({
      'whole way (Relais)': { seconds: round2(way), MBs: Math.round(megabytes / way) },
      'csv-parse + insertMany': { seconds: round2(usual), MBs: Math.round(megabytes / usual) },
    });
    console.table(growth.kinds);
    console.log(`Mémoire du serveur : ${idleRssMB} Mo au repos, ${peakRssMB} Mo au plus pendant ${size.bigMB} Mo`);
    return {
      ...{ parseMBs: parsing.parseMBs, vsCsvParse: parsing.vsCsvParse, vsPapaparse: parsing.vsPapaparse },
      ...{ vsUdsv: parsing.vsUdsv, vsFastCsv: parsing.vsFastCsv, vsSplit: parsing.vsSplit },
      ...{ vsNaive: round2(usual / way), wholeWaySeconds: round2(way), naiveSeconds: round2(usual) },
      ...{ peakRssMB, idleRssMB, bigFileMB: size.bigMB, pageGrowth: growth.worst },
    };
  } finally {
    for (const child of children) child.kill();
    await disconnectDatabase();
    await engine.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

/** What people ask of a page; a filter that finds nothing has to look furthest. */
const QUERIES: Record<string, string> = {
  'première page': 'limit=100',
  'un journal': 'limit=100&journal=OD',
  'un compte': 'limit=100&account=627000',
  'comptes 4*': 'limit=100&account=4*',
  'un mois': 'limit=100&from=2025-06-01&to=2025-06-30',
  montants: 'limit=100&min=1000&max=1100',
  texte: 'limit=100&text=prelevement',
  'texte absent': 'limit=100&text=introuvable',
  'montant absent': 'limit=100&min=999999999',
};

type Pages = { api: string; headers: Record<string, string>; small: string; large: string; pages: number };

/** Time of a page in the large file over its time in the small one, asked for by turns. */
async function pageGrowth({ api, headers, small, large, pages }: Pages) {
  const kinds: Record<string, { smallMs: number; largeMs: number; growth: number }> = {};
  for (const [kind, query] of Object.entries(QUERIES)) {
    const ms = { small: [] as number[], large: [] as number[] };
    for (let n = 0; n < pages; n += 1) {
      for (const [which, path] of [
        ['small', small],
        ['large', large],
      ] as const) {
        const asked = await timed(() => read(`${api}${path}?${query}`, headers));
        if (!asked.value.items) throw new Error(`${kind}: ${JSON.stringify(asked.value)}`);
        ms[which].push(asked.seconds * 1_000);
      }
    }
    const [smallMs, largeMs] = [median(ms.small), median(ms.large)];
    kinds[kind] = { smallMs: round2(smallMs), largeMs: round2(largeMs), growth: round2(largeMs / smallMs) };
  }
  return { kinds, worst: Math.max(...Object.values(kinds).map(({ growth }) => growth)) };
}

async function read(url: string, headers: Record<string, string>): Promise<{ items?: unknown[] }> {
  const answer = await fetch(url, { headers });
  return (await answer.json()) as { items?: unknown[] };
}

/** Lines that never repeat, until there are so many megabytes. */
function* gigabyte(megabytes: number): Generator<Buffer> {
  let sent = 0;
  for (const block of generateFec({ lines: megabytes * 8_000, seed: 3 })) {
    yield block;
    sent += block.length;
    if (sent > megabytes * 1e6) return;
  }
}

function send(url: string, headers: Record<string, string>, body: Readable): Promise<any> {
  return new Promise((resolve, reject) => {
    const outgoing = request(url, { method: 'POST', headers }, (response) => {
      let text = '';
      response.setEncoding('utf8');
      response.on('data', (part) => {
        text += part;
      });
      response.on('end', () => {
        if ((response.statusCode ?? 500) < 300) resolve(JSON.parse(text));
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    outgoing.on('error', reject);
    pipeline(body, outgoing).catch(reject);
  });
}

async function timed<Value>(act: () => Promise<Value>): Promise<{ seconds: number; value: Value }> {
  const started = performance.now();
  const value = await act();
  return { seconds: (performance.now() - started) / 1_000, value };
}

async function start(words: string[], environment: Record<string, string>) {
  const child = spawn(process.execPath, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
  const said = await new Promise<unknown>((resolve, reject) => {
    child.once('message', resolve);
    child.once('exit', (code) => reject(new Error(`${words.at(-1)} ended with ${code}`)));
  });
  return { child, said };
}

async function stop(child: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.kill();
  await ended;
}

/** Resident memory of a process in megabytes, now and at most, as Linux tells it; NaN elsewhere. */
const residentMB = (child: ChildProcess) => statusMB(child, 'VmRSS');
const peakMB = (child: ChildProcess) => statusMB(child, 'VmHWM');

async function statusMB({ pid }: ChildProcess, name: string): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const [, kilobytes] = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status) ?? [];
  return Math.round(Number(kilobytes) / 1_024);
}

function median(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

function round2(value: number): number {
  return Math.round(value * 100) / 100;
}
