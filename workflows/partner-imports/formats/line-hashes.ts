import { makeSketch, SKETCH_LINES } from './line-sketch.ts';

/** Lines whose hashes are kept at most: some 20 MB of them. */
const MAX_LINES = 1_000_000;
/** Lines that are gathered before they are sorted into parts. */
const LOG_LINES = 1 << 16;
const PARTS = 256;
/** Numbers of a line: two halves of its hash, its place in the file. */
const SIZE = 3;
/** Numbers of the log and of a part to begin with. */
const FIRST_NUMBERS = 768 * SIZE;

/** A line and the first one that is the same. */
export type LineTwice = { line: number; first: number };

type Part = { numbers: Int32Array; length: number };

/**
 * Which lines are the same as one before, by hashes of 64 bits of their bytes: a false find among 10 million lines has one
 * chance in 300,000. Hashes are kept in parts by their first bits and compared at the end, part by part: a table of all of
 * them would be far larger than the processor's caches, and each look into it a wait. Costs 12 to 18 bytes a line.
 *
 * Beyond a million lines half of the parts are let go of, and again as often as it takes: lines that are the same are in
 * the same part, so that what is left is a fair sample, and whatever a file holds twice in quantity still shows.
 */
export class LineHashes {
  /** Parts whose lines are kept, out of `PARTS`. */
  #kept = PARTS;
  #count = 0;
  #log = new Int32Array(FIRST_NUMBERS);
  #logged = 0;
  #parts: Part[] = [];

  /** Takes in a batch of lines: two halves of a hash each, and where they are in the file. */
  addAll(hashes: Int32Array, lines: Int32Array, count: number): void {
    if (this.#logged + count * SIZE > this.#log.length) this.#makeRoom(count * SIZE);
    const log = this.#log;
    let at = this.#logged;
    for (let n = 0; n < count; n += 1, at += SIZE) {
      log[at] = hashes[n * 2] as number;
      log[at + 1] = hashes[n * 2 + 1] as number;
      log[at + 2] = lines[n] as number;
    }
    this.#logged = at;
  }

  get isSampled(): boolean {
    return this.#kept < PARTS;
  }

  /** The smallest hashes of all lines (`line-sketch.ts`). */
  sketch(): Buffer {
    // Parts are in the order of the hashes, so that the first ones hold the smallest.
    const hashes = new Set<bigint>();
    for (const { numbers, length } of this.#allParts()) {
      if (hashes.size >= SKETCH_LINES) break;
      for (let at = 0; at < length; at += SIZE) {
        hashes.add((BigInt((numbers[at] as number) >>> 0) << 32n) | BigInt((numbers[at + 1] as number) >>> 0));
      }
    }
    return makeSketch(hashes);
  }

  /** The first `max` in the order of the file, and how many there are, estimated when lines were sampled. */
  findTwice(max: number): { count: number; lines: LineTwice[] } {
    const parts = this.#allParts();
    let count = 0;
    let lines: LineTwice[] = [];
    const keepFirst = () => {
      lines = lines.sort((a, b) => a.line - b.line).slice(0, max);
    };
    let slots = new Int32Array(0);
    for (const { numbers, length } of parts) {
      const needed = 1 << (33 - Math.clz32(length / SIZE));
      if (slots.length < needed) slots = new Int32Array(needed);
      else slots.fill(0);
      const mask = slots.length - 1;
      for (let at = 0; at < length; at += SIZE) {
        const low = numbers[at] as number;
        const high = numbers[at + 1] as number;
        let slot = high & mask;
        let other = (slots[slot] as number) - 1;
        while (other >= 0 && (numbers[other] !== low || numbers[other + 1] !== high)) {
          slot = (slot + 1) & mask;
          other = (slots[slot] as number) - 1;
        }
        if (other < 0) slots[slot] = at + 1;
        else {
          count += 1;
          lines.push({ line: numbers[at + 2] as number, first: numbers[other + 2] as number });
          if (lines.length >= max + LOG_LINES) keepFirst();
        }
      }
    }
    keepFirst();
    return { count: Math.round((count * PARTS) / this.#kept), lines };
  }

  /** A file of few lines has but one. */
  #allParts(): Part[] {
    return this.#parts.length === 0 ? [{ numbers: this.#log, length: this.#logged }] : this.#sorted();
  }

  #makeRoom(needed: number): void {
    if (this.#log.length < LOG_LINES * SIZE) {
      const log = new Int32Array(this.#log.length * 4);
      log.set(this.#log);
      this.#log = log;
      if (this.#logged + needed <= log.length) return;
    }
    this.#sorted();
  }

  /** Empties the log into the parts. */
  #sorted(): Part[] {
    if (this.#parts.length === 0) {
      this.#parts = Array.from({ length: PARTS }, () => ({ numbers: new Int32Array(FIRST_NUMBERS), length: 0 }));
    }
    const log = this.#log;
    for (let at = 0; at < this.#logged; at += SIZE) {
      const index = (log[at] as number) >>> 24;
      if (index >= this.#kept) continue;
      const part = this.#parts[index] as Part;
      if (part.length === part.numbers.length) {
        const more = new Int32Array(Math.ceil(part.length / SIZE / 2) * 3 * SIZE);
        more.set(part.numbers);
        part.numbers = more;
      }
      const { numbers, length } = part;
      numbers[length] = log[at] as number;
      numbers[length + 1] = log[at + 1] as number;
      numbers[length + 2] = log[at + 2] as number;
      part.length = length + SIZE;
      this.#count += 1;
    }
    this.#logged = 0;
    while (this.#count > MAX_LINES && this.#kept > 1) this.#dropHalf();
    return this.#parts;
  }
  #dropHalf(): void {
    this.#kept /= 2;
    this.#parts = this.#parts.slice(0, this.#kept);
    this.#count = this.#parts.reduce((sum, { length }) => sum + length / SIZE, 0);
  }
}
