import { centsFromSheet } from './cents-from-sheet.ts';
import type { CustomCode } from './custom-codes.ts';
import { type CustomMapping, type MappedColumn, missingColumns } from './custom-mapping.ts';
import { decimalCents } from './decimal-cents.ts';
import { EntryNumberer } from './entry-numberer.ts';
import { COLUMNS, type Column, type EntryChunk, type ParseResult } from './format.ts';
import { HeaderFinder } from './header-finder.ts';
import type { LocatedAnomalies } from './located-anomalies.ts';
import { readAmountText } from './read-amount-text.ts';
import { readDateText } from './read-date-text.ts';
import { readMappedAmount } from './read-mapped-amount.ts';
import { readMappedDate } from './read-mapped-date.ts';
import { readSens } from './read-sens.ts';
import { RowCompleter } from './row-completer.ts';
import { isTotalLabel } from './row-kind.ts';
import { RowReader } from './row-reader.ts';
import { RunningTotals } from './running-totals.ts';

/** A row of a text or of a sheet, as `workflows/spreadsheets` gives it. */
export type CustomRow = { line: number; cells: string[]; isNumber?: boolean[] };

const DATES: Column[] = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate'];
const AMOUNTS = ['Debit', 'Credit', 'Montant', 'MontantSigne'] as const;
/** Characters of a row that may wait with others. */
const MAX_WAITING = 8_192;
/** Characters of a date or an amount: what is longer is neither, for the reader of rows as well. */
const MAX_VALUE = 100;
/** Days that are remembered as they are written. */
const MAX_DAYS = 2_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for, tabs between fields aside.
const CONTROLS = /[\x00-\x08\x0a-\x1f]/;
const at = Object.fromEntries(COLUMNS.map((column, n) => [column, n])) as Record<Column, number>;
/** Entries need a journal; this one is for whatever no other journal takes. */
const JOURNAL = 'OD';
/** What stands in for amounts of a sheet, which have a dot whatever the file is. */
const SHEET_DECIMAL = '.';

/** Rows of a partner's file, by its mapping, as rows of a FEC: what each is, what its dates and amounts are, which entry it is of. */
export class CustomReader {
  readonly #mapping: CustomMapping;
  readonly #anomalies: LocatedAnomalies<CustomCode>;
  readonly #reader: RowReader;
  readonly #header: HeaderFinder;
  readonly #completer = new RowCompleter();
  readonly #numberer = new EntryNumberer();
  readonly #totals = new RunningTotals();
  /** Columns of amounts, Débit and Crédit first. */
  readonly #amountPlaces: number[];
  readonly #isIncomplete: boolean;
  readonly #days = new Map<string, string | undefined>();
  #journalsMade = 0;

  constructor(mapping: CustomMapping, anomalies: LocatedAnomalies<CustomCode>, isConfirmed: boolean) {
    this.#mapping = mapping;
    this.#anomalies = anomalies;
    anomalies.locate = (column) => headerOf(mapping, column as MappedColumn);
    const missing = missingColumns(mapping);
    for (const column of missing) anomalies.add('mapping-incomplete', { column, text: column });
    if (!isConfirmed) anomalies.add('mapping-to-confirm');
    this.#isIncomplete = missing.length > 0;
    this.#amountPlaces = AMOUNTS.flatMap((column) => mapping.columns[column]?.index ?? []);
    this.#header = new HeaderFinder(mapping);
    this.#reader = new RowReader(anomalies, { extraColumns: mapping.extras.map(({ header }) => header) });
  }

