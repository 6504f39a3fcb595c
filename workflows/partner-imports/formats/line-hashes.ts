/** Lines whose hashes are kept at most: 150 MB of them. */
const MAX_LINES = 12_500_000;
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
 * them would be far larger than the processor's caches, and each look into it a wait. Costs 12 to 24 bytes a line. Beyond
 * 12.5 million lines no more are taken in, and `isFull` says so.
 */
export class LineHashes {
  isFull = false;
  #count = 0;
  #log = new Int32Array(FIRST_NUMBERS);
  #logged = 0;
  #parts: Part[] = [];

  /** Takes in a batch of lines: two halves of a hash each, and where they are in the file. */
  addAll(hashes: Int32Array, lines: Int32Array, count: number): void {
    if (this.isFull || this.#count + count > MAX_LINES) {
      this.isFull = true;
      return;
    }
    this.#count += count;
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

  /** The first `max` in the order of the file, and how many there are. To be asked once. */
  findTwice(max: number): { count: number; lines: LineTwice[] } {
    const parts = this.#parts.length === 0 ? [{ numbers: this.#log, length: this.#logged }] : this.#sorted();
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
    return { count, lines };
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
      const part = this.#parts[(log[at] as number) >>> 24] as Part;
      if (part.length === part.numbers.length) {
        const more = new Int32Array(part.length * 2);
        more.set(part.numbers);
        part.numbers = more;
      }
      const { numbers, length } = part;
      numbers[length] = log[at] as number;
      numbers[length + 1] = log[at + 1] as number;
      numbers[length + 2] = log[at + 2] as number;
      part.length = length + SIZE;
    }
    this.#logged = 0;
    return this.#parts;
  }
}
