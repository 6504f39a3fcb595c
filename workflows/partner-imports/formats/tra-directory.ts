import { ByteTable } from './byte-table.ts';
import type { RowBytes } from './row-bytes.ts';
import { TextArena } from './text-arena.ts';

/** Codes that are kept at most, as the ledger keeps them, and bytes of their labels. */
const MAX_CODES = 500_000;
const MAX_LABEL_BYTES = 32 * 1024 * 1024;
/** Natures that are told apart: the format has some ten. */
const MAX_NATURES = 1_000;
const SCRATCH_BYTES = 4_096;

/** Journals, accounts or tiers: what the file declares of each code, and which codes its entries use undeclared. */
export class TraDirectory {
  /** Codes that a record declared. */
  declared = 0;
  /** Codes that entries used without one. */
  undeclared = 0;
  readonly #table = new ByteTable();
  readonly #texts = new TextArena();
  /** Places of the labels, 0 for none. */
  #labels = new Int32Array(256);
  /** What the record says beside, a nature, a collective account: its place in the list below, 0 for undeclared. */
  #natures = new Int32Array(256);
  readonly #natureNames: (string | undefined)[] = [undefined, ''];
  readonly #natureNumbers = new Map([['', 1]]);
  readonly #scratch = Buffer.alloc(SCRATCH_BYTES);
  readonly #view = new DataView(this.#scratch.buffer, this.#scratch.byteOffset, SCRATCH_BYTES);

  declare(code: string, label: string, nature: string): void {
    if (this.#table.count >= MAX_CODES) return;
    const id = this.meet(this.#view, 0, this.#write(code));
    if (this.#natures[id] === 0) this.declared += 1;
    this.#natures[id] = this.#natureNumber(nature);
    this.setLabel(id, withoutControls(label));
  }

  /** The number of a code, -1 for one too many. `count` has grown when it is met for the first time. */
  meet(view: DataView, from: number, to: number): number {
    if (this.#table.count >= MAX_CODES) return this.#table.find(view, from, to);
    const id = this.#table.intern(view, from, to);
    if (id === this.#labels.length) {
      this.#labels = larger(this.#labels);
      this.#natures = larger(this.#natures);
    }
    return id;
  }

  get count(): number {
    return this.#table.count;
  }

  /** Undefined for what no record declares. */
  natureOf(id: number): string | undefined {
    return this.#natureNames[this.#natures[id] ?? 0];
  }

  /** Writes the label of a code; whether it has one. */
  writeLabel(id: number, bytes: RowBytes): boolean {
    return this.#texts.writeTo(bytes, this.#labels[id] ?? 0);
  }

  /** Keeps the label of a code that has a number. */
  setLabel(id: number, label: string): void {
    if (id < 0) return;
    const isKept = label !== '' && this.#texts.size < MAX_LABEL_BYTES;
    this.#labels[id] = isKept ? this.#texts.add(this.#scratch, 0, this.#write(label)) : 0;
  }

  /** The label of a code, for the few that are asked for by name. */
  findLabel(code: string): string {
    const id = this.#table.find(this.#view, 0, this.#write(code));
    return this.#texts.text(this.#labels[id] ?? 0);
  }

  #write(text: string): number {
    return this.#scratch.write(text, 0, SCRATCH_BYTES - 4, 'utf8');
  }

  #natureNumber(nature: string): number {
    const known = this.#natureNumbers.get(nature);
    if (known !== undefined) return known;
    if (this.#natureNames.length > MAX_NATURES) return 1;
    this.#natureNumbers.set(nature, this.#natureNames.length);
    return this.#natureNames.push(nature) - 1;
  }
}

function larger(one: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const more = new Int32Array(one.length * 2);
  more.set(one);
  return more;
}

function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  return text.replace(/[\x00-\x1f]/g, ' ');
}
