import { isAscii } from 'node:buffer';
import { AnomalyList } from './anomaly-list.ts';
import { decodeUtf16 } from './decode-utf16.ts';
import { BLOCK_BYTES, FecBlocks } from './fec-blocks.ts';
import type { EntryChunk, Exercice, ParseContext, ParseResult, Parser, Parsing, SectionTotal } from './format.ts';
import { LineDecoder } from './line-decoder.ts';
import { LAST_VERSION, readTraHeader, type TraHeader } from './read-tra-header.ts';
import { readTraName } from './read-tra-name.ts';
import { RowReader } from './row-reader.ts';
import { TRA_CODES, TRA_FIELDS, type TraCode } from './tra-codes.ts';
import { TraEntries } from './tra-entries.ts';
import { KIND_POSITION, LINE_KIND, TraLine } from './tra-line.ts';
import { TraParameters } from './tra-parameters.ts';
import { TRA_EXTRA_COLUMNS } from './tra-rows.ts';

/** Bytes before and after each part of the memory, since words of four bytes are read. */
const SPARE = 64;
const RAW = SPARE;
const DECODED = RAW + BLOCK_BYTES + SPARE;
/** Decoded lines may have three bytes for each one of theirs. */
const MEMORY_BYTES = DECODED + 3 * BLOCK_BYTES + SPARE;
const LF = 10;
const CR = 13;
const STAR = 42;
const END_MARK = 0x1a;

export type TraContext = ParseContext & {
  /** ValidDate: blank everywhere, as the file has it (unless told otherwise), or one day for all lines, AAAAMMJJ (domain 202, 203). */
  validation?: 'provisional' | 'as-file' | { date: number };
};

/** `siren` is that of the company's own record, empty when there is none. */
export type TraResult = ParseResult & {
  sections: SectionTotal[];
  attachments: string[];
  exercices: Exercice[];
  siren: string;
};
export type TraParsing = Pick<Parsing, 'chunks'> & { result(): TraResult };

/**
 * A TRA, the movement file of Cegid (facts: tra.md), of any version, content and encoding, as lines of a FEC. One pass over
 * the bytes, in memory that grows with distinct accounts, tiers and journals only.
 *
 * Never throws for what the bytes are: whatever is wrong is an anomaly. Lines that no balance counts (analytic, attachments,
 * simulations) make no line; what is told of them is in the result.
 */
export const parseTra = ((source: AsyncIterable<Uint8Array>, context: TraContext = {}): TraParsing => {
  const parsing = new TraFile(context);
  return { chunks: parsing.chunks(source), result: () => parsing.result() };
}) satisfies Parser;

class TraFile {
  readonly #context: TraContext;
  readonly #anomalies = new AnomalyList<TraCode>(TRA_CODES);
  readonly #memory = Buffer.alloc(MEMORY_BYTES);
  readonly #line = new TraLine(this.#memory);
  readonly #decoder = new LineDecoder();
  readonly #parameters: TraParameters;
  #utf16: string | undefined;
  #header: TraHeader | undefined;
  #isUnknown = false;
  #reader: RowReader | undefined;
  #entries: TraEntries | undefined;
  /** Number of the next line. */
  #number = 1;
  #result: TraResult | undefined;

  constructor(context: TraContext) {
    this.#context = context;
    this.#parameters = new TraParameters(this.#anomalies, context.siren);
  }

  async *chunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<EntryChunk> {
    const blocks = new FecBlocks(this.#memory, RAW);
    const bytes = decodeUtf16(source, (encoding) => {
      this.#utf16 = encoding;
    });
    for await (const block of blocks.read(bytes)) {
      // What is no TRA is read to its end all the same: somebody may be keeping the bytes as they go by.
      if (this.#isUnknown) continue;
      if (block === 'line-too-long') {
        this.#anomalies.add('line-too-long', { line: this.#number });
        this.#number += 1;
        continue;
      }
      yield* this.#lines(block.from, block.to);
    }
    yield* this.#end(blocks.hasMark);
  }

  result(): TraResult {
    if (!this.#result) throw new Error('The result of a TRA was asked for before its chunks had ended.');
    return this.#result;
  }

  *#lines(from: number, to: number): Generator<EntryChunk> {
    const memory = this.#memory;
    const line = this.#line;
    const decoded = this.#decoder.decode(memory, from, to, DECODED);
    const isPlain = isAscii(memory.subarray(decoded.from, decoded.to));
    if (decoded.mixedAt >= 0) this.#anomalies.add('encoding-mixed', { line: this.#numberAt(from, decoded.mixedAt) });
    if (decoded.lostAt >= 0) this.#anomalies.add('character-lost', { line: this.#numberAt(from, decoded.lostAt) });
    for (let at = decoded.from; at < decoded.to && !this.#isUnknown; ) {
      const next = memory.indexOf(LF, at);
      let end = next;
      while (end > at && memory[end - 1] === CR) end -= 1;
      if (next - end > 1 && !this.#anomalies.has('line-end-doubled')) {
        this.#anomalies.add('line-end-doubled', { line: this.#number });
      }
      line.take(at, end, isPlain, this.#number);
      const isEntry = memory[at] !== STAR || memory[at + 1] !== STAR || memory[at + 2] !== STAR;
      if ((memory[at] as number) > 32 || line.find(1, line.length)) {
        if (this.#header && isEntry) yield* this.#readEntry();
        else this.#readRecord(line, at, end);
      } else {
        const hasEndMark = end > at && memory.subarray(at, end).includes(END_MARK);
        this.#anomalies.add(hasEndMark ? 'end-mark' : 'blank-line', { line: line.number });
      }
      this.#number += 1;
      at = next + 1;
    }
  }

  *#readEntry(): Generator<EntryChunk> {
    const line = this.#line;
    this.#entries ??= this.#startEntries();
    // The row above is open until it is known to have no document.
    if (this.#reader?.isFull && line.byteAt(KIND_POSITION) !== LINE_KIND.attachment) yield* this.#reader.flush();
    this.#entries.read();
  }

  /** Parameters come before the entries, which are read by them. */
  #startEntries(): TraEntries {
    const { form, version } = this.#header as TraHeader;
    const { validation = 'as-file', fileName } = this.#context;
    const named = { firstDate: 0, lastDate: readTraName(fileName ?? '')?.closing ?? 0 };
    const { period } = this.#parameters;
    this.#reader = new RowReader(this.#anomalies, {
      extraColumns: TRA_EXTRA_COLUMNS,
      period: period.lastDate > 0 ? period : named,
    });
    return new TraEntries(this.#line, this.#reader, this.#parameters, this.#anomalies, {
      isExtended: form === 'ETE',
      hasFecFields: form === 'ETE' && (version === 0 || version >= LAST_VERSION),
      validation: typeof validation === 'object' ? validation.date : validation,
    });
  }

