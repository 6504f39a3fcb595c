import type { AnomalyList } from './anomaly-list.ts';
import type { RowBytes } from './row-bytes.ts';
import type { RowReader } from './row-reader.ts';
import type { TraAmounts } from './tra-amounts.ts';
import { TraCodeFields } from './tra-code-fields.ts';
import type { TraCode } from './tra-codes.ts';
import { hasDate, writeDate } from './tra-dates.ts';
import { LINE_KIND, type TraLine } from './tra-line.ts';
import { TraNumbers } from './tra-numbers.ts';
import type { TraParameters } from './tra-parameters.ts';

/** What the FEC has no column for, in the order in which rows have it. */
export const TRA_EXTRA_COLUMNS = [
  ...['TypePiece', 'ModePaiement', 'DateEcheance', 'SectionAnalytique', 'Etablissement', 'PieceJointe'],
];

/** `provisional` leaves ValidDate out, a number (AAAAMMJJ) forces it, `as-file` takes what lines say. */
export type Validation = 'provisional' | 'as-file' | number;

export type RowTraits = {
  isExtended: boolean;
  /** Lines may have the FEC's counter and a date of validation: extended ones from version 11 on. */
  hasFecFields: boolean;
  validation: Validation;
};

/** Where the row that is being written has its entry's number and date. */
type EntryPlaces = { number: number; numberEnd: number; date: number; dateEnd: number };

const BLANK = 32;
const X = 88;
const STAR = 42;
const ZERO_AMOUNT = Buffer.from('0,00');
/** Bytes of the paths that one row may have. */
const MAX_ATTACHMENT_BYTES = 2_000;

/** One counted line of a TRA as a row of a FEC and its extra columns (facts: tra.md section 7). */
export class TraRows {
  /** Lines that say that they are validated and not when, and the first of these. */
  validatedWithout = 0;
  firstValidatedWithout = 0;
  readonly #line: TraLine;
  readonly #reader: RowReader;
  readonly #bytes: RowBytes;
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #traits: RowTraits;
  readonly #forcedDate: Buffer;
  readonly #codes: TraCodeFields;
  readonly #numbers: TraNumbers;
  /** Whether the last row has a path already. */
  #attachmentBytes = 0;
  #hasOtherThanOpening = false;

  constructor(
    line: TraLine,
    reader: RowReader,
    parameters: TraParameters,
    anomalies: AnomalyList<TraCode>,
    traits: RowTraits,
  ) {
    this.#line = line;
    this.#reader = reader;
    this.#bytes = reader.bytes;
    this.#anomalies = anomalies;
    this.#traits = traits;
    this.#forcedDate = Buffer.from(typeof traits.validation === 'number' ? String(traits.validation) : '');
    this.#codes = new TraCodeFields(line, reader.bytes, parameters, anomalies);
    this.#numbers = new TraNumbers(anomalies, traits.hasFecFields);
  }

