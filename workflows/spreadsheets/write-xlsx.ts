import { Readable } from 'node:stream';
import { type CellValue, type ColumnDef, writeXlsxStream } from 'hucre/xlsx';
import type { Cell } from './cell.ts';
import { franceDay } from './france-day.ts';
import { neutraliseCell } from './neutralise-cell.ts';

/** Rows that the widths of the columns are taken from. */
const SAMPLE = 100;

/** In characters. */
const MIN_WIDTH = 10;
const MAX_WIDTH = 60;

/**
 * A table as a workbook of one sheet: its header in bold and always in sight, columns as wide as what they hold. Cells
 * that hold text say so, and no cell is ever run as a formula (see `neutraliseCell`).
 *
 * @param rows pulled as the file is read, so that it may be as long as one likes.
 * @returns bytes; it ends in the error of `rows`, if any, and ends `rows` when it is destroyed.
 */
export function writeXlsx(header: string[], rows: AsyncIterable<Cell[]>): Readable {
  return Readable.from(bytesOf(header, rows), { objectMode: false });
}

async function* bytesOf(header: string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<Uint8Array> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    const sample: Cell[][] = [];
    while (sample.length < SAMPLE) {
      const next = await iterator.next();
      if (next.done) break;
      sample.push(next.value);
    }
    const columns = header.map(
      (title, place): ColumnDef => ({ width: widthOf(title, sample, place), style: { font: { bold: true } } }),
    );
    yield* writeXlsxStream(values(header, sample, iterator, columns), {
      name: 'Feuil1',
      columns,
      freezePane: { rows: 1 },
    });
  } finally {
    await iterator.return?.();
  }
}

async function* values(
  header: string[],
  sample: Cell[][],
  rest: AsyncIterator<Cell[]>,
  columns: ColumnDef[],
): AsyncGenerator<CellValue[]> {
  yield header.map(contentOf);
  // The library has one style for a whole column, and takes it as each row is written: the header is by now.
  for (const column of columns) delete column.style;
  for (const row of sample) yield row.map(contentOf);
  for (let next = await rest.next(); !next.done; next = await rest.next()) yield next.value.map(contentOf);
}

function contentOf(cell: Cell): CellValue {
  if (typeof cell === 'string') {
    // The library does not escape a text that looks like one of Excel's own escapes.
    return neutraliseCell(cell, 'xlsx').replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_');
  }
  if (typeof cell === 'number') return cell;
  const day = cell ? franceDay(cell) : '';
  return day ? new Date(`${day}T00:00:00Z`) : null;
}

function widthOf(title: string, sample: Cell[][], place: number): number {
  const lengths = [title, ...sample.map((row) => row[place])].map((cell) =>
    cell instanceof Date ? 10 : String(cell ?? '').length,
  );
  return Math.min(MAX_WIDTH, Math.max(MIN_WIDTH, ...lengths) + 2);
}
