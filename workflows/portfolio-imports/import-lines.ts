/**
 * Triggered by « Oui »; needs an import under way; makes the dossiers of its file, five hundred at a time, and keeps how
 * far it has come with each batch. Killed at any line, it goes on after the last batch: a line's dossier has an identifier
 * of its own, so that none is made twice, and none is counted twice.
 */
import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { newDossier } from '../../models/new-dossier.ts';
import { type ImportProgress, PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchManySoon, dispatchSoon } from '../dispatch-outbox.ts';
import { dossierCreated, toLink } from '../dossiers/create-dossier.ts';
import { SYSTEM, startsJob } from '../events.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { CheckedBatch, LineOutcome } from './check-lines.ts';
import { importAudited, importCards } from './events.ts';
import { LeaseLost, nextLease, releaseImport, renewImport, takeImport } from './lease.ts';
import { checkedLinesOf } from './read-file.ts';

type Ids = { cabinetId: string; importId: string };
type ToCreate = Extract<LineOutcome, { kind: 'to-create' }>;

/** Cards are not changed more often than people can read. */
const CARDS_MS = 2_000;
const MOST_FAILURES = 8;

export async function importLines(services: Services, ids: Ids): Promise<'done' | 'failed' | 'nothing'> {
  const taken = await takeImport(services, { ...ids, status: 'importing' });
  if (!taken) return 'nothing';
  let record = taken;
  const told = new Told(services);
  const batches = checkedLinesOf(services, record);
  try {
    // The next lines are read while these are written: their codes and SIREN differ, so that neither changes the other.
    let next = ahead(batches);
    for (let batch = await next; !batch.done; batch = await next) {
      next = ahead(batches);
      const left = batch.value.outcomes.filter(({ line }) => line > record.progress.line);
      // What a killed run has done is read again before anything is left to do, which may take long.
      record = await (left.length > 0 ? importBatch(services, record, left, told) : renewImport(services, record));
    }
    await told.all();
    return (await finish(services, record)) ? 'done' : 'nothing';
  } catch (error) {
    if (error instanceof LeaseLost) return 'nothing';
    const isFinal = error instanceof AppError && !error.isRetryable;
    if (!isFinal && record.failures < MOST_FAILURES) {
      await releaseImport(record._id, record.leaseUntil!);
      throw error;
    }
    const failure = error instanceof AppError ? error.code : 'import-interrupted';
    return (await fail(services, record, failure)) ? 'failed' : 'nothing';
  }
}

/** A failure is met when it is waited for. */
function ahead(batches: AsyncGenerator<CheckedBatch>): Promise<IteratorResult<CheckedBatch>> {
  const next = batches.next();
  next.catch(() => undefined);
  return next;
}

/** Audit lines of the batches before, chained one after the other while the next is written. The sweep has the rest. */
class Told {
  #last: Promise<void> = Promise.resolve();
  readonly #services: Services;

  constructor(services: Services) {
    this.#services = services;
  }

  /** Waits for the batch before: a database that is slow must not be left behind by more than one. */
  async tell(dossiers: DossierRecord[]): Promise<void> {
    await this.#last;
    this.#last = dispatchManySoon(this.#services, 'dossier', dossiers);
  }

  all(): Promise<void> {
    return this.#last;
  }
}

async function importBatch(
  services: Services,
  record: PortfolioImportRecord,
  outcomes: LineOutcome[],
  told: Told,
): Promise<PortfolioImportRecord> {
  const toCreate = outcomes.filter((one): one is ToCreate => one.kind === 'to-create');
  const made = await insert(services, record, toCreate);
  await told.tell(made);
  const own = outcomes.filter(({ kind }) => kind === 'created').length;
  const refused = outcomes.filter(({ kind }) => kind === 'refused').length;
  const { handled, ...before } = record.progress;
  return keepProgress(services, record, {
    line: outcomes.at(-1)?.line ?? before.line,
    handled: handled + outcomes.length,
    // Those that a run killed before it could count them has made.
    created: before.created + made.length + own,
    present: before.present + outcomes.length - made.length - own - refused,
    refused: before.refused + refused,
  });
}

