import { ByteTable } from './byte-table.ts';
import type { ParseResult } from './format.ts';

/** Groups that are kept at most: some 200 MB of them. Beyond, entries are judged by day. */
const MAX_GROUPS = 4_000_000;
const MAX_GROUP_BYTES = 64 * 1024 * 1024;
const MAX_DAYS = 1_000_000;
/** Dates of a journal's only number, up to which it may be that of one entry. */
const MAX_ENTRY_DAYS = 3;

/** An entry that does not balance: debit less credit in cents, and its first line. */
export type UnbalancedEntry = { number: string; line: number; balance: number };

/** What one journal's lines balance by, `none` when they do not; how many entries that makes. */
export type JournalGrouping = {
  level: ParseResult['grouping'];
  entries: number;
  unbalanced: number;
  unbalancedEntries: UnbalancedEntry[];
};

/**
 * Whether entries balance, found in one pass (facts: fec.md section 6). A number alone is never a key, since numbers that
 * restart in each journal merge entries that balance all the same: the key is (journal, number), then where a journal's
 * numbers prove to be something else, (journal, day), (journal, month), and the journal.
 *
 * Only what is open costs memory. Lines of an entry nearly always follow one another: a run of lines of one key that comes
 * to zero is an entry, counted and forgotten. What does not come to zero is kept by its key until its other lines come:
 * some 45 bytes each, so nothing for a file in booking order and 14 MB for a million lines sorted by account.
 */
export class EntryGroups {
  #isFull = false;
  readonly #open = new ByteTable();
  #balances = new Float64Array(512);
  #lines = new Int32Array(512);
  #journals = new Int32Array(512);
  /** Runs that balanced, by journal. */
  #runs = new Float64Array(64);
  /** The first key of each journal, and whether it has others. */
  readonly #firstKeys = new ByteTable();
  #hasNumbers = new Int32Array(64);
  readonly #days = new ByteTable();
  #dayBalances = new Float64Array(512);
  readonly #dayKey = new DataView(new ArrayBuffer(16));
  #areDaysFull = false;

  constructor() {
    // As a byte table does, and for its reason.
    this.#balances = larger(this.#balances, 0);
    this.#lines = larger(this.#lines, 0);
    this.#journals = larger(this.#journals, 0);
    this.#runs = larger(this.#runs, 0);
    this.#hasNumbers = larger(this.#hasNumbers, 0);
    this.#dayBalances = larger(this.#dayBalances, 0);
  }

