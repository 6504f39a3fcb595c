import type { Readable } from 'node:stream';
import { LIMITS, type Limits } from './limits.ts';
import { readCsvRows } from './read-csv-rows.ts';
import { readXlsxRows } from './read-xlsx-rows.ts';
import { restoreCell } from './restore-cell.ts';
import type { Row } from './row.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

export type { Row };

/** Windows' older container: binary Excel, and what a password turns an XLSX into. */
const OLE = Buffer.from('d0cf11e0a1b11ae1', 'hex');

/** A zip begins with an entry, or with the end of an empty one. */
const ZIPS = ['504b0304', '504b0506'].map((hex) => Buffer.from(hex, 'hex'));

/**
 * The rows of a CSV, a text file or an XLSX that someone gave us, one by one. What it is is told from its content: an
 * extension or a declared type may say anything.
 *
 * What `neutraliseCell` did to a file that we wrote is undone, so that a list of refused rows can be corrected and given
 * back.
 *
 * @throws {SpreadsheetError} whatever the bytes are; rows given before it are to be forgotten by who cannot use half a
 *   file. An error of the source itself (the network's) passes as it is.
 */
export async function* readRows(
  source: Readable | AsyncIterable<Uint8Array | string>,
  limits: Partial<Limits> = {},
): AsyncGenerator<Row> {
  const allowed = { ...LIMITS, ...limits };
  const bytes = await readBytes(source, allowed.fileBytes);
  let count = 0;
  for await (const row of rowsOf(bytes, allowed)) {
    const tidy = tidyRow(row);
    if (!tidy) continue;
    if (tidy.cells.length > allowed.columns) throw new SpreadsheetError('file-too-wide', { line: row.line });
    count += 1;
    if (count > allowed.rows) throw new SpreadsheetError('file-too-large', { line: row.line });
    yield tidy;
  }
  if (count === 0) throw new SpreadsheetError('file-empty');
}

async function readBytes(source: AsyncIterable<Uint8Array | string>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    length += chunk.length;
    if (length > limit) throw new SpreadsheetError('file-too-large');
    chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk as Uint8Array));
  }
  return Buffer.concat(chunks);
}

/** Turns every failure of the libraries below into ours. */
async function* rowsOf(bytes: Buffer, limits: Limits): AsyncGenerator<Row> {
  try {
    yield* rowsByFormat(bytes, limits);
  } catch (error) {
    throw error instanceof SpreadsheetError ? error : new SpreadsheetError('file-unreadable', { cause: error });
  }
}

function rowsByFormat(bytes: Buffer, limits: Limits): AsyncGenerator<Row> {
  if (bytes.length === 0) throw new SpreadsheetError('file-empty');
  const begins = (mark: Buffer) => bytes.subarray(0, mark.length).equals(mark);
  if (begins(OLE)) throw new SpreadsheetError(faultOfOle(bytes));
  return ZIPS.some(begins) ? readXlsxRows(bytes, limits) : readCsvRows(bytes, limits);
}

function faultOfOle(bytes: Buffer) {
  const holds = (name: string) => bytes.includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return 'file-encrypted';
  return holds('Workbook') || holds('Book') ? 'file-old-excel' : 'file-unreadable';
}

/** Without what a person does not see: empty cells at the end, a row of nothing. */
function tidyRow({ line, cells, isNumber }: Row): Row | undefined {
  const texts = cells.map((cell) => restoreCell(cell.replace(/\r\n?/g, '\n')));
  const length = texts.findLastIndex((text) => /\S/.test(text)) + 1;
  if (length === 0) return undefined;
  const numbers = isNumber?.slice(0, length);
  const tidy = { line, cells: texts.slice(0, length) };
  return numbers?.includes(true) ? { ...tidy, isNumber: numbers } : tidy;
}
