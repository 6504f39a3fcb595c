import { foldHeader } from './column-synonyms.ts';
import type { CustomMapping } from './custom-mapping.ts';

/** Rows in which the header is looked for; a title, an address and a period come before it. */
const MAX_ROWS_BEFORE = 60;

/** Tells the header, what comes before it and its repeats from the other rows, by the names that the mapping has. */
export class HeaderFinder {
  isFound: boolean;
  readonly #names: { index: number; name: string }[];
  readonly #last: number;
  #before = 0;
  /** A first cell that is not the header's. */
  #other: string | undefined;
  #skip: number;

  constructor({ columns, headerRow, skipRows }: CustomMapping) {
    this.#names = Object.values(columns)
      .map(({ index, header }) => ({ index, name: foldHeader(header) }))
      .filter(({ name }) => name !== '');
    this.#last = Math.max(-1, ...this.#names.map(({ index }) => index));
    this.isFound = headerRow === 0 || this.#names.length === 0;
    this.#skip = skipRows;
  }

  kindOf({
    cells,
  }: {
    cells: string[];
  }): 'row' | 'header' | 'row-before-header' | 'header-row-skipped' | 'blank-row-skipped' {
    if (cells.every((cell) => cell === '' || cell.trim() === '')) return 'blank-row-skipped';
    const isHeader = this.#isHeader(cells);
    if (!this.isFound) {
      if (isHeader && this.#before <= MAX_ROWS_BEFORE) {
        this.isFound = true;
        return 'header';
      }
      this.#before += 1;
      return 'row-before-header';
    }
    if (isHeader) return 'header-row-skipped';
    if (this.#skip === 0) return 'row';
    this.#skip -= 1;
    return 'row-before-header';
  }

  #isHeader(cells: string[]): boolean {
    const [first] = this.#names;
    if (!first || cells.length <= this.#last) return false;
    // Most rows begin as the one before, and need not be folded again.
    const cell = cells[first.index] ?? '';
    if (cell === this.#other) return false;
    if (this.#names.every(({ index, name }) => foldHeader(cells[index] ?? '') === name)) return true;
    if (foldHeader(cell) !== first.name) this.#other = cell;
    return false;
  }
}
