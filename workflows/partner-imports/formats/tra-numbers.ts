import type { AnomalyList } from './anomaly-list.ts';
import type { RowBytes } from './row-bytes.ts';
import type { TraCode } from './tra-codes.ts';
import type { TraLine } from './tra-line.ts';

/** Positions of journal and date, and of what follows them: type of voucher. */
const DAY = [1, 11] as const;
const TYPE = [12, 2] as const;
const REFERENCE = [49, 35] as const;
const FIELD_BYTES = 256;
const MAX_JOURNALS = 20_000;
const ZERO = 48;

/**
 * Numbers of entries (facts: tra.md sections 5 and 7): the FEC's own counter, else NUMEROPIECE. Where a line has neither,
 * an entry goes on as long as journal and day do, until it balances and another voucher begins: another type or
 * reference, or no reference at all. It then gets the next number of its journal, which the journal's code precedes so that
 * no number of the file is the same.
 */
export class TraNumbers {
  readonly #anomalies: AnomalyList<TraCode>;
  readonly #hasCounter: boolean;
  readonly #day = Buffer.alloc(FIELD_BYTES);
  readonly #type = Buffer.alloc(FIELD_BYTES);
  readonly #reference = Buffer.alloc(FIELD_BYTES);
  #dayLength = -1;
  #typeLength = 0;
  #referenceLength = 0;
  #balance = 0;
  readonly #sequences = new Map<string, number>();
  #number = Buffer.alloc(0);
  /** 1 when a line had a number, 2 when one had none. */
  #kinds = 0;

  /** @param hasCounter lines may have a FEC counter: ETE lines from version 11 on */
  constructor(anomalies: AnomalyList<TraCode>, hasCounter: boolean) {
    this.#anomalies = anomalies;
    this.#hasCounter = hasCounter;
  }

  /** Writes the number of a line's entry. @param cents of the line, debit less credit */
  write(line: TraLine, cents: number, bytes: RowBytes): void {
    if (this.#hasCounter && hasNumber(line, 1395, 5)) bytes.copy(line.memory, line.from, line.to);
    else if (hasNumber(line, 152, 8)) {
      bytes.copy(line.memory, line.from, line.to);
      this.#meet(1, line);
    } else {
      this.#follow(line, cents);
      bytes.copy(this.#number, 0, this.#number.length);
      this.#meet(2, line);
      return;
    }
    this.#dayLength = -1;
  }

  /** The number of the voucher, if the file uses it; the field of the line is then found. */
  hasNumber(line: TraLine): boolean {
    return hasNumber(line, 152, 8);
  }

  #meet(kind: 1 | 2, line: TraLine): void {
    const kinds = this.#kinds | kind;
    if (kinds === 3 && this.#kinds !== 3) {
      this.#anomalies.add('numbers-mixed', { line: line.number, column: 'NUMEROPIECE', text: line.text(152, 8) });
    }
    this.#kinds = kinds;
  }

  #follow(line: TraLine, cents: number): void {
    const isSameDay = this.#dayLength >= 0 && line.isSame(...DAY, this.#day, this.#dayLength);
    if (!isSameDay || !this.#goesOn(line)) this.#start(line);
    this.#balance += Number.isNaN(cents) ? 0 : cents;
  }

  #goesOn(line: TraLine): boolean {
    const hasReference = line.find(...REFERENCE);
    const isSame =
      line.isSame(...TYPE, this.#type, this.#typeLength) &&
      line.isSame(...REFERENCE, this.#reference, this.#referenceLength);
    if (this.#balance === 0) return isSame && hasReference;
    if (!isSame && hasReference && !this.#anomalies.has('references-within-entry')) {
      this.#anomalies.add('references-within-entry', { line: line.number, column: 'REFINTERNE' });
    }
    return true;
  }

  #start(line: TraLine): void {
    this.#dayLength = line.save(...DAY, this.#day);
    this.#typeLength = line.save(...TYPE, this.#type);
    this.#referenceLength = line.save(...REFERENCE, this.#reference);
    this.#balance = 0;
    const journal = line.text(1, 3);
    // Codes without end are no journals; those beyond go on with one sequence.
    const sequence = this.#sequences.size < MAX_JOURNALS || this.#sequences.has(journal) ? journal : '';
    const number = (this.#sequences.get(sequence) ?? 0) + 1;
    this.#sequences.set(sequence, number);
    this.#number = Buffer.from(`${journal}${String(number).padStart(6, '0')}`, 'utf8');
  }
}

/** Whether the field found holds more than zeros, which stand for nothing. */
function hasNumber(line: TraLine, position: number, length: number): boolean {
  if (!line.find(position, length)) return false;
  for (let at = line.from; at < line.to; at += 1) if (line.memory[at] !== ZERO) return true;
  return false;
}
