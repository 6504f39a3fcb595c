import type { AnomalyList } from './anomaly-list.ts';
import { endWithin } from './end-within.ts';
import { EntryGroups } from './entry-groups.ts';
import { BATCH_LINES, type FecBatch } from './fec-batch.ts';
import type { FecCode } from './fec-codes.ts';
import { MAX_CODE_BYTES } from './format.ts';
import { NumberSequences } from './number-sequences.ts';
import { ValueTotals } from './value-totals.ts';

/** A number's bytes beyond these are not compared. */
const MAX_NUMBER = 256;
const MAX_JOURNALS = 20_000;
/** Accounts, and tiers: a server that reads a file with as many of one of them stays below 260 MB. */
const MAX_ACCOUNTS = 500_000;
const MAX_LABEL_BYTES = 512;

/** Places of the sums of the file, the chunk, the entry and the journal's day. */
const DEBIT = 0;
const CREDIT = 1;
const CHUNK_DEBIT = 2;
const CHUNK_CREDIT = 3;
const RUN = 4;
const DAY = 5;

/** Kinds of accounts, as bits. */
const CHARGES_AND_PRODUCTS = 1;
const RESULT = 2;

/** What lines come to: journals, entries, accounts, tiers, in all and in the current chunk. */
export class FecLedger {
  readonly journals = new ValueTotals(MAX_JOURNALS);
  readonly accounts = new ValueTotals(MAX_ACCOUNTS);
  readonly tiers = new ValueTotals(MAX_ACCOUNTS);
  readonly groups = new EntryGroups();
  readonly sequences = new NumberSequences();
  areTotalsExact = true;
  readonly chunkJournals: number[] = [];
  readonly chunkAccounts: number[] = [];
  readonly chunkTiers: number[] = [];

  readonly #memory: Buffer;
  readonly #view: DataView;
  readonly #anomalies: AnomalyList<FecCode>;
  #chunk = 0;
  /**
   * Sums in cents, by the places above. In an array, since fields that begin as small integers and then are none have the
   * engine throw away what it compiled.
   */
  readonly #sums = new Float64Array(6);
  /** The current entry: its journal in four bytes, its number. */
  readonly #key = Buffer.alloc(4 + MAX_NUMBER + 8);
  readonly #keyView = new DataView(this.#key.buffer, this.#key.byteOffset, this.#key.length);
  #keyLength = 0;
  #journal = -1;
  #runLine = 0;
  /** Kind of the account of each line of the batch. */
  readonly #kinds = new Uint8Array(BATCH_LINES);
  #runKinds = 0;
  #day = -1;

  constructor({ memory, view }: { memory: Buffer; view: DataView }, anomalies: AnomalyList<FecCode>) {
    this.#memory = memory;
    this.#view = view;
    this.#anomalies = anomalies;
  }

  /** Of all lines so far, in cents. */
  get debit(): number {
    return this.#sums[DEBIT] as number;
  }

  get credit(): number {
    return this.#sums[CREDIT] as number;
  }

  get chunkDebit(): number {
    return this.#sums[CHUNK_DEBIT] as number;
  }

  get chunkCredit(): number {
    return this.#sums[CHUNK_CREDIT] as number;
  }

  /** Adds the lines of a batch. */
  add(batch: FecBatch): void {
    this.#addSums(batch);
    this.#addAccounts(batch);
    this.#addTiers(batch);
    this.#addEntries(batch);
  }

  startChunk(): void {
    this.#chunk += 1;
    this.#sums[CHUNK_DEBIT] = 0;
    this.#sums[CHUNK_CREDIT] = 0;
    this.chunkJournals.length = 0;
    this.chunkAccounts.length = 0;
    this.chunkTiers.length = 0;
  }