  /** @param kind of the line; @param isDebit undefined for a line without a side, whose amount counts nowhere */
  write(kind: number, isDebit: boolean | undefined, amounts: TraAmounts): void {
    const line = this.#line;
    const bytes = this.#bytes;
    this.#reader.begin(line.number);
    this.#attachmentBytes = 0;
    bytes.hasControl = false;

    const journalNature = this.#codes.writeJournal();
    if (!this.#anomalies.has('opening-not-first')) this.#checkOpening(journalNature);
    const number = bytes.at;
    this.#numbers.write(line, isDebit === undefined ? 0 : isDebit ? amounts.cents : -amounts.cents, bytes);
    const numberEnd = bytes.at;
    bytes.endField();
    const date = bytes.at;
    this.#writeDate(4, 'DATECOMPTABLE');
    const dateEnd = bytes.at;
    bytes.endField();
    this.#codes.writeAccount(kind);
    this.#writeVoucher({ number, numberEnd, date, dateEnd });
    this.#writeAmount(isDebit === true, amounts);
    this.#writeAmount(isDebit === false, amounts);
    this.#writeLettering();
    this.#writeValidDate();
    this.#writeCurrency(amounts);
    this.#writeExtras(kind);
    if (bytes.hasControl) this.#anomalies.add('control-character', { line: line.number });
  }

  /** Reference, its date, label: the FEC wants all three, so what is blank is that of the entry. */
  #writeVoucher({ number, numberEnd, date, dateEnd }: EntryPlaces): void {
    const line = this.#line;
    const { memory } = line;
    const bytes = this.#bytes;
    const hasReference = line.find(49, 35);
    if (hasReference || this.#numbers.hasNumber(line)) bytes.copy(memory, line.from, line.to);
    else {
      this.#anomalies.add('reference-blank', { line: line.number, column: 'REFINTERNE' });
      bytes.copy(bytes.memory, number, numberEnd);
    }
    bytes.endField();
    if (this.#traits.isExtended && hasDate(line, 258)) this.#writeDate(258, 'DATEREFEXTERNE');
    else bytes.copy(bytes.memory, date, dateEnd);
    bytes.endField();
    if (line.find(84, 35)) bytes.copy(memory, line.from, line.to);
    else {
      this.#anomalies.add('label-blank', { line: line.number, column: 'LIBELLE' });
      if (hasReference && line.find(49, 35)) bytes.copy(memory, line.from, line.to);
      else bytes.copy(bytes.memory, number, numberEnd);
    }
    bytes.endField();
  }

  #writeCurrency({ currency, currencyFrom, currencyTo }: TraAmounts): void {
    const bytes = this.#bytes;
    const hasCurrency = currencyTo > currencyFrom;
    if (hasCurrency) bytes.copy(this.#line.memory, currencyFrom, currencyTo);
    bytes.endField();
    if (hasCurrency) bytes.text(currency);
    bytes.endField();
  }

  /** Adds the path of a document to the row above. */
  attach(position: number, length: number): void {
    const line = this.#line;
    if (!this.#reader.isOpen || !line.find(position, length)) return;
    const size = line.to - line.from + 1;
    if (this.#attachmentBytes + size > MAX_ATTACHMENT_BYTES) return;
    // As FECs name several.
    if (this.#attachmentBytes > 0) this.#bytes.byte(STAR);
    this.#attachmentBytes += size;
    this.#bytes.copy(line.memory, line.from, line.to);
  }

  #writeDate(position: number, column: string): boolean {
    const line = this.#line;
    const kind = writeDate(line, position, this.#bytes);
    if (kind === 'year-first') {
      this.#anomalies.add('date-format', { line: line.number, column, text: line.text(position, 8) });
    }
    return kind !== 'odd';
  }

  #writeAmount(isItsSide: boolean, { cents, from, to }: TraAmounts): void {
    const bytes = this.#bytes;
    if (!isItsSide) bytes.copy(ZERO_AMOUNT, 0, ZERO_AMOUNT.length);
    else if (Number.isNaN(cents)) bytes.copy(this.#line.memory, from, to);
    else bytes.cents(cents);
    bytes.endField();
  }

  /** Full and partial lettering alone are lettering. */
  #writeLettering(): void {
    const line = this.#line;
    const bytes = this.#bytes;
    const state = this.#traits.isExtended && line.length >= 1_021 ? line.text(1_021, 3) : '';
    const isLettered = (state === 'PL' || state === 'TL') && line.find(1_014, 5);
    if (isLettered) bytes.copy(line.memory, line.from, line.to);
    bytes.endField();
    if (isLettered) this.#writeDate(998, 'DATEPAQUETMAX');
    bytes.endField();
  }

  #writeValidDate(): void {
    const line = this.#line;
    const { validation, isExtended, hasFecFields } = this.#traits;
    if (validation === 'as-file') {
      if (hasFecFields && hasDate(line, 1_400)) this.#writeDate(1_400, 'VALIDDATE');
      else if (isExtended && line.byteAt(1_177) === X) {
        if (this.validatedWithout === 0) this.firstValidatedWithout = line.number;
        this.validatedWithout += 1;
      }
    } else this.#bytes.copy(this.#forcedDate, 0, this.#forcedDate.length);
    this.#bytes.endField();
  }

  #writeExtras(kind: number): void {
    const line = this.#line;
    const bytes = this.#bytes;
    this.#copy(12, 2);
    bytes.endField();
    this.#copy(119, 3);
    bytes.endField();
    if (!this.#writeDate(122, 'ECHEANCE')) {
      this.#anomalies.add('due-date-invalid', { line: line.number, column: 'ECHEANCE', text: line.text(122, 8) });
    }
    bytes.endField();
    if (kind === LINE_KIND.detailed) {
      this.#copy(219, 2);
      bytes.byte(BLANK);
      this.#copy(32, 17);
    }
    bytes.endField();
    this.#copy(216, 3);
    bytes.endField();
  }

  #copy(position: number, length: number): void {
    const line = this.#line;
    if (line.find(position, length)) this.#bytes.copy(line.memory, line.from, line.to);
  }

  /** Opening entries come first (facts: tra.md section 7). */
  #checkOpening(journalNature: string | undefined): void {
    const line = this.#line;
    const mark = this.#traits.isExtended && line.length >= 302 ? line.text(302, 3) : '';
    if (mark !== 'OAN' && mark !== 'H' && journalNature !== 'ANO') this.#hasOtherThanOpening = true;
    else if (this.#hasOtherThanOpening)
      this.#anomalies.add('opening-not-first', { line: line.number, column: 'ECRANOUVEAU' });
  }
}
