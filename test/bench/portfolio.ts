/**
 * Ten thousand companies as an Excel file, brought in by the real workflow on the embedded engine; again, which changes
 * nothing; then a search by name among a thousand dossiers and among a hundred thousand, by turns.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import mongoose from 'mongoose';
import { readConfig } from '../../config.ts';
import { createAgenda, createQueue } from '../../jobs/queue.ts';
import { setUpLog } from '../../log.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { connectDatabase, disconnectDatabase, ensureIndexes } from '../../models/connection.ts';
import { Dossier } from '../../models/dossier.ts';
import { newDossier } from '../../models/new-dossier.ts';
import { startEngine } from '../../playground/engine/start-engine.ts';
import { ensureCabinet } from '../../workflows/cabinet/ensure-cabinet.ts';
import { findDossiers } from '../../workflows/dossiers/find-dossiers.ts';
import { confirmImport } from '../../workflows/portfolio-imports/confirm-import.ts';
import { getImport } from '../../workflows/portfolio-imports/get-import.ts';
import { importLines } from '../../workflows/portfolio-imports/import-lines.ts';
import { readPortfolioFile } from '../../workflows/portfolio-imports/read-file.ts';
import { receiveFile } from '../../workflows/portfolio-imports/receive-file.ts';
import type { Staff } from '../../workflows/rights.ts';
import type { Services } from '../../workflows/services.ts';
import { writeXlsx } from '../../workflows/spreadsheets/write-xlsx.ts';
import { companyOf, HEADER } from '../workflows/portfolio-imports/importing.ts';

const LINES = 10_000;
/** The two firms of the search: the same names, a hundred times as many. */
const SMALL = 1_000;

export async function bench(quick: boolean): Promise<Record<string, unknown>> {
  setUpLog('silent', 'bench');
  const dataFolder = await mkdtemp(join(tmpdir(), 'relais-bench-'));
  const engine = await startEngine({ dataFolder, cacheFolder: join(readConfig().local.dataFolder, 'cache') });
  await connectDatabase(engine.uri);
  await ensureIndexes();
  const config = readConfig({ MONGODB_URI: engine.uri });
  const { _id: cabinetId } = await ensureCabinet(config);
  const queue = createQueue(await createAgenda(mongoose.connection));
  const services: Services = { config, graph: undefined as never, queue, now: () => new Date() };
  const staff = await administrateur(cabinetId);
  try {
    const bytes = await workbook();
    const peak = watchMemory();
    const first = await bringIn(services, staff, bytes);
    const peakRssMB = peak();
    const again = await bringIn(services, staff, bytes);
    console.table({
      'first import': { ...first, bytes: bytes.length, peakRssMB },
      'same file again': again,
    });
    const growth = await search(quick);
    return {
      linesPerSecond: first.linesPerSecond,
      growth: growth.ratio,
      ...{ previewPerSecond: first.previewPerSecond, created: first.created, createdAgain: again.created, peakRssMB },
      ...{ smallMs: growth.smallMs, largeMs: growth.largeMs },
    };
  } finally {
    await disconnectDatabase();
    await engine.stop();
    await rm(dataFolder, { recursive: true, force: true });
  }
}

async function administrateur(cabinetId: string): Promise<Staff> {
  const entraObjectId = '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001';
  const person = { displayName: 'Camille Roux', roles: ['administrateur' as const], locale: 'fr' as const };
  const record = await Collaborateur.create({ cabinetId, entraObjectId, ...person, isActive: true });
  return { cabinetId, collaborateurId: record._id, entraObjectId, ...person };
}

async function workbook(): Promise<Buffer> {
  async function* rows() {
    for (let n = 0; n < LINES; n += 1) {
      // One in two names its dirigeant.
      const person = {
        'Nom du dirigeant': 'Martin',
        'Prénom du dirigeant': 'Claire',
        'E-mail': `claire${n}@client.example`,
      };
      yield companyOf(n, n % 2 ? person : {});
    }
  }
  const chunks: Buffer[] = [];
  for await (const chunk of writeXlsx(HEADER, rows())) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks);
}

