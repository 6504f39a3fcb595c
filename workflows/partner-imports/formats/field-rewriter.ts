import type { AnomalyList } from './anomaly-list.ts';
import { decodeBytes } from './decode-bytes.ts';
import type { FecCode } from './fec-codes.ts';
import { COLUMNS } from './format.ts';
import { readAmountText } from './read-amount-text.ts';
import { readDateText } from './read-date-text.ts';
import type { FecHeader } from './read-fec-header.ts';
import { withoutPadding } from './without-padding.ts';

/** Characters of a date or an amount: what is longer is neither. */
const MAX_VALUE = 100;

const BOOKING_DATE = COLUMNS.indexOf('EcritureDate');
const DATES = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate'].map((name) => COLUMNS.indexOf(name as never));
const DEBIT = COLUMNS.indexOf('Debit');
const CREDIT = COLUMNS.indexOf('Credit');
const CURRENCY_AMOUNT = COLUMNS.indexOf('Montantdevise');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\x00-\x1f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ALL_CONTROLS = /[\x00-\x1f]/g;
/** What most fields hold, for which no more need be asked. */
const PLAIN_AMOUNT = /^\d{1,9}(?:,\d{0,2})?$/;
const QUOTED = /^"((?:[^"]|"")*)"$/;

/** Fields of unusual lines, as byte strings: says what is wrong with each and gives its canonical form. */
export class FieldRewriter {
  readonly #header: FecHeader;
  readonly #anomalies: AnomalyList<FecCode>;
  #sensKinds = 0;

  constructor(header: FecHeader, anomalies: AnomalyList<FecCode>) {
    this.#header = header;
    this.#anomalies = anomalies;
  }

  /** The field without padding, quotes of its own, and what would break a line. */
  plain(raw: string, line: number): string {
    let field = withoutPadding(raw);
    const quoted = QUOTED.exec(field);
    if (quoted && field.length > 1) {
      this.add('field-quoted', line, undefined, field);
      field = withoutPadding((quoted[1] as string).replaceAll('""', '"'));
    }
    if (!CONTROLS.test(field)) return field;
    // Within quotes, what was taken for a separator is a character.
    field = field.replaceAll('\t', this.#header.separator);
    if (CONTROLS.test(field)) this.add('control-character', line, undefined, field.replace(ALL_CONTROLS, ' '));
    return field.replace(ALL_CONTROLS, ' ');
  }

  /** Dates and amounts of a row in their canonical form. */
  values(row: string[], line: number, hasSide: boolean): string[] {
    for (const column of DATES) row[column] = this.#date(row[column] as string, column, line);
    for (const column of hasSide ? [DEBIT, CREDIT, CURRENCY_AMOUNT] : [CURRENCY_AMOUNT]) {
      row[column] = this.#amount(row[column] as string, column, line);
    }
    return row;
  }

  /** Whether dates and amounts are where they should be. */
  fit(fields: string[]): boolean {
    const { columns, amount } = this.#header;
    const at = (index: number | undefined) =>
      decodeBytes(withoutPadding(fields[index ?? -1] ?? '').slice(0, MAX_VALUE));
    const isDate = (text: string) => text === '' || !('fault' in readDateText(text)) || /^[0\-/. :]+$/.test(text);
    const isAmount = (text: string) => text === '' || !('fault' in readAmountText(text));
    return (
      DATES.every((column) => isDate(at(columns[column]))) &&
      [columns[DEBIT], columns[CREDIT], columns[CURRENCY_AMOUNT], amount].every((index) => isAmount(at(index))) &&
      at(columns[BOOKING_DATE]) !== ''
    );
  }

  /**
   * Montant and Sens as Debit and Credit (facts: fec.md section 1). False without a side: the amount then counts nowhere,
   * and is shown as it is.
   */
  spread(row: string[], amount: string, sens: string, line: number): boolean {
    const sign = sens.toUpperCase();
    const isDebit = sign === 'D' || sign === '+1';
    const isCredit = sign === 'C' || sign === '-1';
    if (!isDebit && !isCredit) {
      this.add('sens-invalid', line, 'Sens', sens);
      row[DEBIT] = `${amount} ? ${sens}`.trim();
      return false;
    }
    this.meetSens(sign.length === 1 ? 1 : 2, line);
    row[isDebit ? DEBIT : CREDIT] = amount;
    return true;
  }

  /** Two ways to write Sens in one file: letters, and signs with a digit. */
  meetSens(kind: 1 | 2, line: number): void {
    this.#sensKinds |= kind;
    if (this.#sensKinds === 3) this.once('sens-mixed', line, 'Sens');
  }

  meetDoubledEnd(line: number): void {
    this.once('line-end-doubled', line);
  }

  once(code: FecCode, line: number, column?: string, text?: string): void {
    if (!this.#anomalies.has(code)) this.add(code, line, column, text);
  }

  add(code: FecCode, line: number, column?: string, bytes?: string): void {
    if (!this.#anomalies.counts(code)) return;
    const text = bytes === undefined ? undefined : decodeBytes(bytes.slice(0, 400));
    this.#anomalies.keep(code, { line, column, text: text?.replaceAll('\t', ' ') });
  }

  #date(text: string, column: number, line: number): string {
    if (text === '' || isPlainDay(text)) return text;
    const reading = text.length > MAX_VALUE ? ({ fault: 'invalid' } as const) : readDateText(text);
    const isBooking = column === BOOKING_DATE;
    const name = COLUMNS[column];
    if ('fault' in reading) {
      if (reading.fault === 'zero') {
        this.add('date-zero', line, name, text);
        return '';
      }
      const code = reading.fault === 'invalid' ? 'date-invalid' : 'date-impossible';
      this.add(isBooking ? `booking-${code}` : code, line, name, text);
      return text;
    }
    if (reading.date === 19000101) this.add('date-default', line, name, text);
    else if (reading.date < 19000101 || reading.date > 20991231) this.add('date-year', line, name, text);
    if (!reading.isCanonical) this.add('date-format', line, name, text);
    return String(reading.date);
  }

  #amount(text: string, column: number, line: number): string {
    if (text === '' || PLAIN_AMOUNT.test(text)) return text;
    const reading = text.length > MAX_VALUE ? ({ fault: 'invalid' } as const) : readAmountText(decodeBytes(text));
    if ('fault' in reading) {
      const isCurrency = column === CURRENCY_AMOUNT;
      // Other currencies may have three decimals, and nothing is reckoned with them.
      if (isCurrency && reading.fault === 'decimals') return text;
      this.add(isCurrency ? 'currency-amount-invalid' : `amount-${reading.fault}`, line, COLUMNS[column], text);
      return text;
    }
    if (!reading.isCanonical) this.add('amount-format', line, COLUMNS[column], text);
    return reading.text;
  }
}

/** A lawful day that every month has, of years that need no word. */
function isPlainDay(text: string): boolean {
  return /^(?:19[1-9]|20\d)\d(?:0[1-9]|1[0-2])(?:0[1-9]|1\d|2[0-8])$/.test(text);
}
