import { type ColumnProfile, profileOf } from './column-profile.ts';
import { columnNamed, type NamedColumn } from './column-synonyms.ts';
import { type CustomMapping, type DateOrder, type MappedColumn, missingColumns } from './custom-mapping.ts';
import { decimalCents } from './decimal-cents.ts';
import type { Layout } from './read-layout.ts';
import { readMappedAmount } from './read-mapped-amount.ts';

/** Why a column was taken for what it is, for a person to agree. */
export type GuessReason = {
  column: MappedColumn;
  index: number;
  header: string;
  /** `name`: its header says so; `content`: its cells look like it; `doubtful`: its header says so and its cells do not. */
  because: 'name' | 'content' | 'doubtful';
  /** From 0 to 1. */
  confidence: number;
};

export type MappingGuess = {
  mapping: CustomMapping;
  /** Of the least certain of the columns that entries need; 0 when one is missing. */
  confidence: number;
  reasons: GuessReason[];
  missing: MappedColumn[];
};

const CONFIDENCE = { name: 0.95, content: 0.6, doubtful: 0.3 } as const;
const DATES: MappedColumn[] = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate'];
const AMOUNTS: MappedColumn[] = ['Debit', 'Credit', 'Montant', 'MontantSigne', 'Montantdevise'];
const MAX_EXTRAS = 50;
/** Share of a column's cells that must look alike to be known by them. */
const MOST = 0.8;

/** What each column of a layout is, by its header and else by its cells. Pure: the same layout, the same guess. */
export function guessMapping(layout: Layout): MappingGuess {
  const guess = new Guess(layout);
  guess.byNames();
  guess.byContent();
  return guess.conclude();
}

class Guess {
  readonly #layout: Layout;
  readonly #profiles: ColumnProfile[];
  readonly #reasons = new Map<MappedColumn, GuessReason>();
  readonly #extras = new Set<number>();
  readonly #ignored = new Set<number>();

