import { type AnomalyList, MAX_ANOMALY_TEXT } from './anomaly-list.ts';
import type { FecBatch } from './fec-batch.ts';
import type { FecCode } from './fec-codes.ts';
import { COLUMNS, MAX_CODE_BYTES } from './format.ts';

const LAW_FIELDS = COLUMNS.length;
/** Columns that must not be blank (facts: fec.md section 1); the first two and CompteNum may, in treasury accounting. */
const WANTED = [0, 1, 2, 3, 4, 5, 8, 9, 10];

/** Columns of codes, by which lines are added up and found. */
const CODES = [0, 4, 6];

/** The checks that each line passes or fails by itself (facts: fec.md sections 1, 3, 9 and 10). */
export class FecChecks {
  firstDate = 99999999;
  lastDate = 0;
  chunkFirst = 99999999;
  chunkLast = 0;
  /** Lines with a ValidDate, without one, and the first of these. */
  validated = 0;
  notValidated = 0;
  firstNotValidated = 0;

  readonly #memory: Buffer;
  readonly #anomalies: AnomalyList<FecCode>;
  readonly #isTreasury: boolean;
  readonly #periodFirst: number;
  readonly #periodLast: number;

  constructor(
    memory: Buffer,
    anomalies: AnomalyList<FecCode>,
    isTreasury: boolean,
    period: { firstDate: number; lastDate: number },
  ) {
    this.#memory = memory;
    this.#anomalies = anomalies;
    this.#isTreasury = isTreasury;
    this.#periodFirst = period.firstDate;
    this.#periodLast = period.lastDate || 99999999;
  }

  check(batch: FecBatch): void {
    this.#checkDates(batch);
    this.#checkFields(batch);
    if (this.#isTreasury) this.#checkTreasury(batch);
  }

  startChunk(): void {
    this.firstDate = Math.min(this.firstDate, this.chunkFirst);
    this.lastDate = Math.max(this.lastDate, this.chunkLast);
    this.chunkFirst = 99999999;
    this.chunkLast = 0;
  }

  #checkDates(batch: FecBatch): void {
    const { count, dates, validDates } = batch;
    const periodFirst = this.#periodFirst;
    const periodLast = this.#periodLast;
    let first = this.chunkFirst;
    let last = this.chunkLast;
    for (let row = 0; row < count; row += 1) {
      const date = dates[row] as number;
      const validDate = validDates[row] as number;
      if (validDate !== 0) this.validated += 1;
      else this.#noteNotValidated(batch, row);
      if (date === 0) continue;
      if (date < first) first = date;
      if (date > last) last = date;
      if (date < periodFirst || date > periodLast) this.#note('date-out-of-period', batch, row, 3);
      if (validDate !== 0 && validDate < date) this.#note('valid-before-entry', batch, row, 15);
    }
    this.chunkFirst = first;
    this.chunkLast = last;
  }

