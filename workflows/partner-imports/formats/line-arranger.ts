import { COLUMNS } from './format.ts';
import type { FecHeader } from './read-fec-header.ts';

/** Begins a line that was left as it was; no line that was arranged holds it. */
export const LEFT_AS_IT_WAS = '\x02';

const TAB = 9;
const LF = 10;
const CR = 13;
const BLANK = 32;
const QUOTE = 34;
const MARK = LEFT_AS_IT_WAS.charCodeAt(0);
const DEBIT = COLUMNS.indexOf('Debit');
const CREDIT = COLUMNS.indexOf('Credit');

/** What is told of lines on the way. */
type Notes = {
  doubledEnd(line: number): void;
  /** A Sens of one letter, or of a sign and a digit. */
  sens(kind: 1 | 2, line: number): void;
};

/**
 * Puts fields where the law has them, for whole blocks of lines separated by tabs: other columns, Montant and Sens,
 * padding, doubled line ends. These are habits of an exporter, which all lines of its files have, so they must not be
 * slow. A line in which anything else is unusual is left as it was, behind `LEFT_AS_IT_WAS`.
 */
export class LineArranger {
  readonly #header: FecHeader;
  readonly #notes: Notes;
  /** Where each field of an arranged line comes from; -1 for a blank one. */
  readonly #sources: Int32Array;
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  constructor(header: FecHeader, notes: Notes) {
    this.#header = header;
    this.#notes = notes;
    this.#sources = Int32Array.from([...header.columns, ...header.extras.map(({ index }) => index)]);
    this.#starts = new Int32Array(header.fields + header.trailing + 1);
    this.#ends = new Int32Array(header.fields + header.trailing + 1);
  }

  /**
   * Arranges the lines from `from` to `to` at `target`, which has room for three times as many bytes.
   *
   * @param line the file's number of the first one
   * @returns the place after the last one
   */
  arrange(memory: Uint8Array, from: number, to: number, target: number, line: number): number {
    const { amount, sens } = this.#header;
    const sources = this.#sources;
    const starts = this.#starts;
    const ends = this.#ends;
    let out = target;
    let number = line;
    for (let start = from; start < to; number += 1) {
      const end = this.#split(memory, start, number);
      const next = end < 0 ? -end : end;
      const side = end < 0 || sens < 0 ? 0 : this.#sideOf(memory, number);
      if (end < 0 || (sens >= 0 && side === 0)) {
        memory[out] = MARK;
        memory.copyWithin(out + 1, start, next);
        out += 1 + next - start;
      } else {
        for (let n = 0; n < sources.length; n += 1) {
          let source = sources[n] as number;
          if (side !== 0 && (n === DEBIT || n === CREDIT)) source = side === n ? amount : -1;
          if (source >= 0) {
            const stop = ends[source] as number;
            for (let p = starts[source] as number; p < stop; p += 1) memory[out++] = memory[p] as number;
          }
          memory[out] = TAB;
          out += 1;
        }
        memory[out - 1] = LF;
      }
      start = next;
    }
    return out;
  }

  /** Finds the fields without their padding. Returns the start of the next line, negative for a line to leave. */
  #split(memory: Uint8Array, start: number, line: number): number {
    const { fields, trailing } = this.#header;
    const starts = this.#starts;
    const ends = this.#ends;
    let n = 0;
    let field = start;
    let p = start;
    let isOdd = false;
    let isBlank = true;
    for (;;) {
      const byte = memory[p] as number;
      if (byte >= BLANK) {
        p += 1;
        continue;
      }
      if (byte === TAB || byte === LF || byte === CR) {
        let from = field;
        let to = p;
        for (;;) {
          if (from < to && memory[from] === BLANK) from += 1;
          else if (from + 1 < to && memory[from] === 0xc2 && memory[from + 1] === 0xa0) from += 2;
          else break;
        }
        for (;;) {
          if (to > from && memory[to - 1] === BLANK) to -= 1;
          else if (to - 1 > from && memory[to - 1] === 0xa0 && memory[to - 2] === 0xc2) to -= 2;
          else break;
        }
        if (to > from) {
          isBlank = false;
          if (memory[from] === QUOTE || n >= fields) isOdd = true;
        }
        starts[n] = from;
        ends[n] = to;
        n += 1;
        if (byte === TAB) {
          p += 1;
          field = p;
          continue;
        }
        break;
      }
      isOdd = true;
      p += 1;
    }
    let feed = p;
    while (memory[feed] === CR) feed += 1;
    if (memory[feed] !== LF) {
      while (memory[feed] !== LF) feed += 1;
      isOdd = true;
    }
    if (isOdd || isBlank || (n !== fields && n !== fields + trailing)) return -(feed + 1);
    if (feed - p > 1) this.#notes.doubledEnd(line);
    return feed + 1;
  }

  /** The column of an amount: `DEBIT` or `CREDIT`, 0 when Sens says neither. */
  #sideOf(memory: Uint8Array, line: number): number {
    const { sens } = this.#header;
    const from = this.#starts[sens] as number;
    const length = (this.#ends[sens] as number) - from;
    const first = memory[from] as number;
    if (length === 1) {
      // D and C, of either case.
      const letter = first & 0xdf;
      if (letter !== 68 && letter !== 67) return 0;
      this.#notes.sens(1, line);
      return letter === 68 ? DEBIT : CREDIT;
    }
    if (length !== 2 || memory[from + 1] !== 49 || (first !== 43 && first !== 45)) return 0;
    this.#notes.sens(2, line);
    return first === 43 ? DEBIT : CREDIT;
  }
}
