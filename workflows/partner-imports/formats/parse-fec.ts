import { AnomalyList } from './anomaly-list.ts';
import { concludeEntries } from './conclude-entries.ts';
import { decodeUtf16 } from './decode-utf16.ts';
import { BLOCK_BYTES, FecBlocks } from './fec-blocks.ts';
import { FEC_CODES, type FecCode } from './fec-codes.ts';
import { type Arena, CHUNK_BYTES, FecReader, type Stop } from './fec-reader.ts';
import type { EntryChunk, ParseContext, ParseResult, Parser } from './format.ts';
import { LEFT_AS_IT_WAS, LineArranger } from './line-arranger.ts';
import { LineDecoder } from './line-decoder.ts';
import { LineRewriter, type Row } from './line-rewriter.ts';
import { type FecHeader, readFecHeader } from './read-fec-header.ts';
import { readFecName } from './read-fec-name.ts';
import { separateByTabs } from './separate-by-tabs.ts';

/** Bytes before and after each part of the memory, since words of four bytes are read. */
const SPARE = 64;
/** Decoded lines may have three bytes for each one of theirs. */
const DECODED_BYTES = 3 * BLOCK_BYTES;
/** A line that was rewritten, and the missing columns that it got. */
const REWRITTEN_BYTES = 2 * DECODED_BYTES;

const RAW = SPARE;
const DECODED = RAW + BLOCK_BYTES + SPARE;
/** A line may get as many separators again as it has, and a byte more. */
const ARRANGED_BYTES = 3 * DECODED_BYTES;
const ARRANGED = DECODED + DECODED_BYTES + SPARE;
const REWRITTEN = ARRANGED + ARRANGED_BYTES + SPARE;
const OUT = REWRITTEN + REWRITTEN_BYTES + SPARE;
/** A chunk ends after half a mebibyte, and its last line may be as long as lines get. */
const MEMORY_BYTES = OUT + CHUNK_BYTES + REWRITTEN_BYTES + SPARE;

/** Share of odd lines from which on all lines are arranged before they are read. */
const ODD_SHARE = 0.25;

const LF = 10;

/**
 * A FEC (article A47 A-1 of the Livre des procédures fiscales; facts: fec.md), in any encoding, with any separator and line
 * end, in whichever of its variants. One pass over the bytes, in memory that does not grow with the file but for what its
 * checks must remember: distinct accounts, entries not yet balanced, a hash a line.
 *
 * Never throws for what the bytes are: whatever is wrong is an anomaly. A date or an amount that cannot be read counts for
 * nothing and is left in its line as the file has it.
 */
export const parseFec: Parser = (source, context = {}) => {
  const parsing = new FecParsing(context);
  return { chunks: parsing.chunks(source), result: () => parsing.result() };
};

class FecParsing {
  readonly #anomalies = new AnomalyList<FecCode>(FEC_CODES);
  readonly #period: { firstDate: number; lastDate: number };
  readonly #arena: Arena;
  readonly #decoder = new LineDecoder();
  #utf16: string | undefined;
  #hasMark = false;
  #header: FecHeader | undefined;
  #isUnknown = false;
  #reader: FecReader | undefined;
  #rewriter: LineRewriter | undefined;
  #arranger: LineArranger | undefined;
  #isArranged = false;
  /** Number of the next line, until there is a reader to count them. */
  #line = 1;
  #result: ParseResult | undefined;

  constructor(context: ParseContext) {
    this.#period = readFecName(context, this.#anomalies);
    // Zeroed, so that nothing of another file can ever show.
    const memory = Buffer.alloc(MEMORY_BYTES);
    this.#arena = { memory, view: new DataView(memory.buffer, memory.byteOffset, memory.length), out: OUT };
  }

