import { COLUMNS } from './format.ts';

/** Lines of a batch at most, and of a chunk. */
export const BATCH_LINES = 500;

/**
 * Lines that were scanned and found in order, some hundreds at a time: where their fields are, and the dates and amounts
 * in them. Each check then goes through all of them before the next one does, in a small loop that the engine compiles
 * early and well.
 */
export class FecBatch {
  count = 0;
  /** Whether the line after the last one is odd: something in it is not as it should be. */
  isOdd = false;
  /** Places of a row in `ends`. */
  readonly stride: number;
  /** Ends of the fields of each line, one row a line. The start of a field is one after the end of the one before. */
  readonly ends: Int32Array;
  readonly starts = new Int32Array(BATCH_LINES);
  /** Numbers of the file's lines. */
  readonly lines = new Int32Array(BATCH_LINES);
  /** 1 for a line with the journal, number and date of the one before. */
  readonly continued = new Uint8Array(BATCH_LINES);
  /** AAAAMMJJ, 0 for none. */
  readonly dates = new Int32Array(BATCH_LINES);
  readonly validDates = new Int32Array(BATCH_LINES);
  /** Integer cents. */
  readonly debits = new Float64Array(BATCH_LINES);
  readonly credits = new Float64Array(BATCH_LINES);
  /** Two halves a line. */
  readonly hashes = new Int32Array(BATCH_LINES * 2);

  /** Fields of a line, the law's 18 and others; separators after the last, which lines may have. */
  readonly fields: number;
  readonly trailing: number;

  constructor(fields: number, trailing: number) {
    this.fields = fields;
    this.trailing = trailing;
    this.stride = Math.max(fields, COLUMNS.length) + 2;
    this.ends = new Int32Array(this.stride * BATCH_LINES);
  }
}