  #readRecord(line: TraLine, at: number, end: number): void {
    const { number } = line;
    if (this.#header) {
      if (this.#entries && !this.#anomalies.has('parameters-after-entries')) {
        this.#anomalies.add('parameters-after-entries', { line: number, text: line.text(1, 6) });
      }
      if (readTraHeader(line.text(1, 20))) this.#anomalies.add('header-repeated', { line: number });
      else this.#parameters.read(line);
      return;
    }
    const text = this.#memory.toString('utf8', at, Math.min(end, at + 1_000));
    const header = readTraHeader(text);
    if (!header) {
      this.#anomalies.add('header-unknown', { line: number, text });
      this.#isUnknown = true;
      return;
    }
    this.#header = header;
    if (header.version === 0 || header.version > LAST_VERSION) {
      this.#anomalies.add('version-unknown', { line: number, text: text.slice(33, 36) });
    }
  }

  /** The number of the line that holds a place of a block whose first line is next. */
  #numberAt(from: number, place: number): number {
    let number = this.#number;
    for (let at = this.#memory.indexOf(LF, from); at >= 0 && at < place; at = this.#memory.indexOf(LF, at + 1)) {
      number += 1;
    }
    return number;
  }

  *#end(hasMark: boolean): Generator<EntryChunk> {
    if (!this.#header && !this.#isUnknown) this.#anomalies.add('header-unknown', { line: 1 });
    this.#entries?.end();
    this.#reader ??= new RowReader(this.#anomalies, { extraColumns: TRA_EXTRA_COLUMNS });
    yield* this.#reader.end();
    const encoding = this.#utf16 ?? `${this.#decoder.encoding}${hasMark ? ' (BOM)' : ''}`;
    if (this.#utf16 || this.#decoder.legacy === 'CP850') this.#anomalies.add('encoding-unusual', { text: encoding });
    this.#result = this.#conclude(this.#reader, encoding);
  }

  #conclude(reader: RowReader, encoding: string): TraResult {
    const header = this.#header;
    const anomalies = this.#anomalies;
    const version = header?.version ? String(header.version).padStart(3, '0') : '';
    const variant = header ? `${header.content} ${header.form} ${version}`.trim() : '';
    const result = reader.conclude({ format: 'tra', variant, encoding });
    const { count, lastDate, validity } = result;
    if (header?.content === 'BAL') anomalies.add(count === 0 ? 'balance-without-entries' : 'balance-file', { line: 1 });
    const { validation } = this.#context;
    if (typeof validation === 'object' && validation.date < lastDate) {
      anomalies.add('forced-date-early', { column: 'VALIDDATE', text: `${validation.date} < ${lastDate}` });
    }
    const { exercices, siren } = this.#parameters;
    const closed = exercices.find(({ start, end, state }) => start <= lastDate && lastDate <= end && /^C/.test(state));
    // Once a period is closed its entries are no draft any more (domain 205).
    if (closed && validity !== 'definitive') anomalies.add('period-closed', { column: 'EXO', text: closed.code });
    return {
      ...result,
      sections: this.#entries?.analytics.sections ?? [],
      attachments: this.#entries?.attachments ?? [],
      ...{ exercices, siren },
      anomalies: anomalies.list().map(({ column, ...one }) => ({
        ...one,
        ...(column === undefined ? {} : { column: TRA_FIELDS[column] ?? column }),
      })),
      anomalyCounts: anomalies.counted(),
    };
  }
}
