import type { AnomalyList } from './anomaly-list.ts';
import { concludeEntries, type FileTraits } from './conclude-entries.ts';
import type { FecCode } from './fec-codes.ts';
import { type Arena, CHUNK_BYTES, FecReader } from './fec-reader.ts';
import { FieldRewriter } from './field-rewriter.ts';
import { COLUMNS, type EntryChunk, type ParseResult } from './format.ts';
import type { FecHeader } from './read-fec-header.ts';
import { RowBytes } from './row-bytes.ts';

/** Bytes of a row at most, each field cut to its share of them: no accounting program writes so much. */
const ROW_BYTES = 256 * 1024;
const SPARE = 64;
/** Rows that wait as bytes, and beyond these what one more may have. */
const WAITING_BYTES = 64 * 1024;
const WAITING_ROWS = 1_024;
const ROWS = SPARE;
const WAITING = ROWS + ROW_BYTES + SPARE;
const OUT = WAITING + WAITING_BYTES + ROW_BYTES + SPARE;
/** A chunk ends after half a mebibyte, and its last row may be as long as rows get. */
const MEMORY_BYTES = OUT + CHUNK_BYTES + ROW_BYTES + SPARE;
const LF = 10;

/**
 * Entries that some other format wrote: rows in the columns of the FEC go through the same checks as a FEC's, and come out
 * as the same chunks.
 */
export class RowReader {
  readonly #reader: FecReader;
  readonly #fields: FieldRewriter;
  readonly #anomalies: AnomalyList<FecCode>;
  readonly #traits: Pick<FileTraits, 'extraColumns' | 'isTreasury'>;
  readonly #memory = Buffer.alloc(MEMORY_BYTES);
  readonly #mostOfField: number;
  /** Where a caller writes rows as bytes: each begun by `begin`, 18 fields and the extra ones, the last one not ended. */
  readonly bytes: RowBytes;
  #waiting = 0;
  #isOpen = false;
  readonly #starts = new Int32Array(WAITING_ROWS + 1);
  readonly #lines = new Int32Array(WAITING_ROWS + 1);

  /** @param extraColumns names of the columns after the 18 of the law; every row has them all. */
  constructor(
    anomalies: AnomalyList<FecCode>,
    { extraColumns = [], period = { firstDate: 0, lastDate: 0 } }: Partial<RowOptions> = {},
  ) {
    const memory = this.#memory;
    const arena: Arena = { memory, view: new DataView(memory.buffer, memory.byteOffset, memory.length), out: OUT };
    const fields = COLUMNS.length + extraColumns.length;
    this.bytes = new RowBytes(memory, arena.view, WAITING);
    this.#anomalies = anomalies;
    this.#traits = { extraColumns, isTreasury: false };
    this.#reader = new FecReader(arena, anomalies, { line: 1, fields, trailing: 0, isTreasury: false, period });
    this.#fields = new FieldRewriter(headerOf(extraColumns), anomalies);
    this.#mostOfField = Math.floor(ROW_BYTES / fields) - 1;
  }