/** @returns those that are there now because of this: of the others, somebody else has just made one like it. */
async function insert(services: Services, record: PortfolioImportRecord, lines: ToCreate[]): Promise<DossierRecord[]> {
  if (lines.length === 0) return [];
  const dossiers = lines.map((line) => dossierOf(services, record, line));
  const taken = await insertUnordered(dossiers);
  const made = dossiers.filter((_, place) => !taken.has(place));
  return made;
}

/** @returns the places of those that the unique indexes refused. */
async function insertUnordered(dossiers: DossierRecord[]): Promise<Set<number>> {
  try {
    await Dossier.collection.insertMany(dossiers as never, { ordered: false });
    return new Set();
  } catch (error) {
    const { writeErrors } = error as {
      writeErrors?: { index: number; code: number }[] | { index: number; code: number };
    };
    const refusals = [writeErrors ?? []].flat();
    if (refusals.length === 0 || refusals.some(({ code }) => code !== 11_000)) throw error;
    return new Set(refusals.map(({ index }) => index));
  }
}

function dossierOf({ now }: Services, record: PortfolioImportRecord, { dossierId, value }: ToCreate): DossierRecord {
  const at = now();
  const { cabinetId, createdBy, confirmedBy = createdBy, door, invites: isAgreed } = record;
  const { dirigeant, invites, ...details } = value;
  const actor = { cabinetId, collaborateurId: confirmedBy } as Staff;
  return newDossier({
    ...details,
    ...{ _id: dossierId, cabinetId, at, createdBy: confirmedBy },
    // Who says yes answers for it, unless the file names somebody (domain 12).
    maitreDuDossierId: details.maitreDuDossierId ?? confirmedBy,
    ...(dirigeant && { dirigeantsToLink: [toLink(dossierId, dirigeant, invites && isAgreed, confirmedBy)] }),
    outbox: [dossierCreated(at, dossierId, actor, { importId: String(record._id), door })],
  });
}

async function keepProgress(
  services: Services,
  record: PortfolioImportRecord,
  progress: ImportProgress,
): Promise<PortfolioImportRecord> {
  const now = services.now();
  const { _id, cabinetId, leaseUntil, cardsAt } = record;
  const isTimely = !cardsAt || now.getTime() - cardsAt.getTime() >= CARDS_MS;
  const after = await PortfolioImport.findOneAndUpdate(
    { _id, cabinetId, status: 'importing', leaseUntil },
    {
      $set: { progress, failures: 0, leaseUntil: nextLease(now), ...(isTimely && { cardsAt: now }) },
      $inc: { version: 1 },
      ...(isTimely && { $push: { outbox: { $each: importCards(now, record) } } }),
    },
    { returnDocument: 'after' },
  ).lean<PortfolioImportRecord>();
  // Another worker took it over while this one was held up: what was made here is found there by its identifier.
  if (!after) throw new LeaseLost();
  if (isTimely) await dispatchSoon(services, 'portfolio-import', after);
  return after;
}

async function finish(services: Services, record: PortfolioImportRecord): Promise<boolean> {
  const now = services.now();
  const { _id, cabinetId, leaseUntil, progress } = record;
  const moved = await movePortfolioImport({
    where: { _id, cabinetId, status: 'importing', leaseUntil },
    to: 'done',
    set: { finishedAt: now },
    events: [
      importAudited(now, record, { actor: SYSTEM, act: 'portfolio-import.done', after: { ...progress } }),
      startsJob(now, 'sweep-dirigeants', {}),
      ...importCards(now, record),
    ],
  });
  if (!moved) return false;
  await dispatchSoon(services, 'portfolio-import', moved);
  return true;
}

async function fail(services: Services, record: PortfolioImportRecord, failure: PortfolioImportRecord['failure']) {
  const now = services.now();
  const { _id, cabinetId, leaseUntil, progress } = record;
  const moved = await movePortfolioImport({
    where: { _id, cabinetId, status: 'importing', leaseUntil },
    to: 'failed',
    set: { failure, finishedAt: now },
    events: [
      importAudited(now, record, { actor: SYSTEM, act: 'portfolio-import.failed', after: { failure, ...progress } }),
      ...importCards(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'portfolio-import', moved);
  return Boolean(moved);
}
