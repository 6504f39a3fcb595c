import { SpreadsheetError } from '../../spreadsheets/spreadsheet-error.ts';
import { CUSTOM_CODES, type CustomCode } from './custom-codes.ts';
import type { CustomMapping } from './custom-mapping.ts';
import { CustomReader, type CustomRow } from './custom-reader.ts';
import type { EntryChunk, ParseContext, ParseResult, Parsing } from './format.ts';
import { LocatedAnomalies } from './located-anomalies.ts';
import { TextRows } from './read-text-rows.ts';

export type CustomContext = ParseContext & {
  mapping: CustomMapping;
  /** Whether a person has agreed to the mapping; one that was only guessed blocks approval. */
  isConfirmed: boolean;
};

const SEPARATOR_LINE = /^sep=.?$/i;

/**
 * A partner's text file in columns of its own (« écritures personnalisées », domain 161, 171), by the mapping of its columns.
 * One pass, in bounded memory. Never throws for what the bytes are.
 */
export function parseCustom(source: AsyncIterable<Uint8Array>, context: CustomContext): Parsing {
  const { mapping } = context;
  return parsingOf(context, (anomalies) => {
    const rows = new TextRows(mapping, {
      tooLong: (line) => anomalies.add('line-too-long', { line }),
      unclosed: (line) => anomalies.add('quote-unclosed', { line }),
      mixed: (line) => anomalies.add('encoding-mixed', { line }),
      lost: (line) => anomalies.add('character-lost', { line }),
    });
    const separator = mapping.separator === '\t' ? 'tab' : mapping.separator;
    return { rows: rows.read(source), traits: () => ({ variant: `CSV ${separator}`, encoding: rows.encoding }) };
  });
}

/**
 * The same for the rows of a workbook, as `readRows` gives them. What is wrong with the workbook itself becomes an anomaly;
 * an error of the source passes as it is.
 */
export function parseCustomRows(rows: AsyncIterable<CustomRow>, context: CustomContext): Parsing {
  return parsingOf(context, (anomalies) => ({
    rows: oneByOne(rows, anomalies),
    traits: () => ({ variant: 'Excel', encoding: 'UTF-8' }),
  }));
}

type Opened = { rows: AsyncIterable<Iterable<CustomRow>>; traits: () => { variant: string; encoding: string } };

function parsingOf(context: CustomContext, open: (anomalies: LocatedAnomalies<CustomCode>) => Opened): Parsing {
  const anomalies = new LocatedAnomalies<CustomCode>(CUSTOM_CODES);
  const reader = new CustomReader(context.mapping, anomalies, context.isConfirmed);
  let result: ParseResult | undefined;
  async function* chunks(): AsyncGenerator<EntryChunk> {
    const { rows, traits } = open(anomalies);
    for await (const some of rows) {
      for (const row of some) {
        // Excel's own way to name the separator.
        if (row.line === 1 && row.cells.length <= 2 && SEPARATOR_LINE.test(row.cells[0] ?? '')) continue;
        if (reader.isEntry(row)) yield* reader.take(row);
      }
    }
    yield* reader.end();
    result = reader.conclude(traits());
  }
  return {
    chunks: chunks(),
    result: () => {
      if (!result) throw new Error('The result of a custom file was asked for before its chunks had ended.');
      return result;
    },
  };
}

async function* oneByOne(
  rows: AsyncIterable<CustomRow>,
  anomalies: LocatedAnomalies<CustomCode>,
): AsyncGenerator<CustomRow[]> {
  try {
    for await (const row of rows) yield [row];
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    anomalies.add(error.code, error.line === undefined ? {} : { line: error.line });
  }
}
