import { ByteTable } from './byte-table.ts';
import type { Totals, ValueTotal } from './format.ts';
import { TextArena } from './text-arena.ts';

/** Bytes of names and labels that a column has at most, for each value that it may have. */
const TEXT_BYTES = 64;

/**
 * Totals of one column's distinct values: journals, accounts or tiers, by the number that each value gets when first met.
 * Amounts are integer cents. Beyond `max` values, or as many bytes as these may have, the rest go together under one name,
 * and `isFull` says so.
 *
 * All is in typed arrays: strings and objects are made one at a time, of the values that somebody goes through.
 */
export class ValueTotals implements Totals {
  readonly table = new ByteTable();
  isFull = false;
  counts = new Int32Array(128);
  debits = new Float64Array(128);
  credits = new Float64Array(128);
  /** The last chunk that held the value, for each chunk to list its own. */
  chunks = new Int32Array(128).fill(-1);
  firstLines = new Int32Array(128);
  /** For the reader's own use: what kind of value it is. */
  kinds = new Uint8Array(128);
  /** Places of the labels, 0 for a value that has none yet. */
  labels = new Int32Array(128);
  readonly #texts = new TextArena();
  readonly #max: number;
  #isOpen: boolean;

  constructor(max: number) {
    this.#max = max;
    this.#isOpen = max > 0;
    // As a byte table does, and for its reason.
    this.#grow();
  }

  get count(): number {
    return this.table.count;
  }

  /** The number of the value; `count` has grown when it is new. */
  meet(view: DataView, from: number, to: number): number {
    const { table } = this;
    if (this.#isOpen) {
      const known = table.count;
      const id = table.intern(view, from, to);
      if (id === known) {
        if (id === this.counts.length) this.#grow();
        this.#isOpen = this.#hasRoom();
      }
      return id;
    }
    const id = table.find(view, from, to);
    if (id >= 0) return id;
    this.isFull = true;
    // The last of those that have a name takes all who come too late.
    return table.count - 1;
  }

  add(id: number, debit: number, credit: number): void {
    this.counts[id] = (this.counts[id] as number) + 1;
    this.debits[id] = (this.debits[id] as number) + debit;
    this.credits[id] = (this.credits[id] as number) + credit;
  }

  /** Keeps the label of a value that has none yet. */
  setLabel(id: number, memory: Uint8Array, from: number, to: number): void {
    this.labels[id] = this.#texts.add(memory, from, to);
    if (this.#isOpen) this.#isOpen = this.#hasRoom();
  }

  name(id: number): string {
    return this.table.text(id);
  }

  /** In the order met. */
  *[Symbol.iterator](): Generator<ValueTotal> {
    for (let id = 0; id < this.count; id += 1) {
      yield {
        ...{ id, code: this.name(id), label: this.#texts.text(this.labels[id] as number) },
        ...{ count: this.counts[id] as number, debit: this.debits[id] as number, credit: this.credits[id] as number },
      };
    }
  }

  #hasRoom(): boolean {
    return this.table.count < this.#max && this.table.size + this.#texts.size < this.#max * TEXT_BYTES;
  }

  #grow(): void {
    const length = this.counts.length * 2;
    const grown = <T extends Int32Array | Float64Array | Uint8Array>(one: T): T => {
      const more = new (one.constructor as new (length: number) => T)(length);
      more.set(one);
      return more;
    };
    const chunks = grown(this.chunks).fill(-1, this.chunks.length);
    this.counts = grown(this.counts);
    this.debits = grown(this.debits);
    this.credits = grown(this.credits);
    this.chunks = chunks;
    this.firstLines = grown(this.firstLines);
    this.kinds = grown(this.kinds);
    this.labels = grown(this.labels);
  }
}