  /** No line comes any more: ends the last entry. */
  end(): void {
    if (this.#journal < 0) return;
    this.#endRun(this.#journal, this.#keyLength, this.#sums[RUN] as number, this.#runKinds);
    this.groups.addDay(this.#journal, this.#day, this.#sums[DAY] as number);
    this.#journal = -1;
  }

  #addSums({ count, debits, credits }: FecBatch): void {
    const sums = this.#sums;
    let debit = sums[DEBIT] as number;
    let credit = sums[CREDIT] as number;
    let largest = 0;
    let chunkDebit = sums[CHUNK_DEBIT] as number;
    let chunkCredit = sums[CHUNK_CREDIT] as number;
    for (let row = 0; row < count; row += 1) {
      const oneDebit = debits[row] as number;
      const oneCredit = credits[row] as number;
      debit += oneDebit;
      credit += oneCredit;
      chunkDebit += oneDebit;
      chunkCredit += oneCredit;
      largest = Math.max(largest, Math.abs(debit), Math.abs(credit));
    }
    sums[DEBIT] = debit;
    sums[CREDIT] = credit;
    sums[CHUNK_DEBIT] = chunkDebit;
    sums[CHUNK_CREDIT] = chunkCredit;
    if (largest > Number.MAX_SAFE_INTEGER) this.areTotalsExact = false;
  }

  #addAccounts({ count, ends, stride, debits, credits, lines }: FecBatch): void {
    const { accounts, chunkAccounts } = this;
    const view = this.#view;
    const chunk = this.#chunk;
    for (let row = 0, base = 0; row < count; row += 1, base += stride) {
      const from = (ends[base + 3] as number) + 1;
      const to = ends[base + 4] as number;
      const id = accounts.meet(view, from, this.#endOfCode(from, to));
      if (accounts.counts[id] === 0) accounts.kinds[id] = this.#checkAccount(from, to, lines[row] as number);
      if (accounts.chunks[id] !== chunk) {
        accounts.chunks[id] = chunk;
        chunkAccounts.push(id);
      }
      if (accounts.labels[id] === 0) this.#label(accounts, id, to + 1, ends[base + 5] as number);
      accounts.add(id, debits[row] as number, credits[row] as number);
      this.#kinds[row] = accounts.kinds[id] as number;
    }
  }

  #addTiers({ count, ends, stride, debits, credits }: FecBatch): void {
    const { tiers, chunkTiers } = this;
    const view = this.#view;
    const chunk = this.#chunk;
    for (let row = 0, base = 0; row < count; row += 1, base += stride) {
      const from = (ends[base + 5] as number) + 1;
      const to = ends[base + 6] as number;
      if (to === from) continue;
      const id = tiers.meet(view, from, this.#endOfCode(from, to));
      if (tiers.chunks[id] !== chunk) {
        tiers.chunks[id] = chunk;
        chunkTiers.push(id);
      }
      if (tiers.labels[id] === 0) this.#label(tiers, id, to + 1, ends[base + 7] as number);
      tiers.add(id, debits[row] as number, credits[row] as number);
    }
  }

  #addEntries({ count, starts, ends, stride, debits, credits, dates, lines, continued }: FecBatch): void {
    const { journals, groups, chunkJournals } = this;
    const memory = this.#memory;
    const view = this.#view;
    const key = this.#key;
    const keyView = this.#keyView;
    const sums = this.#sums;
    const chunk = this.#chunk;
    let journal = this.#journal;
    let keyLength = this.#keyLength;
    let runBalance = sums[RUN] as number;
    let runKinds = this.#runKinds;
    let day = this.#day;
    let dayBalance = sums[DAY] as number;
    for (let row = 0, base = 0; row < count; row += 1, base += stride) {
      if (continued[row] === 0) {
        const start = starts[row] as number;
        const journalEnd = ends[base] as number;
        const codeEnd = this.#endOfCode(start, journalEnd);
        const numberStart = (ends[base + 1] as number) + 1;
        const numberEnd = Math.min(ends[base + 2] as number, numberStart + MAX_NUMBER);
        const date = dates[row] as number;
        const isSameJournal = journal >= 0 && journals.table.is(journal, view, start, codeEnd);
        if (!isSameJournal || numberEnd - numberStart !== keyLength || !isSame(view, numberStart, numberEnd, keyView)) {
          if (journal >= 0) this.#endRun(journal, keyLength, runBalance, runKinds);
          if (!isSameJournal) {
            if (journal >= 0) groups.addDay(journal, day, dayBalance);
            day = date;
            dayBalance = 0;
            journal = journals.meet(view, start, codeEnd);
            if (journals.counts[journal] === 0) journals.firstLines[journal] = lines[row] as number;
          }
          keyView.setInt32(0, journal, true);
          keyLength = numberEnd - numberStart;
          for (let k = 0; k < keyLength; k += 1) key[4 + k] = memory[numberStart + k] as number;
          runBalance = 0;
          runKinds = 0;
          this.#runLine = lines[row] as number;
        }
        if (date !== day) {
          groups.addDay(journal, day, dayBalance);
          day = date;
          dayBalance = 0;
        }
        if (journals.labels[journal] === 0) this.#label(journals, journal, journalEnd + 1, numberStart - 1);
      }
      if (journals.chunks[journal] !== chunk) {
        journals.chunks[journal] = chunk;
        chunkJournals.push(journal);
      }
      const debit = debits[row] as number;
      const credit = credits[row] as number;
      journals.add(journal, debit, credit);
      runBalance += debit - credit;
      dayBalance += debit - credit;
      runKinds |= this.#kinds[row] as number;
    }
    this.#journal = journal;
    this.#keyLength = keyLength;
    sums[RUN] = runBalance;
    this.#runKinds = runKinds;
    this.#day = day;
    sums[DAY] = dayBalance;
  }