  /**
   * Takes one row and gives the chunk that is full, if one is. Dates and amounts may be written in any way that a FEC's
   * may; what cannot be read is an anomaly, counts for nothing and stays as it is.
   *
   * @param row texts in the order of `COLUMNS` followed by the extra columns; changed in place
   * @param line of the file, from 1
   */
  *give(row: string[], line: number): Generator<EntryChunk> {
    for (let n = 0; n < row.length; n += 1) {
      const field = row[n] as string;
      // Byte strings, as the rewriter of FECs has them.
      if (isPlainAscii(field)) {
        if (field.length > this.#mostOfField) row[n] = field.slice(0, this.#mostOfField);
      } else row[n] = this.#fields.plain(bytesOf(field, this.#mostOfField), line);
    }
    const bytes = this.#fields.values(row, line, true).join('\t');
    const end = ROWS + this.#memory.write(bytes, ROWS, 'latin1');
    this.#memory[end] = LF;
    const reader = this.#reader;
    reader.line = line;
    let at = reader.read(ROWS, end + 1, true);
    while (reader.stop === 'full') {
      yield reader.takeChunk();
      at = reader.read(at, end + 1, true);
    }
    if (at < end + 1) this.#anomalies.add('row-long', { line });
  }

  /** Begins a row that is written to `bytes` and ends the one before. Bytes are UTF-8 without control characters. */
  begin(line: number): void {
    this.#close();
    this.#starts[this.#waiting] = this.bytes.at;
    this.#lines[this.#waiting] = line;
    this.#isOpen = true;
  }

  /** Whether the last row that was begun may still be written to. */
  get isOpen(): boolean {
    return this.#isOpen;
  }

  /** Rows must be taken before another one is begun. */
  get isFull(): boolean {
    return this.#waiting >= WAITING_ROWS - 1 || this.bytes.at >= WAITING + WAITING_BYTES;
  }

  /** Takes the rows that were written, the last one included. Those in which something is unusual go through `give`. */
  *flush(): Generator<EntryChunk> {
    this.#close();
    const lines = this.#lines;
    const count = this.#waiting;
    this.#starts[count] = this.bytes.at;
    for (let n = 0; n < count; ) {
      let next = n + 1;
      while (next < count && lines[next] === (lines[next - 1] as number) + 1) next += 1;
      yield* this.#take(this.#starts[n] as number, this.#starts[next] as number, lines[n] as number);
      n = next;
    }
    this.#waiting = 0;
    this.bytes.at = WAITING;
  }

  #close(): void {
    if (!this.#isOpen) return;
    this.bytes.endRow();
    this.#isOpen = false;
    this.#waiting += 1;
  }

  /** Rows of lines that follow one another in the file. */
  *#take(from: number, to: number, line: number): Generator<EntryChunk> {
    const reader = this.#reader;
    reader.line = line;
    for (let at = from; at < to; ) {
      at = reader.read(at, to, false);
      if (reader.stop === 'full') yield reader.takeChunk();
      if (reader.stop !== 'odd') continue;
      const end = this.#memory.indexOf(LF, at);
      const { line: odd } = reader;
      yield* this.give(this.#memory.toString('utf8', at, end).split('\t'), odd);
      reader.line = odd + 1;
      at = end + 1;
    }
  }

  /** The last chunk, once no row comes any more. */
  *end(): Generator<EntryChunk> {
    yield* this.flush();
    this.#reader.end();
    if (this.#reader.hasChunk) yield this.#reader.takeChunk();
  }

  /** What all rows come to. To be asked for after `end`. */
  conclude(traits: Pick<FileTraits, 'format' | 'variant' | 'encoding'>): ParseResult {
    return concludeEntries(this.#reader, { ...traits, ...this.#traits }, this.#anomalies);
  }
}

type RowOptions = { extraColumns: string[]; period: { firstDate: number; lastDate: number } };

function headerOf(extraColumns: string[]): FecHeader {
  const count = COLUMNS.length + extraColumns.length;
  return {
    ...{ separator: '\t', fields: count, trailing: 0, columns: COLUMNS.map((_, n) => n), amount: -1, sens: -1 },
    extras: extraColumns.map((name, n) => ({ name, index: COLUMNS.length + n })),
    ...{ isInOrder: true, isTreasury: false, variant: '', isMissing: false },
  };
}

/** Texts that need no more looking at: printable ASCII, neither padded nor quoted. */
function isPlainAscii(text: string): boolean {
  return /^(?:[!#-~](?:[ -~]*[!-~])?)?$/.test(text);
}

/** UTF-8, a character a byte, never ending within a character. */
function bytesOf(text: string, most: number): string {
  const bytes = Buffer.from(text.length > most ? text.slice(0, most) : text, 'utf8');
  if (bytes.length <= most) return bytes.toString('latin1');
  let end = most;
  while (end > 0 && ((bytes[end] as number) & 0xc0) === 0x80) end -= 1;
  return bytes.toString('latin1', 0, end);
}
