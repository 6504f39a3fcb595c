import { pipeline, Readable } from 'node:stream';
import { stringify } from 'csv-stringify';
import type { Cell } from './cell.ts';
import { franceDay } from './france-day.ts';
import { neutraliseCell } from './neutralise-cell.ts';

/**
 * A table as the CSV that French Excel opens well by a double click: UTF-8 with its mark, semicolons, CRLF, decimal
 * commas. Days are written yyyy-mm-dd, which it takes for days. No cell is ever run as a formula (see `neutraliseCell`).
 *
 * @param rows pulled as the file is read, so that it may be as long as one likes.
 * @returns bytes; it ends in the error of `rows`, if any, and ends `rows` when it is destroyed.
 */
export function writeCsv(header: string[], rows: AsyncIterable<Cell[]>): Readable {
  const stringifier = stringify({
    bom: true,
    delimiter: ';',
    record_delimiter: '\r\n',
    // A line end within a cell is a single one.
    quote_record_delimiter: true,
  });
  // The callback is there for errors to pass on to the stringifier, whose reader hears of them.
  pipeline(Readable.from(records(header, rows)), stringifier, () => {});
  return stringifier;
}

async function* records(header: string[], rows: AsyncIterable<Cell[]>): AsyncGenerator<string[]> {
  yield header.map(textOf);
  // Rows of one width: a reader that guesses the separator goes by that.
  for await (const row of rows) yield [...row, ...header.slice(row.length).map(() => '')].map(textOf);
}

function textOf(cell: Cell): string {
  if (typeof cell === 'string') return neutraliseCell(cell, 'csv');
  // A number cannot be a formula, even below zero.
  if (typeof cell === 'number') return Number.isFinite(cell) ? String(cell).replace('.', ',') : '';
  return cell ? franceDay(cell) : '';
}
