import type { AnomalyList } from './anomaly-list.ts';
import type { FecCode } from './fec-codes.ts';
import { FieldRewriter } from './field-rewriter.ts';
import { FOREIGN_TAB } from './foreign-tab.ts';
import { COLUMNS } from './format.ts';
import type { FecHeader } from './read-fec-header.ts';
import { splitQuoted } from './split-quoted.ts';
import { withoutPadding } from './without-padding.ts';

/** A row is never put together out of more than this. */
const MAX_JOINED = 65_536;
/** Nor out of more lines. */
const MAX_PARTS = 10;
/** Written after the last line by very old systems. */
const END_MARK = '\x1a';
/** Of UTF-8, as a byte string. */
const MARK = '\xef\xbb\xbf';
/** Fields of a row that is cut short after Credit (facts: fec.md section 11). */
const THROUGH_CREDIT = 13;

const BOOKING_DATE = COLUMNS.indexOf('EcritureDate');
const LABEL = COLUMNS.indexOf('EcritureLib');
const DEBIT = COLUMNS.indexOf('Debit');
const CREDIT = COLUMNS.indexOf('Credit');

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const NOTHING = /^[\x00-\x20"]*$/;

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
  readonly fields: FieldRewriter;
  /** Start of a row that a line break seems to have cut. */
  #pending: Pending | undefined;

  constructor(header: FecHeader, headerLine: string, anomalies: AnomalyList<FecCode>) {
    this.#header = header;
    this.#headerLine = headerLine;
    this.#anomalies = anomalies;
    this.fields = new FieldRewriter(header, anomalies);
  }

  get hasPending(): boolean {
    return this.#pending !== undefined;
  }

  /** Lines without their ends, none for a line that holds no entry; `bytes` is the line without its line feed. */
  rewrite(bytes: string, line: number): Row[] {
    // Parts of a file that were put together may each have their mark.
    let text = bytes.startsWith(MARK) ? bytes.slice(MARK.length) : bytes;
    if (text.includes('\0')) {
      this.#anomalies.add('nul-bytes', { line });
      text = text.replaceAll('\0', '');
    }
    if (text.endsWith('\r\r')) this.fields.meetDoubledEnd(line);
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

  /** A line whose fields are where the law has them already, so that only its dates and amounts can be odd. */
  rewriteArranged(bytes: string, line: number): Row[] {
    const fields = withoutEnd(bytes, '\r').split('\t');
    const given = this.flush();
    given.push({ bytes: this.fields.values(fields, line, true).join('\t'), line });
    return given;
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
      this.fields.add('row-separator', line, undefined, text);
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
      this.fields.add('line-break-in-field', pending.line, COLUMNS[this.#header.columns.indexOf(at)]);
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
    this.fields.add(isCut ? 'row-cut' : 'row-short', line, undefined, fields.join(' '));
    if (!isCut && fields.length < 5) return [];
    return this.#row(fields.concat(Array(wanted - fields.length).fill('')), line);
  }

  #longRow(fields: string[], line: number): Row[] {
    const { fields: wanted, trailing, columns, separator } = this.#header;
    const rest = fields.slice(wanted);
    if (rest.every((field) => withoutPadding(field) === '') && this.fields.fit(fields)) {
      if (rest.length !== trailing) this.fields.add('row-trailing-separator', line);
      return this.#row(fields.slice(0, wanted), line);
    }
    // Between a date and an amount there is but one text, so a separator too many there can be in no other.
    const label = columns[LABEL] as number;
    const whole = fields.slice(label, label + rest.length + 1).join(separator);
    const joined = fields.toSpliced(label, rest.length + 1, whole);
    if (label >= 0 && this.fields.fit(joined)) {
      this.fields.add('separator-in-field', line, COLUMNS[LABEL], whole);
      return this.#row(
        joined.map((field, n) => (n === label ? field.replaceAll('\t', ' ') : field)),
        line,
      );
    }
    this.fields.add('row-long', line, undefined, fields.join(' '));
    return this.#row(fields.slice(0, wanted), line);
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
    const fields = raw.map((field) => this.fields.plain(field, line));
    if (fields.every((field) => field === '')) {
      this.#anomalies.add('blank-line', { line });
      return [];
    }
    const row = columns.map((index) => (index < 0 ? '' : (fields[index] ?? '')));
    const hasSide = sens < 0 || this.fields.spread(row, fields[amount] ?? '', fields[sens] ?? '', line);
    this.fields.values(row, line, hasSide);
    return [{ bytes: row.concat(extras.map(({ index }) => fields[index] ?? '')).join('\t'), line }];
  }
}

function withoutEnd(text: string, end: string): string {
  let to = text.length;
  while (to > 0 && text[to - 1] === end) to -= 1;
  return to === text.length ? text : text.slice(0, to);
}
