/** Lists grow a block at a time; its last four bytes are the number of the next one. */
const BLOCK_BYTES = 16;
const LINK = 12;
const PAGE_BLOCKS = 4_096;
const NONE = -1;
const FIRST_LIST = -2;

/**
 * Which chunks hold each value, values being numbered from 0. Chunks are written in ascending order, each as its distance
 * from the one before in as few bytes as it takes (seven bits a byte, the eighth says that more follow): one byte for a
 * value that most chunks hold.
 *
 * All is in typed arrays, so that a million values are a few large blocks for the garbage collector. Cost of a value: 4
 * bytes; 32 or more when a second chunk holds it.
 */
export class PostingLists {
  /** Of each value: `NONE`, its only chunk, or `FIRST_LIST` less the number of its list. */
  #chunks = new Int32Array(256).fill(NONE);
  #lists = 0;
  /** Of each list: its first block, the place of its next byte, its last chunk. */
  #heads = new Int32Array(64);
  #ends = new Int32Array(64);
  #lasts = new Int32Array(64);
  #blocks = 0;
  readonly #pages: Buffer<ArrayBuffer>[] = [];

  /** A chunk that comes after the value's other ones; the last one again adds nothing. */
  add(value: number, chunk: number): void {
    if (value >= this.#chunks.length) {
      const known = this.#chunks.length;
      this.#chunks = larger(this.#chunks, value + 1).fill(NONE, known);
    }
    const held = this.#chunks[value] as number;
    if (held === chunk) return;
    if (held === NONE) this.#chunks[value] = chunk;
    else this.#append(held >= 0 ? this.#begin(value, held) : FIRST_LIST - held, chunk);
  }

  /** The list of a value, for `readPostings`. */
  read(value: number): Buffer<ArrayBuffer> {
    const held = this.#chunks[value] ?? NONE;
    if (held === NONE) return Buffer.alloc(0);
    if (held >= 0) return Buffer.from(bytesOf(held));
    const list = FIRST_LIST - held;
    const end = this.#ends[list] as number;
    const parts: Buffer[] = [];
    for (let block = this.#heads[list] as number; ; ) {
      const start = block * BLOCK_BYTES;
      const page = this.#pageOf(start);
      const at = start % page.length;
      const isLast = end > start && end <= start + LINK;
      parts.push(page.subarray(at, at + (isLast ? end - start : LINK)));
      if (isLast) return Buffer.concat(parts);
      block = page.readInt32LE(at + LINK);
    }
  }

  /** The list of a value that only one chunk held so far. */
  #begin(value: number, chunk: number): number {
    const list = this.#lists;
    this.#lists += 1;
    if (list === this.#heads.length) {
      this.#heads = larger(this.#heads, list + 1);
      this.#ends = larger(this.#ends, list + 1);
      this.#lasts = larger(this.#lasts, list + 1);
    }
    const block = this.#newBlock();
    this.#heads[list] = block;
    this.#ends[list] = block * BLOCK_BYTES;
    this.#lasts[list] = -1;
    this.#chunks[value] = FIRST_LIST - list;
    this.#append(list, chunk);
    return list;
  }

  #append(list: number, chunk: number): void {
    const last = this.#lasts[list] as number;
    if (chunk === last) return;
    this.#lasts[list] = chunk;
    let end = this.#ends[list] as number;
    for (const byte of bytesOf(chunk - last - 1)) {
      if (end % BLOCK_BYTES === LINK) {
        const next = this.#newBlock();
        const page = this.#pageOf(end);
        page.writeInt32LE(next, end % page.length);
        end = next * BLOCK_BYTES;
      }
      const page = this.#pageOf(end);
      page[end % page.length] = byte;
      end += 1;
    }
    this.#ends[list] = end;
  }

  #newBlock(): number {
    const block = this.#blocks;
    this.#blocks += 1;
    if (block % PAGE_BLOCKS === 0) this.#pages.push(Buffer.alloc(PAGE_BLOCKS * BLOCK_BYTES));
    return block;
  }

  #pageOf(place: number): Buffer<ArrayBuffer> {
    return this.#pages[Math.floor(place / (PAGE_BLOCKS * BLOCK_BYTES))] as Buffer<ArrayBuffer>;
  }
}

function bytesOf(distance: number): number[] {
  const bytes: number[] = [];
  let rest = distance;
  for (; rest > 0x7f; rest >>>= 7) bytes.push((rest & 0x7f) | 0x80);
  bytes.push(rest);
  return bytes;
}

function larger(one: Int32Array<ArrayBuffer>, needed: number): Int32Array<ArrayBuffer> {
  const more = new Int32Array(Math.max(one.length * 2, needed));
  more.set(one);
  return more;
}

/** The numbers of a list, in ascending order. */
export function readPostings(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let last = -1;
  for (let at = 0; at < bytes.length; at += 1) {
    let distance = 0;
    let shift = 0;
    while ((bytes[at] as number) > 0x7f) {
      distance |= ((bytes[at] as number) & 0x7f) << shift;
      shift += 7;
      at += 1;
    }
    distance |= (bytes[at] as number) << shift;
    last += distance + 1;
    numbers.push(last);
  }
  return numbers;
}
