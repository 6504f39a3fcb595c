import { ByteTable } from './byte-table.ts';

/** Codes that are kept at most, as the ledger keeps them. */
const MAX_CODES = 1_000_000;
const SCRATCH_BYTES = 4_096;

/** Journals, accounts or tiers: what the file declares of each code, and which codes its entries use undeclared. */
export class TraDirectory {
  /** Codes that a record declared. */
  declared = 0;
  /** Codes that entries used without one. */
  undeclared = 0;
  readonly #table = new ByteTable();
  readonly #labels: (Buffer | undefined)[] = [];
  /** What the record says beside: a nature, a collective account. */
  readonly #natures: (string | undefined)[] = [];
  readonly #scratch = Buffer.alloc(SCRATCH_BYTES);
  readonly #view = new DataView(this.#scratch.buffer, this.#scratch.byteOffset, SCRATCH_BYTES);

  declare(code: string, label: string, nature: string): void {
    if (this.#table.count >= MAX_CODES) return;
    const length = this.#scratch.write(code, 0, SCRATCH_BYTES - 4, 'utf8');
    const id = this.#table.intern(this.#view, 0, length);
    if (this.#natures[id] === undefined) this.declared += 1;
    this.#labels[id] = Buffer.from(withoutControls(label), 'utf8');
    this.#natures[id] = nature;
  }

  /** The number of a code, -1 for one too many. `count` has grown when it is met for the first time. */
  meet(view: DataView, from: number, to: number): number {
    return this.#table.count < MAX_CODES ? this.#table.intern(view, from, to) : this.#table.find(view, from, to);
  }

  get count(): number {
    return this.#table.count;
  }

  /** Undefined for what no record declares. */
  natureOf(id: number): string | undefined {
    return this.#natures[id];
  }

  labelOf(id: number): Buffer | undefined {
    return this.#labels[id];
  }

  /** Keeps the label of a code that has a number. */
  setLabel(id: number, label: Buffer): void {
    if (id >= 0) this.#labels[id] = label;
  }

  /** The label of a code, for the few that are asked for by name. */
  findLabel(code: string): string {
    const length = this.#scratch.write(code, 0, SCRATCH_BYTES - 4, 'utf8');
    return this.#labels[this.#table.find(this.#view, 0, length)]?.toString('utf8') ?? '';
  }
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\x00-\x1f]/g, ' ');
}
