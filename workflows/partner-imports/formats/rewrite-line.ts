import type { AnomalyList } from './anomaly-list.ts';
import type { FecCode } from './fec-codes.ts';
import { FOREIGN_TAB } from './foreign-tab.ts';
import { COLUMNS } from './format.ts';
import { readAmountText } from './read-amount-text.ts';
import { readDateText } from './read-date-text.ts';
import type { FecHeader } from './read-fec-header.ts';

/** A row is never put together out of more than this. */
const MAX_JOINED = 65_536;
/** Nor out of more lines. */
const MAX_PARTS = 10;
/** Written after the last line by very old systems. */
const END_MARK = '\x1a';
/** Characters of a date or an amount: what is longer is neither. */
const MAX_VALUE = 100;
/** Fields of a row that is cut short after Credit (facts: fec.md section 11). */
const THROUGH_CREDIT = 13;

const BOOKING_DATE = COLUMNS.indexOf('EcritureDate');
const NO_BREAK_SPACE = '\xc2\xa0';
const DATES = ['EcritureDate', 'PieceDate', 'DateLet', 'ValidDate'].map((name) => COLUMNS.indexOf(name as never));
const LABEL = COLUMNS.indexOf('EcritureLib');
const DEBIT = COLUMNS.indexOf('Debit');
const CREDIT = COLUMNS.indexOf('Credit');
const CURRENCY_AMOUNT = COLUMNS.indexOf('Montantdevise');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const CONTROLS = /[\x00-\x1f]/;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const ALL_CONTROLS = /[\x00-\x1f]/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOTHING = /^[\x00-\x20"]*$/;
const QUOTED = /^"((?:[^"]|"")*)"$/;

type Pending = { fields: string[]; line: number; length: number; parts: number };

/** A line that the reader takes, and the line of the file where it began. */
export type Row = { bytes: string; line: number };

/**
 * The way of the lines in which something is unusual: says what, and makes them lines that the reader takes. Works on byte
 * strings (a character a byte), so that texts go through unharmed whatever they hold.
 */
export class LineRewriter {
  readonly #header: FecHeader;
  readonly #headerLine: string;
  readonly #anomalies: AnomalyList<FecCode>;
  /** Start of a row that a line break seems to have cut. */
  #pending: Pending | undefined;
  #sensKinds = 0;

  constructor(header: FecHeader, headerLine: string, anomalies: AnomalyList<FecCode>) {
    this.#header = header;
    this.#headerLine = headerLine;
    this.#anomalies = anomalies;
  }

  get hasPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Lines without their ends, none for a line that holds no entry; `bytes` is the line without its line feed. */
  rewrite(bytes: string, line: number): Row[] {
    let text = bytes;
    if (text.includes('\0')) {
      this.#anomalies.add('nul-bytes', { line });
      text = text.replaceAll('\0', '');
    }
    if (text.endsWith('\r\r')) this.#once('line-end-doubled', line);
    text = withoutEnd(text, '\r');
    if (text.endsWith(END_MARK)) {
      this.#anomalies.add('end-mark', { line });
      text = withoutEnd(text, END_MARK);
      if (text === '') return this.flush();
    }
    // A row of separators alone is what spreadsheets leave behind.
    if (NOTHING.test(text)) {
      this.#anomalies.add('blank-line', { line });
      return this.#pending ? this.#joinOrGiveUp([''], line) : [];
    }
    if (text === this.#headerLine) {
      this.#anomalies.add('header-repeated', { line });
      return this.flush();
    }
    return this.#rows(text, line);
  }

  /** What was held for a line that would complete it, when none comes. */
  flush(): Row[] {
    const pending = this.#pending;
    if (!pending) return [];
    this.#pending = undefined;
    return this.#shortRow(pending.fields, pending.line);
  }