/** From the first byte to the last dossier; the preview apart, since a person reads it in between. */
async function bringIn(services: Services, staff: Staff, bytes: Buffer) {
  const { cabinetId } = staff;
  const startedAt = performance.now();
  const { importId } = await receiveFile(services, staff, {
    ...{ name: 'clients.xlsx', door: 'teams', source: Readable.from([bytes]) },
  });
  await readPortfolioFile(services, { cabinetId, importId });
  const previewedAt = performance.now();
  await confirmImport(services, staff, { importId, invites: false });
  const confirmedAt = performance.now();
  const outcome = await importLines(services, { cabinetId, importId });
  const seconds = (performance.now() - confirmedAt) / 1_000;
  const view = await getImport(cabinetId, { importId });
  if (outcome !== 'done' || view?.counts.lines !== LINES) throw new Error(`${outcome}: ${view?.status}`);
  return {
    created: view.progress.created,
    previewPerSecond: Math.round(LINES / ((previewedAt - startedAt) / 1_000)),
    linesPerSecond: Math.round(LINES / seconds),
  };
}

function watchMemory(): () => number {
  let most = 0;
  const look = () => {
    most = Math.max(most, process.memoryUsage.rss());
  };
  const timer = setInterval(look, 20);
  return () => {
    look();
    clearInterval(timer);
    return Math.round(most / 1024 / 1024);
  };
}

const TRADES = ['Boulangerie', 'Garage', 'Menuiserie', 'Pharmacie', 'Transports', 'Atelier', 'Cabinet', 'Librairie'];
const NAMES = ['Martin', 'Bernard', 'Dubois', 'Moreau', 'Lefèvre', 'Garnier', 'Delmas', 'Le Guen', 'Roux', 'Benali'];
const SEARCHES = ['Boulangerie Martin', 'dubois', 'garage le guen', 'D0123', 'Menuiserie Inconnue', 'pharm'];

async function search(quick: boolean): Promise<{ ratio: number; smallMs: number; largeMs: number }> {
  const large = SMALL * 100;
  await fill('bench-small', SMALL);
  await fill('bench-large', large);
  const rounds = quick ? 40 : 200;
  const times: Record<string, number[]> = { 'bench-small': [], 'bench-large': [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const firm of ['bench-small', 'bench-large']) {
      const startedAt = performance.now();
      for (const typed of SEARCHES) await findDossiers(firm, typed);
      if (round >= 5) times[firm]?.push((performance.now() - startedAt) / SEARCHES.length);
    }
  }
  const [smallMs, largeMs] = ['bench-small', 'bench-large'].map((firm) => median(times[firm] ?? [])) as [
    number,
    number,
  ];
  console.table({ [`${SMALL} dossiers`]: { ms: smallMs }, [`${large} dossiers`]: { ms: largeMs } });
  return { ratio: Math.round((largeMs / smallMs) * 100) / 100, smallMs, largeMs };
}

async function fill(cabinetId: string, count: number): Promise<void> {
  const at = new Date();
  for (let from = 0; from < count; from += 2_000) {
    const dossiers = Array.from({ length: Math.min(2_000, count - from) }, (_, i) => {
      const n = from + i;
      const raisonSociale = `${TRADES[n % TRADES.length]} ${NAMES[Math.floor(n / 8) % NAMES.length]} ${n}`;
      return newDossier({
        cabinetId,
        at,
        outbox: [],
        code: `D${String(n).padStart(6, '0')}`,
        raisonSociale,
        ape: '7022Z',
        pays: 'FR',
      });
    });
    await Dossier.collection.insertMany(dossiers as never, { ordered: false });
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return Math.round((sorted[Math.floor(sorted.length / 2)] ?? 0) * 100) / 100;
}
