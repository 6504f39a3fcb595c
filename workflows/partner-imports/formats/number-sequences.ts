import { ByteTable } from './byte-table.ts';

/** Numbers of one page of a sequence. */
const PAGE = 2_048;
/** Some 20 MB of pages: beyond, numbers are no sequence and are not checked. */
const MAX_PAGES = 1 << 16;
const MAX_SEQUENCES = 1 << 14;
/** Numbers whose line is remembered, for gaps to be shown where they are. */
const MAX_PLACES = 50_000;
/** Digits that a number keeps exactly. */
const MAX_DIGITS = 15;

/** Numbers that are missing from `from` to `to`, and the line that holds the next one. */
export type NumberGap = { prefix: string; from: number; to: number; line?: number };
/** Gaps of one sequence that has more of them than a sequence would. */
export type Scattered = { prefix: string; gaps: number; line: number };
export type Numbering = { gaps: NumberGap[]; count: number; scattered: Scattered[] };

type Sequence = {
  pages: Map<number, Int32Array>;
  pageNumber: number;
  page: Int32Array;
  highest: number;
  firstLine: number;
  /** Lines of the numbers that did not follow the highest so far. */
  places: Map<number, number>;
};

/**
 * Continuity of entry numbers (facts: fec.md section 7), by their trailing integer and what stands before it (`ACH-2024/`).
 * A sequence may run through the file or through each journal: both are followed, and
 * the one with fewer gaps is right, provided that journals do not share numbers.
 * Numbers may come in any order: each sequence is a map of bits in pages.
 */
export class NumberSequences {
  isFull = false;
  readonly #prefixes = new ByteTable();
  /** Of each prefix: the sequence of the file first, then those of the journals. */
  readonly #sequences: (Sequence | undefined)[][] = [];
  #sequenceCount = 0;
  #pages = 0;
  readonly #places = [0, 0];
  /** Numbers of all journals, and how many of them another journal had before. */
  #numbers = 0;
  #shared = 0;

  /** A new entry's number, as bytes. */
  add(journal: number, bytes: Uint8Array, view: DataView, from: number, to: number, line: number): void {
    if (this.isFull) return;
    let start = to;
    let value = 0;
    let unit = 1;
    while (start > from && to - start < MAX_DIGITS) {
      const digit = (bytes[start - 1] as number) - 48;
      if (digit < 0 || digit > 9) break;
      value += digit * unit;
      unit *= 10;
      start -= 1;
    }
    if (start === to) return;
    const prefix = this.#prefixes.intern(view, from, start);
    if (prefix === this.#sequences.length) this.#sequences.push([]);
    const sequences = this.#sequences[prefix] as (Sequence | undefined)[];
    const isNewInFile = this.#put(sequences, 0, value, line);
    if (!this.isFull && this.#put(sequences, journal + 1, value, line)) {
      this.#numbers += 1;
      if (!isNewInFile) this.#shared += 1;
    }
  }

  /** Whether the number is new in its sequence. */
  #put(sequences: (Sequence | undefined)[], scope: number, value: number, line: number): boolean {
    let sequence = sequences[scope];
    if (!sequence) {
      if (this.#sequenceCount >= MAX_SEQUENCES) return this.#giveUp();
      this.#sequenceCount += 1;
      sequence = {
        ...{ pages: new Map(), pageNumber: -1, page: new Int32Array(0) },
        ...{ highest: value - 2, firstLine: line, places: new Map() },
      };
      sequences[scope] = sequence;
    }
    const pageNumber = Math.floor(value / PAGE);
    if (pageNumber !== sequence.pageNumber) {
      let page = sequence.pages.get(pageNumber);
      if (!page) {
        if (this.#pages >= MAX_PAGES) return this.#giveUp();
        this.#pages += 1;
        page = new Int32Array(PAGE / 32);
        sequence.pages.set(pageNumber, page);
      }
      sequence.page = page;
      sequence.pageNumber = pageNumber;
    }
    const at = value - pageNumber * PAGE;
    const word = sequence.page[at >> 5] as number;
    const bit = 1 << (at & 31);
    if ((word & bit) !== 0) return false;
    sequence.page[at >> 5] = word | bit;
    const index = scope === 0 ? 0 : 1;
    if (value !== sequence.highest + 1 && (this.#places[index] as number) < MAX_PLACES) {
      this.#places[index] = (this.#places[index] as number) + 1;
      sequence.places.set(value, line);
    }
    if (value > sequence.highest) sequence.highest = value;
    return true;
  }

  #giveUp(): boolean {
    this.isFull = true;
    this.#sequences.length = 0;
    return false;
  }

  /** @param maxGaps how many are described; all are counted */
  judge(maxGaps: number): Numbering {
    const inJournals = this.#gaps(false, maxGaps);
    // Numbers that restart in each journal fill one another's gaps.
    if (this.#shared * 10 > this.#numbers) return inJournals;
    const inFile = this.#gaps(true, maxGaps);
    const total = (one: Numbering) => one.count + one.scattered.reduce((sum, { gaps }) => sum + gaps, 0);
    return total(inFile) < total(inJournals) ? inFile : inJournals;
  }

  #gaps(ofFile: boolean, maxGaps: number): Numbering {
    const result: Numbering = { gaps: [], count: 0, scattered: [] };
    const all = this.#sequences.flatMap((list, prefix) =>
      (ofFile ? list.slice(0, 1) : list.slice(1)).map((sequence) => ({
        sequence,
        prefix: this.#prefixes.text(prefix),
      })),
    );
    for (const { sequence, prefix } of all) {
      if (!sequence) continue;
      const { gaps, count, numbers } = gapsOf(sequence, maxGaps - result.gaps.length);
      if (count > 10 && count * 2 > numbers) {
        result.scattered.push({ prefix, gaps: count, line: sequence.firstLine });
        continue;
      }
      result.count += count;
      for (const [from, to] of gaps) result.gaps.push({ prefix, from, to, line: sequence.places.get(to + 1) });
    }
    return result;
  }
}

function gapsOf({ pages }: Sequence, max: number): { gaps: [number, number][]; count: number; numbers: number } {
  const gaps: [number, number][] = [];
  let count = 0;
  let numbers = 0;
  let last = -1;
  for (const pageNumber of [...pages.keys()].sort((a, b) => a - b)) {
    const page = pages.get(pageNumber) as Int32Array;
    for (let at = 0; at < PAGE; at += 1) {
      if (((page[at >> 5] as number) & (1 << (at & 31))) === 0) continue;
      const value = pageNumber * PAGE + at;
      if (numbers > 0 && value > last + 1) {
        count += 1;
        if (gaps.length < max) gaps.push([last + 1, value - 1]);
      }
      numbers += 1;
      last = value;
    }
  }
  return { gaps, count, numbers };
}
