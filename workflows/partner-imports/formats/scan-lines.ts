import type { FecBatch } from './fec-batch.ts';
import { readAmountText } from './read-amount-text.ts';
import { readCents, readDay } from './read-fields.ts';

const TAB = 9;
const LF = 10;
const CR = 13;
/** AAAAMMJJ. 19000101 is what some software writes for no date, and is noted. */
const FIRST_DAY = 19000102;
const LAST_DAY = 20991231;
/** Bytes of an amount, padding included. */
const MAX_AMOUNT = 200;

/** First and last bytes of a field that make its line an odd one: padding, a no-break space, a quote. */
const FIRST = new Uint8Array(256);
const LAST = new Uint8Array(256);
for (const byte of [0x20, 0x22, 0xc2]) FIRST[byte] = 1;
for (const byte of [0x20, 0xa0]) LAST[byte] = 1;

/**
 * Finds the fields of lines from `from` on, reads their dates and amounts, and puts them into the batch: `max` of them at
 * most, up to `to` or the first odd line. Works on words of four bytes; makes no string.
 *
 * @param line the file's number of the first line
 * @param isRewritten lines were rewritten: of what their dates and amounts lack was spoken already, and all of them are
 *   one line of the file
 * @returns where the line after the last one begins
 */
export function scanLines(
  { memory, view }: { memory: Buffer; view: DataView },
  batch: FecBatch,
  from: number,
  to: number,
  max: number,
  line: number,
  isRewritten: boolean,
): number {
  const { ends, stride, starts, lines, continued, dates, validDates, debits, credits, trailing } = batch;
  const last = batch.fields - 1;
  let start = from;
  let row = 0;
  /** Of the line before: how much of it the next may share, and where it begins. */
  let prefix = 0;
  let previous = 0;

  while (start < to && row < max) {
    const base = row * stride;
    let n = base;
    let field = start;
    let odd = 0;
    let p = start;
    let at = 0;
    let byte = 0;

    // Lines of an entry begin alike, up to the date: what is as in the line before need not be looked at again.
    let isContinued = false;
    if (prefix > 0) {
      let q = previous;
      const prefixEnd = start + prefix;
      while (p + 4 <= prefixEnd && view.getInt32(p, true) === view.getInt32(q, true)) {
        p += 4;
        q += 4;
      }
      const rest = (prefixEnd - p) << 3;
      if (rest < 32 && ((view.getInt32(p, true) ^ view.getInt32(q, true)) & ~(-1 << rest)) === 0) {
        isContinued = true;
        const shift = start - previous;
        const before = base - stride;
        ends[base] = (ends[before] as number) + shift;
        ends[base + 1] = (ends[before + 1] as number) + shift;
        ends[base + 2] = (ends[before + 2] as number) + shift;
        ends[base + 3] = (ends[before + 3] as number) + shift;
        n = base + 4;
        p = prefixEnd;
        field = p;
      } else p = start;
    }

    // The top bit of each byte of a word that is below 32: tabs, line ends, and what has no place in a text.
    scan: for (;;) {
      const word = view.getInt32(p, true);
      let marks = ~(((word & 0x7f7f7f7f) + 0x60606060) | word) & 0x80808080;
      while (marks !== 0) {
        const shift = 24 - Math.clz32(marks & -marks);
        at = p + (shift >> 3);
        byte = (word >>> shift) & 0xff;
        if (byte !== TAB) break scan;
        ends[n] = at;
        n += 1;
        odd |= (FIRST[memory[field] as number] as number) | (LAST[memory[at - 1] as number] as number);
        field = at + 1;
        marks &= marks - 1;
      }
      p += 4;
    }

    let end = at;
    let next = at + 1;
    if (byte !== LF) {
      if (byte !== CR || memory[next] !== LF) break;
      next += 1;
    }
    odd |= (FIRST[memory[field] as number] as number) | (LAST[memory[at - 1] as number] as number);
    const lastEnd = base + last;
    if (n !== lastEnd) {
      // Trailing separators that the header has too.
      if (n !== lastEnd + trailing || at - (ends[lastEnd] as number) !== trailing) break;
      end = ends[lastEnd] as number;
    }
    // A row of separators alone is a blank line.
    if ((odd !== 0 || end - start === last) && !isRewritten) break;
    ends[lastEnd] = end;

    const numberEnd = ends[base + 2] as number;
    const dateEnd = ends[base + 3] as number;
    const pieceEnd = ends[base + 8] as number;
    const pieceDateEnd = ends[base + 9] as number;
    const labelEnd = ends[base + 10] as number;
    const debitEnd = ends[base + 11] as number;
    const creditEnd = ends[base + 12] as number;
    const letterEnd = ends[base + 13] as number;
    const letterDateEnd = ends[base + 14] as number;
    const validEnd = ends[base + 15] as number;
    const currencyEnd = ends[base + 16] as number;

    let date = 0;
    if (isContinued) date = dates[row - 1] as number;
    else if (dateEnd - numberEnd === 9) {
      date = readDay(view, numberEnd + 1);
      if (date < FIRST_DAY || date > LAST_DAY) {
        if (!isRewritten) break;
        if (date < 0) date = 0;
      }
    } else if (dateEnd - numberEnd !== 1 && !isRewritten) break;
    if (pieceDateEnd - pieceEnd !== 1 && !isRewritten) {
      if (pieceDateEnd - pieceEnd !== 9) break;
      const pieceDate = readDay(view, pieceEnd + 1);
      if (pieceDate < FIRST_DAY || pieceDate > LAST_DAY) break;
    }
    if (letterDateEnd - letterEnd !== 1 && !isRewritten) {
      if (letterDateEnd - letterEnd !== 9) break;
      const letterDate = readDay(view, letterEnd + 1);
      if (letterDate < FIRST_DAY || letterDate > LAST_DAY) break;
    }
    let validDate = 0;
    if (validEnd - letterDateEnd === 9) {
      validDate = readDay(view, letterDateEnd + 1);
      if (validDate < FIRST_DAY || validDate > LAST_DAY) {
        if (!isRewritten) break;
        if (validDate < 0) validDate = 0;
      }
    } else if (validEnd - letterDateEnd !== 1 && !isRewritten) break;
    let debit = readCents(memory, labelEnd + 1, debitEnd);
    let credit = readCents(memory, debitEnd + 1, creditEnd);
    if (Number.isNaN(debit) || Number.isNaN(credit)) {
      if (!isRewritten) break;
      debit = rewrittenCents(memory, labelEnd + 1, debitEnd);
      credit = rewrittenCents(memory, debitEnd + 1, creditEnd);
    }
    if (currencyEnd - validEnd !== 1 && !isRewritten) {
      if (Number.isNaN(readCents(memory, validEnd + 1, currencyEnd))) break;
    }

    starts[row] = start;
    lines[row] = isRewritten ? line : line + row;
    continued[row] = isContinued ? 1 : 0;
    dates[row] = date;
    validDates[row] = validDate;
    debits[row] = debit;
    credits[row] = credit;
    row += 1;
    prefix = dateEnd + 1 - start;
    previous = start;
    start = next;
  }

  batch.count = row;
  // Every other way out of the loop ends it.
  batch.isOdd = start < to && row < max;
  return start;
}

/** Long amounts that are lawful, for which the fast way has no room; 0 for what is no amount. */
function rewrittenCents(memory: Buffer, from: number, to: number): number {
  const reading = readAmountText(memory.toString('latin1', from, Math.min(to, from + MAX_AMOUNT)));
  return 'cents' in reading && reading.isCanonical ? reading.cents : 0;
}
