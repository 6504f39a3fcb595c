/**
 * Triggered by the job of that name; needs a file that was handed in; checks every line and leaves a preview, or the
 * reason why the file cannot be read. Writes nothing to the dossiers. Killed anywhere, it begins again.
 */
import { AppError } from '../../errors.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import type { PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { listStaff } from '../dossiers/find-staff.ts';
import { SYSTEM } from '../events.ts';
import { openFile } from '../files/open-file.ts';
import type { Services } from '../services.ts';
import { readRows } from '../spreadsheets/read-rows.ts';
import { SpreadsheetError } from '../spreadsheets/spreadsheet-error.ts';
import { checkLines, type LineOutcome, MissingColumnsError } from './check-lines.ts';
import { confirmItself } from './confirm-itself.ts';
import { importAudited, importCards } from './events.ts';
import { LeaseLost, releaseImport, renewImport, takeImport } from './lease.ts';
import type { Columns } from './recognise-columns.ts';

type Ids = { cabinetId: string; importId: string };

/** Faults kept for people to look at; all of them are counted. */
export const MOST_FAULTS = 1_000;
const MOST_DIFFERENCES = 200;
/** Tries at a file whose reading fails for a reason that is not the file's. */
const MOST_FAILURES = 5;

export async function readPortfolioFile(services: Services, ids: Ids): Promise<'previewed' | 'failed' | 'nothing'> {
  const taken = await takeImport(services, { ...ids, status: 'reading' });
  if (!taken) return 'nothing';
  // Renewed with every batch: whatever fails lets go of the lease as it stands then.
  const work = { record: taken };
  try {
    const preview = await previewOf(services, work);
    return (await settle(services, work.record, preview)) ? 'previewed' : 'nothing';
  } catch (error) {
    if (error instanceof LeaseLost) return 'nothing';
    const { record } = work;
    const failure = failureOf(error);
    if (!failure && record.failures < MOST_FAILURES) {
      await releaseImport(record._id, record.leaseUntil!);
      throw error;
    }
    const columns = error instanceof MissingColumnsError ? error.columns : undefined;
    return (await fail(services, record, failure ?? 'file-unreadable', columns)) ? 'failed' : 'nothing';
  }
}

type Preview = Pick<
  PortfolioImportRecord,
  'counts' | 'faultCounts' | 'faults' | 'differences' | 'columns' | 'unknownColumns'
>;

async function previewOf(services: Services, work: { record: PortfolioImportRecord }): Promise<Preview> {
  const preview: Preview = {
    counts: { lines: 0, toCreate: 0, present: 0, differing: 0, refused: 0, dirigeants: 0, invitations: 0 },
    ...{ faultCounts: {}, faults: [], differences: [], columns: [], unknownColumns: [] },
  };
  for await (const { outcomes, columns } of checkedLinesOf(services, work.record)) {
    if (preview.counts.lines === 0) Object.assign(preview, columnsOf(columns));
    for (const outcome of outcomes) count(preview, outcome);
    work.record = await renewImport(services, work.record, { 'counts.lines': preview.counts.lines });
  }
  return preview;
}

/** The lines of an import's file, checked. Opened by the preview, the import and the report alike. */
export async function* checkedLinesOf({ config }: Services, { _id, cabinetId, fileId }: PortfolioImportRecord) {
  if (!fileId) throw new AppError('file-gone');
  const staff = await listStaff(cabinetId);
  const rows = readRows(openFile(cabinetId, fileId), { fileBytes: config.imports.mostBytes });
  yield* checkLines({ cabinetId, importId: _id, staff }, rows);
}

function count({ counts, faultCounts, faults, differences }: Preview, outcome: LineOutcome): void {
  counts.lines += 1;
  if (outcome.kind === 'refused') {
    counts.refused += 1;
    for (const fault of outcome.faults) {
      faultCounts[fault.code] = (faultCounts[fault.code] ?? 0) + 1;
      if (faults.length < MOST_FAULTS) faults.push(fault);
    }
  } else if (outcome.kind === 'present') {
    counts.present += 1;
    if (outcome.differences.length === 0) return;
    counts.differing += 1;
    const { line, code, differences: fields } = outcome;
    if (differences.length < MOST_DIFFERENCES) differences.push({ line, code, fields });
  } else {
    counts.toCreate += 1;
    if (outcome.value.dirigeant) counts.dirigeants += 1;
    if (outcome.value.invites) counts.invitations += 1;
  }
}

export function columnsOf({ headings, unknown }: Columns): Pick<PortfolioImportRecord, 'columns' | 'unknownColumns'> {
  const columns = Object.entries(headings).map(([field, heading]) => ({ field, heading: heading ?? '' }));
  return { columns, unknownColumns: unknown.slice(0, 20) };
}

async function settle(services: Services, record: PortfolioImportRecord, preview: Preview): Promise<boolean> {
  const now = services.now();
  const { _id, cabinetId, leaseUntil } = record;
  const { counts, faultCounts, faults, differences, columns, unknownColumns } = preview;
  const moved = await movePortfolioImport({
    where: { _id, cabinetId, status: 'reading', leaseUntil },
    to: 'previewed',
    set: { counts, faultCounts, faults, differences, columns, unknownColumns, failures: 0 },
    events: [
      importAudited(now, record, { actor: SYSTEM, act: 'portfolio-import.previewed', after: { ...counts } }),
      ...importCards(now, record),
    ],
  });
  if (!moved) return false;
  await dispatchSoon(services, 'portfolio-import', moved);
  if (moved.confirmsItself) await confirmItself(services, moved);
  return true;
}

/** @returns undefined when the file is not to blame: another try may do. */
function failureOf(error: unknown): PortfolioImportRecord['failure'] {
  if (error instanceof SpreadsheetError) return error.code;
  return error instanceof AppError && !error.isRetryable ? error.code : undefined;
}

async function fail(
  services: Services,
  record: PortfolioImportRecord,
  failure: NonNullable<PortfolioImportRecord['failure']>,
  columns: Columns | undefined,
): Promise<boolean> {
  const now = services.now();
  const { _id, cabinetId, leaseUntil } = record;
  const moved = await movePortfolioImport({
    where: { _id, cabinetId, status: 'reading', leaseUntil },
    to: 'failed',
    set: { failure, finishedAt: now, ...(columns && { ...columnsOf(columns), missingColumns: columns.missing }) },
    events: [
      importAudited(now, record, { actor: SYSTEM, act: 'portfolio-import.failed', after: { failure } }),
      ...importCards(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'portfolio-import', moved);
  return Boolean(moved);
}