  #endRun(journal: number, keyLength: number, balance: number, kinds: number): void {
    const line = this.#runLine;
    this.groups.addRun(journal, this.#keyView, 0, 4 + keyLength, balance, line);
    if (keyLength > 0) this.sequences.add(journal, this.#key, this.#keyView, 4, 4 + keyLength, line);
    // Nothing else moves the result of the year against charges and products (facts: fec.md section 7).
    if (kinds === (CHARGES_AND_PRODUCTS | RESULT) && this.#anomalies.counts('closing-entry')) {
      const text = this.#key.toString('utf8', 4, 4 + keyLength);
      this.#anomalies.keep('closing-entry', { line, column: 'EcritureNum', text });
    }
  }

  #endOfCode(from: number, to: number): number {
    return to - from <= MAX_CODE_BYTES ? to : endWithin(this.#memory, from, to, MAX_CODE_BYTES);
  }

  /** Labels are kept as they are; a field of kilobytes is none. */
  #label(totals: ValueTotals, id: number, from: number, to: number): void {
    const memory = this.#memory;
    if (to > from) totals.setLabel(id, memory, from, endWithin(memory, from, to, MAX_LABEL_BYTES));
  }

  /** The kinds of an account that is met for the first time. */
  #checkAccount(from: number, to: number, line: number): number {
    const memory = this.#memory;
    if (from === to) return 0;
    const first = memory[from] as number;
    if (first < 49 || first > 56) this.#anomalies.add('account-class', this.#account(from, to, line));
    else if (to - from < 3 || !isDigit(memory[from + 1]) || !isDigit(memory[from + 2])) {
      this.#anomalies.add('account-digits', this.#account(from, to, line));
    }
    if (first === 54 || first === 55) return CHARGES_AND_PRODUCTS;
    return first === 49 && memory[from + 1] === 50 && to - from > 1 ? RESULT : 0;
  }

  #account(from: number, to: number, line: number) {
    const text = this.#memory.toString('utf8', from, this.#endOfCode(from, to));
    return { line, column: 'CompteNum', text };
  }
}

function isSame(view: DataView, from: number, to: number, keyView: DataView): boolean {
  let p = from;
  let at = 4;
  for (; p + 4 <= to; p += 4, at += 4) if (view.getInt32(p, true) !== keyView.getInt32(at, true)) return false;
  return p === to || ((view.getInt32(p, true) ^ keyView.getInt32(at, true)) & ~(-1 << ((to - p) << 3))) === 0;
}

function isDigit(byte: number | undefined): boolean {
  return byte !== undefined && byte >= 48 && byte <= 57;
}