  #checkFields(batch: FecBatch): void {
    const { count, starts, ends, stride, debits, credits } = batch;
    for (let row = 0, base = 0; row < count; row += 1, base += stride) {
      const hasDebit = debits[row] !== 0;
      if (hasDebit === (credits[row] !== 0))
        this.#note(hasDebit ? 'both-sides' : 'no-side', batch, row, hasDebit ? 12 : 11);
      const labelEnd = ends[base + 5] as number;
      const tiersEnd = ends[base + 6] as number;
      const tiersLabelEnd = ends[base + 7] as number;
      const pieceEnd = ends[base + 8] as number;
      const pieceDateEnd = ends[base + 9] as number;
      const creditEnd = ends[base + 12] as number;
      const letterEnd = ends[base + 13] as number;
      const validEnd = ends[base + 15] as number;
      const currencyEnd = ends[base + 16] as number;
      if (
        ends[base] === starts[row] ||
        ends[base + 1] === (ends[base] as number) + 1 ||
        ends[base + 2] === (ends[base + 1] as number) + 1 ||
        ends[base + 3] === (ends[base + 2] as number) + 1 ||
        ends[base + 4] === (ends[base + 3] as number) + 1 ||
        labelEnd === (ends[base + 4] as number) + 1 ||
        pieceEnd === tiersLabelEnd + 1 ||
        pieceDateEnd === pieceEnd + 1 ||
        ends[base + 10] === pieceDateEnd + 1
      ) {
        this.#noteMissing(batch, row);
      }
      if (
        (ends[base] as number) - (starts[row] as number) > MAX_CODE_BYTES ||
        (ends[base + 4] as number) - (ends[base + 3] as number) > MAX_CODE_BYTES + 1 ||
        tiersEnd - labelEnd > MAX_CODE_BYTES + 1
      ) {
        this.#noteTooLong(batch, row);
      }
      if ((tiersEnd === labelEnd + 1) !== (tiersLabelEnd === tiersEnd + 1)) this.#notePair('pair-tiers', batch, row, 6);
      if ((letterEnd === creditEnd + 1) !== (ends[base + 14] === letterEnd + 1)) {
        this.#notePair('pair-lettering', batch, row, 13);
      }
      if ((currencyEnd === validEnd + 1) !== (ends[base + 17] === currencyEnd + 1)) {
        this.#notePair('pair-currency', batch, row, 16);
      }
    }
  }

  /** Date and means of settlement, the first columns after the law's 18 in the treasury regimes. */
  #checkTreasury(batch: FecBatch): void {
    for (let row = 0; row < batch.count; row += 1) {
      for (const field of [LAW_FIELDS, LAW_FIELDS + 1]) {
        if (field < batch.fields && isBlank(batch, row, field)) this.#note('data-missing', batch, row, field);
      }
    }
  }

  /** A text that is no date is something all the same: of it was spoken already. */
  #noteNotValidated(batch: FecBatch, row: number): void {
    if (!isBlank(batch, row, 15)) {
      this.validated += 1;
      return;
    }
    if (this.notValidated === 0) this.firstNotValidated = batch.lines[row] as number;
    this.notValidated += 1;
  }

  #noteMissing(batch: FecBatch, row: number): void {
    for (const field of WANTED) {
      if (!isBlank(batch, row, field)) continue;
      if (this.#isTreasury && (field === 0 || field === 1 || field === 4)) continue;
      this.#note(field === 3 || field === 4 ? 'mandatory-missing' : 'data-missing', batch, row, field);
    }
  }

  #noteTooLong(batch: FecBatch, row: number): void {
    for (const field of CODES) {
      const end = batch.ends[row * batch.stride + field] as number;
      if (end - startOf(batch, row, field) > MAX_CODE_BYTES) this.#note('code-too-long', batch, row, field);
    }
  }

  /** Names the field of the two that is blank. */
  #notePair(code: FecCode, batch: FecBatch, row: number, field: number): void {
    this.#note(code, batch, row, isBlank(batch, row, field) ? field : field + 1);
  }

  #note(code: FecCode, batch: FecBatch, row: number, field: number): void {
    if (!this.#anomalies.counts(code)) return;
    const from = startOf(batch, row, field);
    const to = Math.min(batch.ends[row * batch.stride + field] as number, from + MAX_ANOMALY_TEXT * 8);
    const column = COLUMNS[field] ?? (field === LAW_FIELDS ? 'DateRglt' : 'ModeRglt');
    const text = to > from ? { text: this.#memory.toString('utf8', from, to) } : {};
    this.#anomalies.keep(code, { line: batch.lines[row], column, ...text });
  }
}

function startOf({ starts, ends, stride }: FecBatch, row: number, field: number): number {
  return field === 0 ? (starts[row] as number) : (ends[row * stride + field - 1] as number) + 1;
}

function isBlank(batch: FecBatch, row: number, field: number): boolean {
  return startOf(batch, row, field) === batch.ends[row * batch.stride + field];
}