  constructor(layout: Layout) {
    this.#layout = layout;
    const width = layout.rows.reduce((most, { cells }) => Math.max(most, cells.length), layout.header.length);
    this.#profiles = Array.from({ length: width }, (_, n) =>
      profileOf(
        layout.rows.map(({ cells }) => cells[n] ?? ''),
        layout.rows.map(({ isNumber }) => isNumber?.[n] === true),
      ),
    );
  }

  byNames(): void {
    const named = this.#layout.header.map(columnNamed);
    const indexOf = (column: NamedColumn) => named.indexOf(column);
    named.forEach((column, index) => {
      if (column === undefined) return;
      if (column === 'Extra') this.#extras.add(index);
      else if (column === 'Ignore') this.#ignored.add(index);
      else if (column !== 'Date' && column !== 'MontantSeul') this.#take(column, index);
    });
    // A date alone is that of the entry; beside that one, it is the piece's.
    const date = indexOf('Date');
    if (date >= 0) this.#take(this.#reasons.has('EcritureDate') ? 'PieceDate' : 'EcritureDate', date);
    if (!this.#reasons.has('EcritureDate')) this.#move('PieceDate', 'EcritureDate');
    // An amount alone has a sign, unless another column says which side it is on.
    const amount = indexOf('MontantSeul');
    if (amount >= 0 && !this.#has('Debit', 'Credit')) {
      this.#take(this.#reasons.has('Sens') ? 'Montant' : 'MontantSigne', amount);
    }
    if (this.#has('Debit', 'Credit')) this.#reasons.delete('Sens');
    // « Compte » may be the account's name, or its number may have come under the name of the third party.
    if (!this.#reasons.has('CompteNum')) this.#move('CompAuxNum', 'CompteNum', ({ accounts }) => accounts >= MOST);
  }

  byContent(): void {
    this.#find('EcritureDate', ({ dates, accounts }) => dates >= MOST && (accounts < MOST || dates === 1));
    this.#find('CompteNum', ({ accounts, dates, distinct }) => accounts >= MOST && dates < MOST && distinct > 1);
    if (!this.#hasAmounts()) this.#findAmounts();
    this.#find(
      'JournalCode',
      ({ codes, distinct, filled, accounts }) => codes === 1 && accounts < 0.2 && distinct <= Math.max(1, filled / 3),
    );
    const texts = this.#free().filter((n) => (this.#profiles[n] as ColumnProfile).length > 5 && this.#isText(n));
    texts.sort(
      (one, other) => (this.#profiles[other] as ColumnProfile).length - (this.#profiles[one] as ColumnProfile).length,
    );
    if (!this.#reasons.has('EcritureLib') && texts[0] !== undefined) this.#take('EcritureLib', texts[0], 'content');
  }

  conclude(): MappingGuess {
    const { header, headerRow, separator, encoding } = this.#layout;
    const columns: CustomMapping['columns'] = {};
    for (const { column, index, header: name } of this.#reasons.values()) columns[column] = { index, header: name };
    const used = new Set([...this.#reasons.values()].map(({ index }) => index));
    const extras = this.#profiles.flatMap(({ filled }, index) => {
      const name = header[index] ?? '';
      const isWanted = filled > 0 && !used.has(index) && !this.#ignored.has(index) && name !== '';
      return isWanted ? [{ index, header: name.slice(0, 100) }] : [];
    });
    const mapping: CustomMapping = {
      ...{
        columns,
        constants: {},
        extras: extras.slice(0, MAX_EXTRAS),
        dateOrder: this.#dateOrder(),
        decimal: this.#decimal(),
      },
      separator: separator || ';',
      ...(encoding && encoding !== 'UTF-16' && encoding !== 'UTF-8' ? { encoding } : {}),
      ...{ headerRow, skipRows: 0, signConvention: 'debit-positive' as const },
    };
    const missing = missingColumns(mapping);
    const needed = [...this.#reasons.values()].filter(({ column }) => this.#isNeeded(column));
    const least = Math.min(...needed.map((one) => one.confidence), this.#isDecimalUnknown() ? CONFIDENCE.doubtful : 1);
    const confidence = missing.length > 0 ? 0 : least;
    return { mapping, confidence, reasons: [...this.#reasons.values()], missing };
  }

  #isNeeded(column: MappedColumn): boolean {
    return ['CompteNum', 'EcritureDate', 'Debit', 'Credit', 'Montant', 'Sens', 'MontantSigne'].includes(column);
  }

  #take(column: MappedColumn, index: number, because: GuessReason['because'] = 'name'): void {
    // The first of two columns of one name counts.
    if (this.#reasons.has(column)) return;
    const sure = because === 'name' && !this.#fits(column, index) ? 'doubtful' : because;
    const header = (this.#layout.header[index] ?? '').slice(0, 200);
    this.#reasons.set(column, { column, index, header, because: sure, confidence: CONFIDENCE[sure] });
  }

  #move(from: MappedColumn, to: MappedColumn, test: (profile: ColumnProfile) => boolean = () => true): void {
    const reason = this.#reasons.get(from);
    if (!reason || !test(this.#profiles[reason.index] as ColumnProfile)) return;
    this.#reasons.delete(from);
    this.#take(to, reason.index, 'content');
  }

  #has(...columns: MappedColumn[]): boolean {
    return columns.every((column) => this.#reasons.has(column));
  }

  #hasAmounts(): boolean {
    return this.#has('Debit', 'Credit') || this.#has('Montant', 'Sens') || this.#has('MontantSigne');
  }

  /** Whether the cells are what the name says. */
  #fits(column: MappedColumn, index: number): boolean {
    const profile = this.#profiles[index] as ColumnProfile;
    if (profile.filled === 0) return true;
    if (DATES.includes(column)) return profile.dates >= 0.5 || this.#isSerial(index);
    if (AMOUNTS.includes(column)) {
      const cells = this.#layout.rows.map(({ cells: row }) => row[index] ?? '').filter(Boolean);
      return cells.filter((cell) => isAmountText(cell)).length >= cells.length / 2;
    }
    return column === 'Sens' ? profile.senses >= 0.5 : true;
  }

  /** Days of a sheet that nobody formatted as such. */
  #isSerial(index: number): boolean {
    return this.#layout.rows.some(
      ({ cells, isNumber }) => isNumber?.[index] && /^[345]\d{4}$/.test(cells[index] ?? ''),
    );
  }

  #free(): number[] {
    const used = new Set([...this.#reasons.values()].map(({ index }) => index));
    return [...this.#profiles.keys()].filter((n) => {
      const { filled } = this.#profiles[n] as ColumnProfile;
      return filled > 0 && !used.has(n) && !this.#extras.has(n) && !this.#ignored.has(n);
    });
  }

  #isText(index: number): boolean {
    const { dates, amounts, accounts } = this.#profiles[index] as ColumnProfile;
    return dates < 0.5 && amounts < 0.5 && accounts < 0.5;
  }

  #find(column: MappedColumn, test: (profile: ColumnProfile) => boolean): void {
    if (this.#reasons.has(column)) return;
    const index = this.#free().find((n) => test(this.#profiles[n] as ColumnProfile));
    if (index !== undefined) this.#take(column, index, 'content');
  }

  /** Two columns of which each row has one are Débit and Crédit, in the order of every ledger; one with a side, or a sign. */
  #findAmounts(): void {
    const amounts = this.#free().filter((n) => (this.#profiles[n] as ColumnProfile).amounts >= MOST);
    const cents = (n: number) => this.#layout.rows.map(({ cells }) => Math.abs(decimalCents(amountOf(cells[n] ?? ''))));
    for (const [n, first] of amounts.entries()) {
      for (const second of amounts.slice(n + 1)) {
        const [left, right] = [cents(first), cents(second)];
        const rows = left.filter((one, row) => one !== 0 || right[row] !== 0).length;
        const sided = left.filter((one, row) => (one === 0) !== (right[row] === 0)).length;
        if (rows < 2 || sided < rows * MOST) continue;
        this.#reasons.delete('Debit');
        this.#reasons.delete('Credit');
        this.#take('Debit', first, 'content');
        this.#take('Credit', second, 'content');
        return;
      }
    }
    const [only] = amounts;
    if (only === undefined) return;
    const sens = this.#free().find((n) => {
      const { senses, distinct } = this.#profiles[n] as ColumnProfile;
      return senses === 1 && distinct === 2;
    });
    if (sens !== undefined) {
      this.#take('Sens', sens, 'content');
      this.#take('Montant', only, 'content');
    } else if ((this.#profiles[only] as ColumnProfile).negatives > 0) this.#take('MontantSigne', only, 'content');
  }

  /** French order, unless a day of it could not be. */
  #dateOrder(): DateOrder {
    const profiles = DATES.flatMap((column) => this.#reasons.get(column) ?? []).map(
      ({ index }) => this.#profiles[index],
    );
    const sums = (order: DateOrder) => profiles.reduce((sum, profile) => sum + (profile?.orders[order] ?? 0), 0);
    const orders: DateOrder[] = ['JJMMAAAA', 'AAAAMMJJ', 'JJMMAA', 'MMJJAAAA', 'MMJJAA', 'AAMMJJ'];
    // Sorting keeps the order of what is equal.
    return orders.toSorted((one, other) => sums(other) - sums(one))[0] as DateOrder;
  }

  /** 1.138 is a thousand or a thousandth, and no other amount tells which. */
  #isDecimalUnknown(): boolean {
    const indexes = AMOUNTS.flatMap((column) => this.#reasons.get(column) ?? []).map(({ index }) => index);
    const isToldBy = (index: number) => {
      const { decimals } = this.#profiles[index] as ColumnProfile;
      return decimals[','] + decimals['.'] > 0;
    };
    if (indexes.some(isToldBy)) return false;
    return this.#layout.rows.some(({ cells, isNumber }) =>
      indexes.some((index) => !isNumber?.[index] && /^\D*[1-9]\d{0,2}[.,]\d{3}\D*$/.test(cells[index] ?? '')),
    );
  }

  #decimal(): ',' | '.' {
    const profiles = AMOUNTS.flatMap((column) => this.#reasons.get(column) ?? []).map(
      ({ index }) => this.#profiles[index],
    );
    const count = (mark: ',' | '.') => profiles.reduce((sum, profile) => sum + (profile?.decimals[mark] ?? 0), 0);
    return count('.') > count(',') ? '.' : ',';
  }
}

function isAmountText(cell: string): boolean {
  return readMappedAmount(cell, ',') !== undefined || readMappedAmount(cell, '.') !== undefined;
}

function amountOf(cell: string): string {
  return readMappedAmount(cell, ',') ?? readMappedAmount(cell, '.') ?? '';
}