  /**
   * Ends a run of lines with one journal and number. The key's first four bytes are the journal's number, the entry's
   * number follows.
   */
  addRun(journal: number, view: DataView, from: number, to: number, balance: number, line: number): void {
    const open = this.#open;
    if (this.#hasNumbers[journal] !== 1) this.#compareWithFirst(journal, view, from, to);
    if (balance === 0) {
      // A part that balances by itself is not another entry when its group is open.
      if (open.count > 0 && open.find(view, from, to) >= 0) return;
      if (journal >= this.#runs.length) this.#runs = larger(this.#runs, journal + 1);
      this.#runs[journal] = (this.#runs[journal] as number) + 1;
      return;
    }
    if (open.count >= MAX_GROUPS || open.size >= MAX_GROUP_BYTES) this.#isFull = true;
    if (this.#isFull) return;
    const count = open.count;
    const id = open.intern(view, from, to);
    if (open.count > count) {
      if (id >= this.#balances.length) {
        this.#balances = larger(this.#balances, id + 1);
        this.#lines = larger(this.#lines, id + 1);
        this.#journals = larger(this.#journals, id + 1);
      }
      this.#lines[id] = line;
      this.#journals[id] = journal;
    }
    this.#balances[id] = (this.#balances[id] as number) + balance;
  }

  #compareWithFirst(journal: number, view: DataView, from: number, to: number): void {
    if (journal >= this.#hasNumbers.length) this.#hasNumbers = larger(this.#hasNumbers, journal + 1);
    // Journals are numbered in the order of their first runs.
    if (journal === this.#firstKeys.count) this.#firstKeys.intern(view, from, to);
    else if (!this.#firstKeys.is(journal, view, from, to)) this.#hasNumbers[journal] = 1;
  }

  /** Adds what lines of one journal and day come to. */
  addDay(journal: number, date: number, balance: number): void {
    if (this.#days.count >= MAX_DAYS) this.#areDaysFull = true;
    if (this.#areDaysFull) return;
    const key = this.#dayKey;
    key.setInt32(0, journal, true);
    key.setInt32(4, date, true);
    const id = this.#days.intern(key, 0, 8);
    if (id >= this.#dayBalances.length) this.#dayBalances = larger(this.#dayBalances, id + 1);
    this.#dayBalances[id] = (this.#dayBalances[id] as number) + balance;
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  /**
   * The cascade, journal by journal.
   *
   * @param balances of each journal, by its number
   * @param maxFaults how many unbalanced entries are described; all are counted
   */
  judge(balances: readonly number[], maxFaults: number): JournalGrouping[] {
    const kept = new Float64Array(balances.length);
    const unbalanced = new Float64Array(balances.length);
    const described: UnbalancedEntry[][] = balances.map(() => []);
    for (let id = 0; id < this.#open.count; id += 1) {
      const journal = this.#journals[id] as number;
      kept[journal] = (kept[journal] as number) + 1;
      const balance = this.#balances[id] as number;
      if (balance === 0) continue;
      unbalanced[journal] = (unbalanced[journal] as number) + 1;
      if ((unbalanced[journal] as number) > maxFaults) continue;
      const number = this.#open.bytes(id).toString('utf8', 4);
      described[journal]?.push({ number, line: this.#lines[id] as number, balance });
    }
    const days = this.#periods(1, balances.length);
    const months = this.#periods(100, balances.length);
    return balances.map((balance, journal) => {
      const entries = (kept[journal] as number) + (this.#runs[journal] ?? 0);
      const open = unbalanced[journal] as number;
      // One number for everything, or none, is what drafts have: their entries are not told apart by it.
      const isBlank = this.#firstKeys.bytes(journal).length === 4;
      const isOne = this.#hasNumbers[journal] !== 1 && (isBlank || (days.counts[journal] as number) > MAX_ENTRY_DAYS);
      // Numbers by which most groups balance are entry numbers: those that do not are faulty entries. A line counter, or
      // a number that is the same everywhere, groups next to nothing.
      if (!this.#isFull && !isOne && open * 2 <= entries) {
        return { level: 'journal-number', entries, unbalanced: open, unbalancedEntries: described[journal] ?? [] };
      }
      const nothing = { unbalanced: 0, unbalancedEntries: [] };
      if (balance !== 0) return { level: 'none', entries: 0, ...nothing };
      if (this.#areDaysFull) return { level: 'journal', entries: 1, ...nothing };
      if (!days.unbalanced[journal])
        return { level: 'journal-day', entries: days.counts[journal] as number, ...nothing };
      if (!months.unbalanced[journal]) {
        return { level: 'journal-month', entries: months.counts[journal] as number, ...nothing };
      }
      return { level: 'journal', entries: 1, ...nothing };
    });
  }

  /** How many days (`unit` 1) or months (100) each journal has, and how many of them do not balance. */
  #periods(unit: number, journals: number): { counts: Float64Array; unbalanced: Float64Array } {
    const sums = new Map<number, number>();
    for (let id = 0; id < this.#days.count; id += 1) {
      const key = this.#days.bytes(id);
      // Dates have eight digits at most.
      const period = key.readInt32LE(0) * 1e8 + Math.floor(key.readInt32LE(4) / unit);
      sums.set(period, (sums.get(period) ?? 0) + (this.#dayBalances[id] as number));
    }
    const counts = new Float64Array(journals);
    const unbalanced = new Float64Array(journals);
    for (const [period, sum] of sums) {
      const journal = Math.floor(period / 1e8);
      counts[journal] = (counts[journal] as number) + 1;
      if (sum !== 0) unbalanced[journal] = (unbalanced[journal] as number) + 1;
    }
    return { counts, unbalanced };
  }
}

function larger<T extends Int32Array | Float64Array>(one: T, needed: number): T {
  const more = new (one.constructor as new (length: number) => T)(Math.max(one.length * 2, needed));
  more.set(one);
  return more;
}