  /** Whether a row is one of an entry, to be taken; what it is instead is said. */
  isEntry(row: CustomRow): boolean {
    // Without what an entry needs, a row cannot be told from a title.
    if (this.#isIncomplete) return false;
    const kind = this.#header.kindOf(row);
    if (kind === 'header') return false;
    const skipped = kind === 'row' ? this.#skipped(row) : kind;
    if (skipped === undefined) return true;
    if (this.#anomalies.counts(skipped)) this.#anomalies.keep(skipped, { line: row.line, text: textOf(row) });
    return false;
  }

  *take(row: CustomRow): Generator<EntryChunk> {
    const { line } = row;
    const values = this.#valuesOf(row);
    this.#fillSides(row, values);
    this.#readDates(row, values);
    const [debit, credit] = [decimalCents(values[at.Debit] as string), decimalCents(values[at.Credit] as string)];
    this.#totals.add(debit, credit);
    if (values[at.JournalCode] === '') {
      values[at.JournalCode] = JOURNAL;
      this.#journalsMade += 1;
    }
    if (values[at.EcritureNum] === '') {
      const key = `${values[at.JournalCode]} ${values[at.EcritureDate]}`;
      values[at.EcritureNum] = this.#numberer.numberOf(values[at.PieceRef] as string, key, debit - credit);
    }
    this.#completer.complete(values);
    for (const { index } of this.#mapping.extras) values.push(plain(row.cells[index]));
    yield* this.#give(values, line);
  }

  /** Rows wait as bytes to be read together; one that is unusual is given by itself, in its turn. */
  *#give(values: string[], line: number): Generator<EntryChunk> {
    const reader = this.#reader;
    const text = values.join('\t');
    if (text.length > MAX_WAITING || CONTROLS.test(text)) {
      yield* reader.flush();
      yield* reader.give(values, line);
      return;
    }
    if (reader.isFull) yield* reader.flush();
    reader.begin(line);
    const { bytes } = reader;
    bytes.at += bytes.memory.write(text, bytes.at);
  }

  *end(): Generator<EntryChunk> {
    yield* this.#reader.end();
  }

  conclude(traits: { variant: string; encoding: string }): ParseResult {
    const anomalies = this.#anomalies;
    if (!this.#isIncomplete && !this.#header.isFound) {
      const text = Object.values(this.#mapping.columns)
        .map(({ header }) => header)
        .join(', ');
      anomalies.add('header-mismatch', { text });
    }
    this.#completer.report(anomalies);
    if (this.#numberer.made > 0) {
      anomalies.add('entry-number-made', { column: 'EcritureNum', text: String(this.#numberer.made) });
      // Numbers of pieces are in no sequence that the law wants.
      anomalies.ignored.add('number-gap').add('numbers-scattered');
    }
    if (this.#journalsMade > 0) anomalies.add('journal-made', { column: 'JournalCode', text: JOURNAL });
    return this.#reader.conclude({ format: 'custom', ...traits });
  }

  /** The 18 columns as the file has them, dates and amounts unread. */
  #valuesOf(row: CustomRow): string[] {
    const { columns, constants } = this.#mapping;
    return COLUMNS.map((column) => {
      const place = columns[column];
      return (place && plain(row.cells[place.index])) || plain(constants[column]);
    });
  }

  /** Why a row is no entry, when it is none: without a day it may be a total, and without an account mere text. */
  #skipped(row: CustomRow): CustomCode | undefined {
    const { columns } = this.#mapping;
    const account = row.cells[columns.CompteNum?.index ?? -1]?.trim() ?? '';
    const day = row.cells[columns.EcritureDate?.index ?? -1]?.trim() ?? '';
    const hasAccount = account !== '' && !isTotalLabel(account);
    const hasDay = day !== '' && !isTotalLabel(day);
    // A total of one account may bear its number, but no day.
    if (hasAccount && (hasDay || !columns.EcritureDate)) return undefined;
    const hasNone = this.#amountPlaces.every((index) => !row.cells[index] || !this.#amountOf(row, index));
    if ((!hasDay || hasNone) && row.cells.some(isTotalLabel)) {
      this.#totals.startPart();
      return 'total-row-skipped';
    }
    if (hasAccount) return undefined;
    if (hasNone) return 'text-row-skipped';
    const [debit = '', credit = ''] = this.#amountPlaces.map((index) => this.#amountOf(row, index) ?? '');
    return !hasDay && this.#totals.isTotal(decimalCents(debit), decimalCents(credit)) ? 'total-row-skipped' : undefined;
  }

  #fillSides(row: CustomRow, values: string[]): void {
    const { columns, signConvention } = this.#mapping;
    values[at.Montantdevise] = this.#readAmount(row, 'Montantdevise');
    if (columns.MontantSigne) {
      const amount = this.#readAmount(row, 'MontantSigne');
      const isCredit = amount.startsWith('-') === (signConvention === 'debit-positive') && decimalCents(amount) !== 0;
      values[isCredit ? at.Credit : at.Debit] = amount.replace(/^-/, '');
      values[isCredit ? at.Debit : at.Credit] = '';
    } else if (columns.Montant && columns.Sens) {
      const amount = this.#readAmount(row, 'Montant');
      const written = row.cells[columns.Sens.index]?.trim() ?? '';
      const sens = readSens(written);
      // A line of mere text, as some programs have among those of an entry, needs no side.
      if (!sens && (written !== '' || amount !== ''))
        this.#anomalies.add('sens-invalid', { line: row.line, column: 'Sens', text: written });
      values[at.Debit] = sens === 'D' ? amount : '';
      values[at.Credit] = sens === 'C' ? amount : '';
    } else {
      values[at.Debit] = this.#readAmount(row, 'Debit');
      values[at.Credit] = this.#readAmount(row, 'Credit');
    }
  }

  /** What the reader of rows would take in its own way must not pass; of what it cannot read it speaks itself. */
  #readAmount(row: CustomRow, column: MappedColumn): string {
    const index = this.#mapping.columns[column]?.index;
    if (index === undefined) return '';
    const amount = this.#amountOf(row, index, column);
    if (amount !== undefined) return amount;
    const written = plain(row.cells[index]);
    if (written.length <= MAX_VALUE && !('fault' in readAmountText(written))) {
      this.#anomalies.add('amount-other-notation', { line: row.line, column, text: written });
    }
    return written;
  }

  /** @param column to say so when a sheet's amount had to be rounded */
  #amountOf(row: CustomRow, index: number, column?: MappedColumn): string | undefined {
    const written = row.cells[index]?.trim() ?? '';
    if (!row.isNumber?.[index]) return readMappedAmount(written, this.#mapping.decimal);
    const { text, isRounded } = centsFromSheet(written);
    if (isRounded && column) this.#anomalies.add('sheet-amount-rounded', { line: row.line, column, text: written });
    return readMappedAmount(text, SHEET_DECIMAL);
  }

  #readDates({ line, isNumber }: CustomRow, values: string[]): void {
    const { columns } = this.#mapping;
    for (const column of DATES) {
      const written = values[at[column]] as string;
      if (written === '') continue;
      const date = this.#dateOf(written, isNumber?.[columns[column]?.index ?? -1] === true);
      if (date !== undefined) values[at[column]] = date;
      else if (written.length <= MAX_VALUE && !('fault' in readDateText(written))) {
        this.#anomalies.add('date-other-order', { line, column, text: written });
      }
    }
  }

  /** Days come again and again. */
  #dateOf(written: string, isNumber: boolean): string | undefined {
    const key = isNumber ? `=${written}` : written;
    if (!this.#days.has(key)) {
      if (this.#days.size >= MAX_DAYS) this.#days.clear();
      this.#days.set(key, readMappedDate(written, this.#mapping.dateOrder, isNumber));
    }
    return this.#days.get(key);
  }
}

/** A cell on one line. */
function plain(cell = ''): string {
  const text = cell.trim();
  if (!/[\n\t]/.test(text)) return text;
  return text
    .split(/[\n\t]+/)
    .map((line) => line.trim())
    .join(' ');
}

/** A column as the person knows it, by its name in their file. */
function headerOf({ columns }: CustomMapping, column: MappedColumn): string {
  const isSide = column === 'Debit' || column === 'Credit';
  const place = columns[column] ?? (isSide ? (columns.MontantSigne ?? columns.Montant) : undefined);
  return place?.header || column;
}

function textOf({ cells }: CustomRow): string {
  return cells
    .map((cell) => cell.trim())
    .filter(Boolean)
    .join(' ');
}
