/** Bytes that are looked at together. A line must fit: one that does not is cut. */
export const BLOCK_BYTES = 256 * 1024;

/** Lines from `from` to `to` of the memory given, each with its line feed, or a line too long to be one. */
export type Block = { from: number; to: number } | 'line-too-long';

const LF = 10;
const CR = 13;
const MARK = [0xef, 0xbb, 0xbf];

/**
 * A stream of bytes as blocks of whole lines, each in the same place of `memory`, from `start` on. However the stream is
 * cut into pieces, the blocks are the same ones. Bare CRs as line ends become line feeds when the first line ends so.
 */
export class FecBlocks {
  hasMark = false;
  readonly #memory: Buffer;
  readonly #start: number;
  readonly #limit: number;
  #filled: number;
  #isFirst = true;
  #isSkipping = false;
  #hasBareCr = false;
  /** How far bare CRs were looked for, and whether the last byte of all was one. */
  #converted: number;
  #endedWithCr = false;

  constructor(memory: Buffer, start: number) {
    this.#memory = memory;
    this.#start = start;
    this.#limit = start + BLOCK_BYTES;
    this.#filled = start;
    this.#converted = start;
  }

  async *read(source: AsyncIterable<Uint8Array>): AsyncGenerator<Block> {
    for await (const piece of source) {
      for (let at = 0; at < piece.length; ) {
        const length = Math.min(piece.length - at, this.#limit - this.#filled);
        this.#memory.set(at === 0 && length === piece.length ? piece : piece.subarray(at, at + length), this.#filled);
        this.#filled += length;
        at += length;
        if (this.#filled === this.#limit) yield* this.#take();
      }
    }
    if (this.#filled === this.#start) return;
    yield* this.#take(true);
  }

  *#take(isLast = false): Generator<Block> {
    const memory = this.#memory;
    let from = this.#start;
    if (this.#isFirst) {
      this.#isFirst = false;
      this.hasMark = MARK.every((byte, n) => memory[from + n] === byte) && this.#filled - from >= MARK.length;
      if (this.hasMark) from += MARK.length;
      this.#hasBareCr = this.#endsWithBareCr(from);
    }
    if (this.#hasBareCr) this.#convert();
    if (isLast && this.#filled > from && memory[this.#filled - 1] !== LF) {
      memory[this.#filled] = LF;
      this.#filled += 1;
    }
    if (this.#isSkipping) {
      const end = this.#indexOf(LF, from);
      from = end < 0 ? this.#filled : end + 1;
      this.#isSkipping = end < 0;
    }
    const last = memory.lastIndexOf(LF, this.#filled - 1);
    if (last >= from) {
      yield { from, to: last + 1 };
      this.#keep(last + 1);
    } else if (from === this.#start && this.#filled === this.#limit) {
      yield 'line-too-long';
      this.#isSkipping = true;
      this.#keep(this.#filled);
    } else this.#keep(from);
  }

  /** What is not a whole line yet goes to the front. */
  #keep(from: number): void {
    this.#memory.copyWithin(this.#start, from, this.#filled);
    this.#filled += this.#start - from;
    this.#converted = this.#filled;
  }

  #indexOf(byte: number, from: number): number {
    const at = this.#memory.indexOf(byte, from);
    return at >= this.#filled ? -1 : at;
  }

  #endsWithBareCr(from: number): boolean {
    const cr = this.#indexOf(CR, from);
    if (cr < 0) return false;
    const feed = this.#indexOf(LF, from);
    if (feed >= 0 && feed < cr) return false;
    let after = cr;
    while (after < this.#filled && this.#memory[after] === CR) after += 1;
    return this.#memory[after] !== LF || after >= this.#filled;
  }

  #convert(): void {
    const memory = this.#memory;
    let to = this.#converted;
    for (let at = to; at < this.#filled; at += 1) {
      const byte = memory[at] as number;
      // CR LF is one line end here too.
      if (byte === LF && this.#endedWithCr) {
        this.#endedWithCr = false;
        continue;
      }
      this.#endedWithCr = byte === CR;
      memory[to] = byte === CR ? LF : byte;
      to += 1;
    }
    this.#filled = to;
    this.#converted = to;
  }
}