  #rows(text: string, line: number): Row[] {
    const { fields: wanted } = this.#header;
    let fields = text.split('\t');
    if (this.#pending) return this.#joinOrGiveUp(fields, line, text);
    if (fields.length !== wanted && text.includes('"')) {
      const quoted = splitQuoted(text);
      if (quoted && quoted.length === wanted) fields = quoted;
    }
    if (fields.length === wanted) return this.#row(fields, line);
    if (text.includes('\r')) {
      const parts = text.split(/\r+/);
      if (parts.every((part) => part.split('\t').length === wanted))
        return parts.flatMap((part) => this.#rows(part, line));
    }
    if (fields.length > wanted) return this.#longRow(fields, line);
    const other = this.#withOtherSeparator(text);
    if (other) {
      this.#add('row-separator', line, undefined, text);
      return this.#row(other, line);
    }
    // What ends after Credit is an exporter's habit; what ends elsewhere may go on in the next line.
    if (fields.length === THROUGH_CREDIT && this.#looksLikeRow(fields)) return this.#shortRow(fields, line);
    this.#pending = { fields, line, length: text.length, parts: 1 };
    return [];
  }

  /** The second part of a row, if the two make one. */
  #joinOrGiveUp(fields: string[], line: number, text = ''): Row[] {
    const pending = this.#pending as Pending;
    const wanted = this.#header.fields;
    const count = pending.fields.length + fields.length - 1;
    pending.length += text.length + 1;
    pending.parts += 1;
    const isRest = count <= wanted && pending.length < MAX_JOINED && pending.parts <= MAX_PARTS;
    if (isRest && (count === wanted || !this.#looksLikeRow(fields))) {
      const at = pending.fields.length - 1;
      pending.fields[at] += ` ${fields[0]}`;
      for (let n = 1; n < fields.length; n += 1) pending.fields.push(fields[n] as string);
      if (count < wanted) return [];
      this.#pending = undefined;
      this.#add('line-break-in-field', pending.line, COLUMNS[this.#header.columns.indexOf(at)]);
      return this.#row(pending.fields, pending.line);
    }
    const given = this.flush();
    return text === '' ? given : given.concat(this.#rows(text, line));
  }

  /** A date where the booking date belongs. */
  #looksLikeRow(fields: string[]): boolean {
    return /\d{4,}/.test(fields[this.#header.columns[BOOKING_DATE] as number] ?? '');
  }

  #shortRow(fields: string[], line: number): Row[] {
    const { columns, fields: wanted } = this.#header;
    const lastNeeded = Math.max(
      columns[DEBIT] as number,
      columns[CREDIT] as number,
      this.#header.sens,
      this.#header.amount,
    );
    const isCut = fields.length > lastNeeded && this.#looksLikeRow(fields);
    this.#add(isCut ? 'row-cut' : 'row-short', line, undefined, fields.join(' '));
    if (!isCut && fields.length < 5) return [];
    return this.#row(fields.concat(Array(wanted - fields.length).fill('')), line);
  }

  #longRow(fields: string[], line: number): Row[] {
    const { fields: wanted, trailing, columns, separator } = this.#header;
    const rest = fields.slice(wanted);
    if (rest.every((field) => withoutPadding(field) === '') && this.#fits(fields)) {
      if (rest.length !== trailing) this.#add('row-trailing-separator', line);
      return this.#row(fields.slice(0, wanted), line);
    }
    // Between a date and an amount there is but one text, so a separator too many there can be in no other.
    const label = columns[LABEL] as number;
    const whole = fields.slice(label, label + rest.length + 1).join(separator);
    const joined = fields.toSpliced(label, rest.length + 1, whole);
    if (label >= 0 && this.#fits(joined)) {
      this.#add('separator-in-field', line, COLUMNS[LABEL], whole);
      return this.#row(
        joined.map((field, n) => (n === label ? field.replaceAll('\t', ' ') : field)),
        line,
      );
    }
    this.#add('row-long', line, undefined, fields.join(' '));
    return this.#row(fields.slice(0, wanted), line);
  }

  /** Whether dates and amounts are where they should be. */
  #fits(fields: string[]): boolean {
    const { columns, amount } = this.#header;
    const at = (index: number | undefined) => decoded(withoutPadding(fields[index ?? -1] ?? '').slice(0, MAX_VALUE));
    const isDate = (text: string) => text === '' || !('fault' in readDateText(text)) || /^[0\-/. :]+$/.test(text);
    const isAmount = (text: string) => text === '' || !('fault' in readAmountText(text));
    return (
      DATES.every((column) => isDate(at(columns[column]))) &&
      [columns[DEBIT], columns[CREDIT], columns[CURRENCY_AMOUNT], amount].every((index) => isAmount(at(index))) &&
      at(columns[BOOKING_DATE]) !== ''
    );
  }

