import type { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import { type LineFault, PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import type { Services } from '../services.ts';
import { SpreadsheetError } from '../spreadsheets/spreadsheet-error.ts';
import { writeXlsx } from '../spreadsheets/write-xlsx.ts';
import type { LineOutcome } from './check-lines.ts';
import { checkedLinesOf } from './read-file.ts';

export type Verdict = 'to-create' | 'created' | 'present' | 'refused' | 'not-created';

/** The words of a report, in the language of whoever asked for it. */
export type ReportWords = {
  header: [line: string, code: string, raisonSociale: string, verdict: string, reason: string];
  verdict(verdict: Verdict): string;
  fault(fault: LineFault): string;
  differences(fields: string[]): string;
};

/**
 * Every line of a file with what it came to and why, as a workbook that is made while it is read: the lines are checked
 * again, and a dossier is known by its identifier to come from its line.
 *
 * @throws AppError `not-found`, `file-gone` once the bytes have expired, `report-unavailable` for a file that could not
 * be read at all.
 */
export async function writeReport(
  services: Services,
  { cabinetId, importId }: { cabinetId: string; importId: string },
  words: ReportWords,
): Promise<{ name: string; content: Readable }> {
  const record = await PortfolioImport.findOne({ _id: importId, cabinetId }).lean<PortfolioImportRecord>();
  if (!record) throw new AppError('not-found', { because: 'portfolio import' });
  if (!record.fileId) throw new AppError('file-gone');
  const batches = checkedLinesOf(services, record);
  // What is wrong with the whole file is said before anything is sent.
  const first = await batches.next().catch((error: unknown) => {
    if (error instanceof SpreadsheetError || (error instanceof AppError && error.code === 'columns-missing')) {
      throw new AppError('report-unavailable', { cause: error });
    }
    throw error;
  });
  async function* rows() {
    for (let next = first; !next.done; next = await batches.next()) {
      for (const outcome of next.value.outcomes) yield rowOf(record!, outcome, words);
    }
  }
  const name = record.fileName.replace(/\.[^.]*$/, '').slice(0, 80);
  return { name: `rapport ${name}.xlsx`, content: writeXlsx(words.header, rows()) };
}

function rowOf({ status }: PortfolioImportRecord, outcome: LineOutcome, words: ReportWords): (string | number)[] {
  const { line, code, raisonSociale, kind } = outcome;
  const isOver = status === 'done' || status === 'cancelled' || status === 'expired' || status === 'failed';
  const verdict: Verdict = kind === 'to-create' && isOver ? 'not-created' : kind;
  const reason =
    kind === 'refused'
      ? outcome.faults.map((fault) => words.fault(fault)).join('\n')
      : kind === 'present' && outcome.differences.length > 0
        ? words.differences(outcome.differences)
        : '';
  return [line, code, raisonSociale, words.verdict(verdict), reason];
}
