/**
 * Distinct byte strings numbered from 0 in the order met: a hash table in typed arrays, so that a million values are a
 * few large blocks for the garbage collector and no string is made for what repeats.
 *
 * Callers' buffers must hold three bytes more than any range given: words of four are read.
 *
 * Cost of a value: its bytes, 8 for place and hash, and 8 to 16 of slots.
 */
export class ByteTable {
  count = 0;
  /** Differs from one table to the next: a file cannot be made to collide on purpose. */
  readonly #seed = (Math.random() * 0x7fffffff) | 0;
  #slots = new Int32Array(512);
  #hashes = new Int32Array(256);
  #offsets = new Int32Array(257);
  #bytes = Buffer.alloc(4_096);
  #view = viewOf(this.#bytes);

  constructor() {
    // What was assigned once is compiled as a constant, and all that uses it thrown away at the second time.
    this.#grow();
    this.#growBytes(0);
  }

  /** Whether the range is exactly the value of that number. */
  is(id: number, view: DataView, from: number, to: number): boolean {
    let at = this.#offsets[id] as number;
    if ((this.#offsets[id + 1] as number) - at !== to - from) return false;
    const own = this.#view;
    let p = from;
    for (; p + 4 <= to; p += 4, at += 4) if (view.getInt32(p, true) !== own.getInt32(at, true)) return false;
    return p === to || ((view.getInt32(p, true) ^ own.getInt32(at, true)) & ~(-1 << ((to - p) << 3))) === 0;
  }

  /** The number of a value: its own, or -1 when it is new. */
  find(view: DataView, from: number, to: number): number {
    return this.#search(this.#hash(view, from, to), view, from, to);
  }

  /** The number of a value, which gets the next one when it is new. */
  intern(view: DataView, from: number, to: number): number {
    const hash = this.#hash(view, from, to);
    const id = this.#search(hash, view, from, to);
    return id >= 0 ? id : this.#insert(hash, view, from, to);
  }

  /** Bytes of all values. */
  get size(): number {
    return this.#offsets[this.count] as number;
  }

  /** Bytes of the value. */
  length(id: number): number {
    return (this.#offsets[id + 1] as number) - (this.#offsets[id] as number);
  }

  /** The value; not to be written to, nor kept. */
  bytes(id: number): Buffer {
    return this.#bytes.subarray(this.#offsets[id], this.#offsets[id + 1]);
  }

  text(id: number): string {
    return this.bytes(id).toString('utf8');
  }

  #hash(view: DataView, from: number, to: number): number {
    let hash = this.#seed ^ (to - from);
    let p = from;
    for (; p + 4 <= to; p += 4) {
      hash = Math.imul(hash ^ view.getInt32(p, true), 0x9e3779b1);
      hash ^= hash >>> 15;
    }
    if (p < to) hash = Math.imul(hash ^ (view.getInt32(p, true) & ~(-1 << ((to - p) << 3))), 0x9e3779b1);
    hash ^= hash >>> 13;
    hash = Math.imul(hash, 0x85ebca6b);
    return hash ^ (hash >>> 16);
  }

  #search(hash: number, view: DataView, from: number, to: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const id = (slots[slot] as number) - 1;
      if (id < 0) return -1;
      if (this.#hashes[id] === hash && this.is(id, view, from, to)) return id;
    }
  }

  #insert(hash: number, view: DataView, from: number, to: number): number {
    const id = this.count;
    const start = this.#offsets[id] as number;
    const length = to - from;
    if (id === this.#hashes.length) this.#grow();
    if (start + length + 4 > this.#bytes.length) this.#growBytes(start + length + 4);
    for (let n = 0; n < length; n += 1) this.#bytes[start + n] = view.getUint8(from + n);
    this.#hashes[id] = hash;
    this.#offsets[id + 1] = start + length;
    this.#place(id, hash);
    this.count = id + 1;
    return id;
  }

  #place(id: number, hash: number): void {
    const mask = this.#slots.length - 1;
    let slot = hash & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    this.#slots[slot] = id + 1;
  }

  #growBytes(needed: number): void {
    const more = Buffer.alloc(Math.max(this.#bytes.length * 2, needed));
    this.#bytes.copy(more);
    this.#bytes = more;
    this.#view = viewOf(more);
  }

  #grow(): void {
    const hashes = new Int32Array(this.#hashes.length * 2);
    hashes.set(this.#hashes);
    this.#hashes = hashes;
    const offsets = new Int32Array(hashes.length + 1);
    offsets.set(this.#offsets);
    this.#offsets = offsets;
    this.#slots = new Int32Array(hashes.length * 2);
    for (let id = 0; id < this.count; id += 1) this.#place(id, hashes[id] as number);
  }
}

function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}