  #withOtherSeparator(text: string): string[] | undefined {
    if (text.length < this.#header.fields) return undefined;
    for (const separator of [FOREIGN_TAB, '|', ';', ','].filter((one) => one !== this.#header.separator)) {
      const fields = text.split(separator);
      if (fields.length === this.#header.fields && this.#looksLikeRow(fields)) return fields;
    }
    return undefined;
  }

  /** One row of the right number of fields, as a line in the order of the law. */
  #row(raw: string[], line: number): Row[] {
    const { columns, extras, amount, sens } = this.#header;
    const fields = raw.map((field) => this.#plain(field, line));
    if (fields.every((field) => field === '')) {
      this.#anomalies.add('blank-line', { line });
      return [];
    }
    const row = columns.map((index) => (index < 0 ? '' : (fields[index] ?? '')));
    const hasSide = sens < 0 || this.#spread(row, fields[amount] ?? '', fields[sens] ?? '', line);
    for (const column of DATES) row[column] = this.#date(row[column] as string, column, line);
    for (const column of hasSide ? [DEBIT, CREDIT, CURRENCY_AMOUNT] : [CURRENCY_AMOUNT]) {
      row[column] = this.#amount(row[column] as string, column, line);
    }
    return [{ bytes: row.concat(extras.map(({ index }) => fields[index] ?? '')).join('\t'), line }];
  }

  /** The field without padding, quotes of its own, and what would break a line. */
  #plain(raw: string, line: number): string {
    let field = withoutPadding(raw);
    const quoted = QUOTED.exec(field);
    if (quoted && field.length > 1) {
      this.#add('field-quoted', line, undefined, field);
      field = withoutPadding((quoted[1] as string).replaceAll('""', '"'));
    }
    if (!CONTROLS.test(field)) return field;
    // Within quotes, what was taken for a separator is a character.
    field = field.replaceAll('\t', this.#header.separator);
    if (CONTROLS.test(field)) this.#add('control-character', line, undefined, field.replace(ALL_CONTROLS, ' '));
    return field.replace(ALL_CONTROLS, ' ');
  }

  /**
   * Montant and Sens as Debit and Credit (facts: fec.md section 1). False without a side: the amount then counts nowhere,
   * and is shown as it is.
   */
  #spread(row: string[], amount: string, sens: string, line: number): boolean {
    const sign = sens.toUpperCase();
    const isDebit = sign === 'D' || sign === '+1';
    const isCredit = sign === 'C' || sign === '-1';
    if (!isDebit && !isCredit) {
      this.#add('sens-invalid', line, 'Sens', sens);
      row[DEBIT] = `${amount} ? ${sens}`.trim();
      return false;
    }
    this.#sensKinds |= sign.length === 1 ? 1 : 2;
    if (this.#sensKinds === 3) this.#once('sens-mixed', line, 'Sens', sens);
    row[isDebit ? DEBIT : CREDIT] = amount;
    return true;
  }

  #date(text: string, column: number, line: number): string {
    if (text === '') return '';
    const reading = text.length > MAX_VALUE ? ({ fault: 'invalid' } as const) : readDateText(text);
    const isBooking = column === BOOKING_DATE;
    const name = COLUMNS[column];
    if ('fault' in reading) {
      if (reading.fault === 'zero') {
        this.#add('date-zero', line, name, text);
        return '';
      }
      const code = reading.fault === 'invalid' ? 'date-invalid' : 'date-impossible';
      this.#add(isBooking ? `booking-${code}` : code, line, name, text);
      return text;
    }
    if (reading.date === 19000101) this.#add('date-default', line, name, text);
    else if (reading.date < 19000101 || reading.date > 20991231) this.#add('date-year', line, name, text);
    if (!reading.isCanonical) this.#add('date-format', line, name, text);
    return String(reading.date);
  }

  #amount(text: string, column: number, line: number): string {
    if (text === '') return '';
    const reading = text.length > MAX_VALUE ? ({ fault: 'invalid' } as const) : readAmountText(decoded(text));
    if ('fault' in reading) {
      const isCurrency = column === CURRENCY_AMOUNT;
      // Other currencies may have three decimals, and nothing is reckoned with them.
      if (isCurrency && reading.fault === 'decimals') return text;
      this.#add(isCurrency ? 'currency-amount-invalid' : `amount-${reading.fault}`, line, COLUMNS[column], text);
      return text;
    }
    if (!reading.isCanonical) this.#add('amount-format', line, COLUMNS[column], text);
    return reading.text;
  }

  #once(code: FecCode, line: number, column?: string, text?: string): void {
    if (!this.#anomalies.has(code)) this.#add(code, line, column, text);
  }

  #add(code: FecCode, line: number, column?: string, bytes?: string): void {
    if (!this.#anomalies.counts(code)) return;
    const text = bytes === undefined ? undefined : decoded(bytes.slice(0, 400));
    this.#anomalies.keep(code, { line, column, text: text?.replaceAll('\t', ' ') });
  }
}

/** Fields of a line in which some are quoted as in CSV; undefined when quotes do not match. */
function splitQuoted(text: string): string[] | undefined {
  const fields: string[] = [];
  let from = 0;
  for (;;) {
    let to: number;
    if (text[from] === '"') {
      to = from + 1;
      for (;;) {
        to = text.indexOf('"', to);
        if (to < 0) return undefined;
        if (text[to + 1] !== '"') break;
        to += 2;
      }
      to += 1;
      if (to < text.length && text[to] !== '\t') return undefined;
    } else {
      to = text.indexOf('\t', from);
      if (to < 0) to = text.length;
    }
    fields.push(text.slice(from, to));
    if (to >= text.length) return fields;
    from = to + 1;
  }
}

function decoded(bytes: string): string {
  return Buffer.from(bytes, 'latin1').toString('utf8');
}

function withoutEnd(text: string, end: string): string {
  let to = text.length;
  while (to > 0 && text[to - 1] === end) to -= 1;
  return to === text.length ? text : text.slice(0, to);
}

/**
 * Without blanks, control characters and no-break spaces (two bytes of UTF-8) at either end. By hand: a regular expression
 * takes the square of the length where blanks are many and within.
 */
function withoutPadding(text: string): string {
  let from = 0;
  let to = text.length;
  for (;;) {
    if (from < to && text.charCodeAt(from) <= 32) from += 1;
    else if (from + 1 < to && text.startsWith(NO_BREAK_SPACE, from)) from += 2;
    else break;
  }
  for (;;) {
    if (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
    else if (to - 1 > from && text.startsWith(NO_BREAK_SPACE, to - 2)) to -= 2;
    else break;
  }
  return text.slice(from, to);
}
