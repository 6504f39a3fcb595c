import type { RowBytes } from './row-bytes.ts';

const PAGE_BYTES = 256 * 1024;

/**
 * Many short texts as bytes in a few large blocks, each known by its place: no object and no string is made of a text
 * until it is asked for. What is there is never moved.
 *
 * Cost of a text: its bytes and two.
 */
export class TextArena {
  /** Bytes of all texts. */
  size = 0;
  readonly #pages: Buffer[] = [];
  #used = PAGE_BYTES;

  /** Keeps the UTF-8 from `from` to `to`, 64 KiB at most, and gives its place, which is above 0. */
  add(memory: Uint8Array, from: number, to: number): number {
    const length = to - from;
    if (this.#used + 2 + length > PAGE_BYTES) {
      this.#pages.push(Buffer.alloc(PAGE_BYTES));
      this.#used = 0;
    }
    const last = this.#pages.length - 1;
    const page = this.#pages[last] as Buffer;
    const at = this.#used;
    page.writeUInt16LE(length, at);
    for (let n = 0; n < length; n += 1) page[at + 2 + n] = memory[from + n] as number;
    this.#used += 2 + length;
    this.size += length;
    return last * PAGE_BYTES + at + 1;
  }

  /** Writes the text of a place; whether there is one, place 0 being none. */
  writeTo(bytes: RowBytes, place: number): boolean {
    if (place === 0) return false;
    const at = (place - 1) % PAGE_BYTES;
    const page = this.#pages[Math.floor((place - 1) / PAGE_BYTES)] as Buffer;
    bytes.copy(page, at + 2, at + 2 + page.readUInt16LE(at));
    return true;
  }

  /** The text of a place; of place 0, none. */
  text(place: number): string {
    if (place === 0) return '';
    const at = (place - 1) % PAGE_BYTES;
    const page = this.#pages[Math.floor((place - 1) / PAGE_BYTES)] as Buffer;
    return page.toString('utf8', at + 2, at + 2 + page.readUInt16LE(at));
  }
}