  async *chunks(source: AsyncIterable<Uint8Array>): AsyncGenerator<EntryChunk> {
    const blocks = new FecBlocks(this.#arena.memory, RAW);
    const bytes = decodeUtf16(source, (encoding) => {
      this.#utf16 = encoding;
    });
    for await (const block of blocks.read(bytes)) {
      // What is no FEC is read to its end all the same: somebody may be keeping the bytes as they go by.
      if (this.#isUnknown) continue;
      if (block === 'line-too-long') {
        this.#anomalies.add('line-too-long', { line: this.#nextLine() });
        continue;
      }
      yield* this.#lines(block.from, block.to);
    }
    this.#hasMark = blocks.hasMark;
    yield* this.#end();
  }

  result(): ParseResult {
    if (!this.#result) throw new Error('The result of a FEC was asked for before its chunks had ended.');
    return this.#result;
  }

  *#lines(from: number, to: number): Generator<EntryChunk> {
    const { memory } = this.#arena;
    const decoded = this.#decoder.decode(memory, from, to, DECODED);
    if (decoded.mixedAt >= 0) this.#anomalies.add('encoding-mixed', { line: this.#lineAt(from, decoded.mixedAt) });
    if (decoded.lostAt >= 0) this.#anomalies.add('character-lost', { line: this.#lineAt(from, decoded.lostAt) });
    let at = decoded.from;
    let end = decoded.to;
    while (!this.#header && !this.#isUnknown && at < end) at = this.#readHeader(at);
    const { reader, rewriter, header } = { reader: this.#reader, rewriter: this.#rewriter, header: this.#header };
    if (!reader || !rewriter || !header) return;
    separateByTabs(memory, at, end, header.separator);
    const { line: firstLine } = reader;
    const isArranged = this.#isArranged;
    if (isArranged) {
      end = this.#arranger?.arrange(memory, at, end, ARRANGED, firstLine) ?? end;
      at = ARRANGED;
    }
    let odd = 0;
    while (at < end) {
      let stop: Stop = 'odd';
      if (!rewriter.hasPending) {
        at = reader.read(at, end, false);
        stop = reader.stop;
      }
      if (stop === 'full') yield reader.takeChunk();
      if (stop !== 'odd') continue;
      odd += 1;
      const next = memory.indexOf(LF, at);
      const { line } = reader;
      const text = memory.toString('latin1', at, next);
      const isLeft = isArranged && text.startsWith(LEFT_AS_IT_WAS);
      const rows =
        isArranged && !isLeft
          ? rewriter.rewriteArranged(text, line)
          : rewriter.rewrite(isLeft ? text.slice(1) : text, line);
      yield* this.#give(rows);
      reader.line = line + 1;
      at = next + 1;
    }
    if (odd > (reader.line - firstLine) * ODD_SHARE) this.#isArranged = true;
  }

  /** Has the reader take lines that were rewritten. */
  *#give(rows: Row[]): Generator<EntryChunk> {
    const { memory } = this.#arena;
    const reader = this.#reader as FecReader;
    for (const { bytes, line } of rows) {
      const length = memory.write(bytes, REWRITTEN, 'latin1');
      memory[REWRITTEN + length] = LF;
      reader.line = line;
      const end = REWRITTEN + length + 1;
      let at = reader.read(REWRITTEN, end, true);
      while (reader.stop === 'full') {
        yield reader.takeChunk();
        at = reader.read(at, end, true);
      }
      if (at < end) this.#anomalies.add('row-long', { line });
    }
  }

  /** Reads the line at `from` as the header and returns the place after it, or before it when it is a line of entries. */
  #readHeader(from: number): number {
    const { memory } = this.#arena;
    const end = memory.indexOf(LF, from);
    const line = this.#line;
    this.#line += 1;
    const written = memory.toString('utf8', from, end).replaceAll('\0', '');
    if (written.trim() === '') {
      this.#anomalies.add('blank-line', { line });
      return end + 1;
    }
    const header = readFecHeader(written, line, this.#anomalies);
    if (!header) {
      this.#isUnknown = true;
      return end + 1;
    }
    this.#header = header;
    if (written.endsWith('\r\r')) this.#anomalies.add('line-end-doubled', { line });
    this.#reader = new FecReader(this.#arena, this.#anomalies, {
      line: header.isMissing ? line : line + 1,
      fields: header.columns.length + header.extras.length,
      trailing: header.trailing,
      isTreasury: header.isTreasury,
      period: this.#period,
    });
    // As its repeats will look to the rewriter.
    if (!header.isMissing) separateByTabs(memory, from, end, header.separator);
    const bytes = memory.toString('latin1', from, end).replaceAll('\0', '').trimEnd();
    const rewriter = new LineRewriter(header, bytes, this.#anomalies);
    this.#rewriter = rewriter;
    this.#arranger = new LineArranger(header, {
      doubledEnd: (one) => rewriter.fields.meetDoubledEnd(one),
      sens: (kind, one) => rewriter.fields.meetSens(kind, one),
    });
    this.#isArranged = !header.isInOrder;
    return header.isMissing ? from : end + 1;
  }

  /** Counts the next line. */
  #nextLine(): number {
    if (!this.#reader) return this.#line++;
    return this.#reader.line++;
  }

  /** The number of the line that holds a place of a block whose first line is next. */
  #lineAt(from: number, place: number): number {
    const { memory } = this.#arena;
    let line = this.#reader?.line ?? this.#line;
    for (let at = memory.indexOf(LF, from); at >= 0 && at < place; at = memory.indexOf(LF, at + 1)) line += 1;
    return line;
  }

  *#end(): Generator<EntryChunk> {
    const reader = this.#reader;
    if (reader && this.#rewriter) {
      yield* this.#give(this.#rewriter.flush());
      reader.end();
      if (reader.hasChunk) yield reader.takeChunk();
    }
    const encoding = this.#utf16 ?? `${this.#decoder.encoding}${this.#hasMark ? ' (BOM)' : ''}`;
    if (this.#utf16 || this.#decoder.legacy === 'CP850') this.#anomalies.add('encoding-unusual', { text: encoding });
    const header = this.#header;
    const traits = {
      ...{ format: 'fec' as const, variant: header?.variant ?? '', encoding },
      extraColumns: header?.extras.map(({ name }) => name) ?? [],
      isTreasury: header?.isTreasury ?? false,
    };
    this.#result = concludeEntries(reader, traits, this.#anomalies);
  }
}
