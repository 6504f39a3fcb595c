import { pipeline, Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeText } from './decode-text.ts';
import { guessSeparator } from './guess-separator.ts';
import type { Limits } from './limits.ts';
import type { Row } from './row.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

/** What other software saves under the name of a CSV or of an .xls. */
const MARKUP = /^\s*<(\?xml|!doctype|!--|html|head|body|meta|table|workbook)\b/i;

/** Excel's own way to name the separator, on a first line that is no row. */
const SEPARATOR_LINE = /^sep=(.)[ \t]*(?=\n|$)/i;

/**
 * The rows of a text file: cells between `;`, `,`, tabs or bars, possibly in double quotes, which may then hold anything
 * and line ends. Quotes elsewhere are borne.
 */
export async function* readCsvRows(bytes: Buffer, limits: Limits): AsyncGenerator<Row> {
  const texts = decodeText(bytes);
  const start = texts.next().value ?? '';
  if (MARKUP.test(start)) throw new SpreadsheetError('file-unreadable');
  const declared = SEPARATOR_LINE.exec(start);
  const separator = declared?.[1] ?? guessSeparator(start);

  const parser = parse({
    delimiter: separator,
    record_delimiter: '\n',
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    info: true,
    // Beyond the last column allowed, separators are text like any other: a row of a million of them costs nothing.
    ignore_last_delimiters: limits.columns + 1,
    max_record_size: limits.cellChars * 8,
  });
  // The callback has the errors of the texts reach the loop below, through the parser.
  pipeline(Readable.from(politely(start.slice(declared?.[0].length ?? 0), texts)), parser, () => {});

  // Where the trouble begins, should the rest not end as a row.
  let next = 1;
  try {
    for await (const { record, info } of parser as AsyncIterable<{ record: string[]; info: { lines: number } }>) {
      next = info.lines + 1;
      const line = info.lines - record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
      const cells = withoutOverflow(record, separator, limits.columns);
      if (cells.length > limits.columns) throw new SpreadsheetError('file-too-wide', { line });
      if (cells.some((cell) => cell.length > limits.cellChars)) throw new SpreadsheetError('file-too-large', { line });
      yield { line, cells };
    }
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const code = error.code === 'CSV_MAX_RECORD_SIZE' ? 'file-too-large' : 'file-unreadable';
    throw new SpreadsheetError(code, { line: next, cause: error });
  }
}

/** Lets the rest of the process breathe between two pieces. */
async function* politely(start: string, texts: Iterable<string>): AsyncGenerator<string> {
  yield start;
  for (const text of texts) {
    yield text;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** The cell after the last one allowed holds the rest of the row: nothing, when it is only empty cells. */
function withoutOverflow(record: string[], separator: string, columns: number): string[] {
  const rest = record[columns];
  if (rest === undefined) return record;
  return [...rest].every((char) => char === separator || char === ' ') ? record.slice(0, columns) : record;
}
