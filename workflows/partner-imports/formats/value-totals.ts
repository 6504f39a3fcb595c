import { ByteTable } from './byte-table.ts';

/**
 * Totals of one column's distinct values: journals, accounts or tiers, by the number that each value gets when first met.
 * Amounts are integer cents. Beyond `max` values the rest go together under one name, and `isFull` says so.
 */
export class ValueTotals {
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
  hasLabel = new Uint8Array(128);
  readonly #labels: string[] = [];
  readonly #max: number;
  readonly #names: string[] = [];

  constructor(max: number) {
    this.#max = max;
    // As a byte table does, and for its reason.
    this.#grow();
  }

  get count(): number {
    return this.table.count;
  }

  /** The number of the value; `count` has grown when it is new. */
  meet(view: DataView, from: number, to: number): number {
    const { table } = this;
    if (table.count < this.#max) {
      const id = table.intern(view, from, to);
      if (id === this.counts.length) this.#grow();
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

  setLabel(id: number, label: string): void {
    this.hasLabel[id] = 1;
    this.#labels[id] = label;
  }

  label(id: number): string {
    return this.#labels[id] ?? '';
  }

  name(id: number): string {
    this.#names[id] ??= this.table.text(id);
    return this.#names[id];
  }

  /** In the order met. */
  list(): { name: string; label: string; count: number; debit: number; credit: number }[] {
    return Array.from({ length: this.count }, (_, id) => ({
      name: this.name(id),
      label: this.label(id),
      count: this.counts[id] as number,
      debit: this.debits[id] as number,
      credit: this.credits[id] as number,
    })).filter(({ count }) => count > 0);
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
    this.hasLabel = grown(this.hasLabel);
  }
}
