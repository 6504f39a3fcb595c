import { peek } from '../files/peek.ts';
import { type Row, readRows } from '../spreadsheets/read-rows.ts';
import { AnomalyList } from './formats/anomaly-list.ts';
import { concludeEntries } from './formats/conclude-entries.ts';
import { FEC_CODES } from './formats/fec-codes.ts';
import type { EntryChunk, ParseContext, Parsing } from './formats/format.ts';
import { parseCustom, parseCustomRows } from './formats/parse-custom.ts';
import { parseFec } from './formats/parse-fec.ts';
import { parseJson } from './formats/parse-json.ts';
import { parseTra } from './formats/parse-tra.ts';
import { LAYOUT_BYTES, LAYOUT_ROWS, type Layout, readSheetLayout, readTextLayout } from './formats/read-layout.ts';
import { recogniseFormat } from './formats/recognise-format.ts';
import type { FoundLayout } from './layouts/find-layout.ts';

export type OpenContext = ParseContext & {
  /** How the columns of a custom file are read. */
  layoutOf(layout: Layout): Promise<FoundLayout>;
};

/** The reading of a whole file, and the fingerprint of its columns when it is a custom one. */
export type Opened = { parsing: Parsing; layout?: string };

/** Looks at the first bytes of a file and has the right parser read all of it. The format is told by them alone. */
export async function openParsing(source: AsyncIterable<Uint8Array>, context: OpenContext): Promise<Opened> {
  const { head, whole } = await peek(source, LAYOUT_BYTES);
  switch (recogniseFormat(head)) {
    case 'fec':
      return { parsing: parseFec(whole, context) };
    case 'tra':
      return { parsing: parseTra(whole, context) };
    case 'json':
      return { parsing: parseJson(whole, context) };
    case 'custom': {
      const { fingerprint: layout, ...found } = await context.layoutOf(readTextLayout(head));
      return { parsing: parseCustom(whole, { ...context, ...found }), layout };
    }
    case 'xlsx':
      return openSheet(whole, context);
    case 'unknown':
      return { parsing: parseNothing(whole) };
  }
}

/** A workbook can only be read once all of it is there: it is held in memory, and has a limit of its own. */
async function openSheet(source: AsyncIterable<Uint8Array>, context: OpenContext): Promise<Opened> {
  const rows = readWhole(source)[Symbol.asyncIterator]();
  const first: Row[] = [];
  let failure: { error: unknown } | undefined;
  try {
    while (first.length < LAYOUT_ROWS) {
      const { done, value } = await rows.next();
      if (done) break;
      first.push(value);
    }
  } catch (error) {
    failure = { error };
  }
  const { fingerprint: layout, ...found } = await context.layoutOf(readSheetLayout(first));
  const all = (async function* () {
    yield* first;
    if (failure) throw failure.error;
    for (let next = await rows.next(); !next.done; next = await rows.next()) yield next.value;
  })();
  return { parsing: parseCustomRows(all, { ...context, ...found }), layout };
}

/** Rows of a workbook; of one that cannot be read the bytes are still taken to their end, since they are kept. */
async function* readWhole(source: AsyncIterable<Uint8Array>): AsyncGenerator<Row> {
  const iterator = source[Symbol.asyncIterator]();
  // Not ended by a reader that stops early.
  const left: AsyncIterable<Uint8Array> = { [Symbol.asyncIterator]: () => ({ next: () => iterator.next() }) };
  try {
    yield* readRows(left);
  } finally {
    for await (const _ of left);
  }
}

/** What is no format of ours: read to its end all the same, since its bytes are kept as they go by. */
function parseNothing(source: AsyncIterable<Uint8Array>): Parsing {
  return {
    chunks: withoutChunks(source),
    result() {
      const anomalies = new AnomalyList({ ...FEC_CODES, 'format-unknown': 'blocking' as const });
      anomalies.add('format-unknown');
      const traits = { format: 'custom' as const, variant: '', encoding: '', extraColumns: [], isTreasury: false };
      return concludeEntries(undefined, traits, anomalies);
    },
  };
}

async function* withoutChunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<EntryChunk> {
  for await (const _ of source) yield* [];
}
