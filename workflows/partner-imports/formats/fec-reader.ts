import { type AnomalyList, MAX_ANOMALY_TEXT } from './anomaly-list.ts';
import { EntryGroups } from './entry-groups.ts';
import type { FecCode } from './fec-codes.ts';
import { COLUMNS, type EntryChunk } from './format.ts';
import { LineHashes } from './line-hashes.ts';
import { NumberSequences } from './number-sequences.ts';
import { readAmountText } from './read-amount-text.ts';
import { readCents, readDay } from './read-fields.ts';
import { ValueTotals } from './value-totals.ts';

/** Lines of a chunk, and bytes beyond which it ends sooner. */
export const CHUNK_LINES = 500;
const CHUNK_BYTES = 512 * 1024;
/** A number's bytes beyond these are not compared. */
const MAX_NUMBER = 256;
const MAX_JOURNALS = 20_000;
const MAX_ACCOUNTS = 1_000_000;
/** Bytes of an amount, padding included. */
const MAX_AMOUNT = 200;
/** Fields whose ends are kept; a line of more is not one of ours. */
const MAX_FIELDS = 1_024;

const LAW_FIELDS = COLUMNS.length;
const TAB = 9;
const LF = 10;
const CR = 13;
/** AAAAMMJJ. 19000101 is what some software writes for no date, and is noted. */
const FIRST_DAY = 19000102;
const LAST_DAY = 20991231;

/** First and last bytes of a field that make its line an odd one: padding, a no-break space, a quote. */
const FIRST = new Uint8Array(256);
const LAST = new Uint8Array(256);
for (const byte of [0x20, 0x22, 0xc2]) FIRST[byte] = 1;
for (const byte of [0x20, 0xa0]) LAST[byte] = 1;

/** Kinds of accounts, as bits. */
const CHARGES_AND_PRODUCTS = 1;
const RESULT = 2;

/** Places of the sums of the file, the chunk, the entry and the journal's day. */
const DEBIT = 0;
const CREDIT = 1;
const CHUNK_DEBIT = 2;
const CHUNK_CREDIT = 3;
const RUN = 4;
const DAY = 5;

/** Why `read` came back. */
export type Stop = 'end' | 'full' | 'odd';

/** Where lines are found and put: all in one piece of memory, whose every part is followed by 8 spare bytes. */
export type Arena = { memory: Buffer; view: DataView; out: number };

/**
 * Reads lines whose fields are where the law has them, checks them and puts their bytes into chunks. Everything is done on
 * bytes, in one pass over each line, four at a time; no string is made unless it is to be shown. A line in which anything
 * is unusual is left to the caller, who rewrites it and gives it again.
 */
export class FecReader {
  stop: Stop = 'end';
  /** Number of the next line of the file. */
  line: number;
  lines = 0;
  areTotalsExact = true;
  firstDate = 99999999;
  lastDate = 0;
  validated = 0;
  notValidated = 0;
  firstNotValidated = 0;
  readonly journals = new ValueTotals(MAX_JOURNALS);
  readonly accounts = new ValueTotals(MAX_ACCOUNTS);
  readonly tiers = new ValueTotals(MAX_ACCOUNTS);
  readonly groups = new EntryGroups();
  readonly sequences = new NumberSequences();
  readonly hashes = new LineHashes();

  readonly #arena: Arena;
  readonly #fields: number;
  readonly #trailing: number;
  readonly #isTreasury: boolean;
  readonly #anomalies: AnomalyList<FecCode>;
  readonly #periodFirst: number;
  readonly #periodLast: number;

  /**
   * Sums in cents, by the places below. In an array, since fields that begin as small integers and then are none have
   * the engine throw away what it compiled.
   */
  readonly #sums = new Float64Array(6);
  readonly #ends = new Int32Array(MAX_FIELDS);
  /** The current entry: its journal in four bytes, its number. */
  readonly #key = Buffer.alloc(4 + MAX_NUMBER + 8);
  readonly #keyView = new DataView(this.#key.buffer, this.#key.byteOffset, this.#key.length);
  #keyLength = 0;
  #journal = -1;
  #runLine = 0;
  #runKinds = 0;
  #day = -1;

  // The chunk that is being filled.
  #out: number;
  #count = 0;
  #firstLine = 0;
  #lastLine = 0;
  #chunkFirst = 99999999;
  #chunkLast = 0;
  #chunk = 0;
  readonly #chunkJournals: number[] = [];
  readonly #chunkAccounts: number[] = [];
  readonly #chunkTiers: number[] = [];
  /** Two halves a line. */
  readonly #hashes = new Int32Array(CHUNK_LINES * 2);
  readonly #lineOf = new Int32Array(CHUNK_LINES);

  constructor(
    arena: Arena,
    anomalies: AnomalyList<FecCode>,
    options: {
      line: number;
      /** Fields of a line, the law's and others. */
      fields: number;
      trailing: number;
      isTreasury: boolean;
      period: { firstDate: number; lastDate: number };
    },
  ) {
    this.#arena = arena;
    this.#anomalies = anomalies;
    this.line = options.line;
    this.#fields = options.fields;
    this.#trailing = options.trailing;
    this.#isTreasury = options.isTreasury;
    this.#periodFirst = options.period.firstDate;
    this.#periodLast = options.period.lastDate || 99999999;
    this.#out = arena.out;
  }

  /** Of all lines so far, in cents. */
  get debit(): number {
    return this.#sums[DEBIT] as number;
  }

  get credit(): number {
    return this.#sums[CREDIT] as number;
  }

  get hasChunk(): boolean {
    return this.#count > 0;
  }

  /**
   * Reads lines from `from` to `to`, both at the start of a line, and returns where it stopped: at the end, at a line that
   * is odd, or because the chunk is full and must be taken.
   *
   * @param isRewritten lines are those that the caller rewrote: what their dates and amounts lack was said already. All of
   *   them are one line of the file, which the caller counts.
   */
  read(from: number, to: number, isRewritten: boolean): number {
    const { memory, view } = this.#arena;
    const ends = this.#ends;
    const { journals, accounts, tiers } = this;
    const last = this.#fields - 1;
    const chunk = this.#chunk;
    const key = this.#key;
    const keyView = this.#keyView;
    const isTreasury = this.#isTreasury;
    const periodFirst = this.#periodFirst;
    const periodLast = this.#periodLast;
    const hashes = this.#hashes;
    const sums = this.#sums;
    const outEnd = this.#arena.out + CHUNK_BYTES;
    let out = this.#out;
    let count = this.#count;
    let line = this.line;
    let debits = sums[DEBIT] as number;
    let credits = sums[CREDIT] as number;
    let chunkDebit = sums[CHUNK_DEBIT] as number;
    let chunkCredit = sums[CHUNK_CREDIT] as number;
    let chunkFirst = this.#chunkFirst;
    let chunkLast = this.#chunkLast;
    let journal = this.#journal;
    let keyLength = this.#keyLength;
    let runBalance = sums[RUN] as number;
    let runKinds = this.#runKinds;
    let day = this.#day;
    let dayBalance = sums[DAY] as number;
    let validated = 0;
    // Of the line before: how long what it may share with the next is, where its copy and itself began.
    let prefix = 0;
    let previous = 0;
    let lastStart = 0;
    let stop: Stop = 'end';
    let start = from;

    while (start < to) {
      if (count === CHUNK_LINES || out > outEnd) {
        stop = 'full';
        break;
      }

      let n = 0;
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
        if (rest === 0 || (rest < 32 && ((view.getInt32(p, true) ^ view.getInt32(q, true)) & ~(-1 << rest)) === 0)) {
          isContinued = true;
          // Its first four fields end where those of the line before did; ends of that line are still there.
          const shift = start - lastStart;
          ends[0] = (ends[0] as number) + shift;
          ends[1] = (ends[1] as number) + shift;
          ends[2] = (ends[2] as number) + shift;
          ends[3] = (ends[3] as number) + shift;
          n = 4;
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
      prefix = 0;

      // biome-ignore lint/suspicious/noConfusingLabels: each of a dozen conditions makes the line an odd one.
      accept: {
        let end = at;
        let next = at + 1;
        if (byte !== LF) {
          if (byte !== CR || memory[next] !== LF) break accept;
          next += 1;
        }
        odd |= (FIRST[memory[field] as number] as number) | (LAST[memory[at - 1] as number] as number);
        if (n !== last) {
          // Trailing separators that the header has too.
          if (n !== last + this.#trailing || at - (ends[last] as number) !== this.#trailing) break accept;
          end = ends[last] as number;
        }
        // A row of separators alone is a blank line.
        if ((odd !== 0 || end - start === last) && !isRewritten) break accept;
        ends[last] = end;

        const journalEnd = ends[0] as number;
        const numberStart = (ends[1] as number) + 1;
        const numberEnd = ends[2] as number;
        const dateEnd = ends[3] as number;
        const accountEnd = ends[4] as number;
        const accountLabelEnd = ends[5] as number;
        const tiersEnd = ends[6] as number;
        const tiersLabelEnd = ends[7] as number;
        const pieceEnd = ends[8] as number;
        const pieceDateEnd = ends[9] as number;
        const labelEnd = ends[10] as number;
        const debitEnd = ends[11] as number;
        const creditEnd = ends[12] as number;
        const letterEnd = ends[13] as number;
        const letterDateEnd = ends[14] as number;
        const validEnd = ends[15] as number;
        const currencyEnd = ends[16] as number;

        // What may prove odd comes before anything is counted.
        let date = day;
        if (isContinued) {
          // As in the line before.
        } else if (dateEnd - numberEnd === 9) {
          date = readDay(view, numberEnd + 1);
          if (date < FIRST_DAY || date > LAST_DAY) {
            if (!isRewritten) break accept;
            if (date < 0) date = 0;
          }
        } else if (dateEnd - numberEnd !== 1 && !isRewritten) break accept;
        else date = 0;
        if (pieceDateEnd - pieceEnd !== 1 && !isRewritten) {
          if (pieceDateEnd - pieceEnd !== 9) break accept;
          const pieceDate = readDay(view, pieceEnd + 1);
          if (pieceDate < FIRST_DAY || pieceDate > LAST_DAY) break accept;
        }
        if (letterDateEnd - letterEnd !== 1 && !isRewritten) {
          if (letterDateEnd - letterEnd !== 9) break accept;
          const letterDate = readDay(view, letterEnd + 1);
          if (letterDate < FIRST_DAY || letterDate > LAST_DAY) break accept;
        }
        let validDate = 0;
        if (validEnd - letterDateEnd === 9) {
          validDate = readDay(view, letterDateEnd + 1);
          if (validDate < FIRST_DAY || validDate > LAST_DAY) {
            if (!isRewritten) break accept;
            if (validDate < 0) validDate = 0;
          }
        } else if (validEnd - letterDateEnd !== 1 && !isRewritten) break accept;
        let debit = readCents(memory, labelEnd + 1, debitEnd);
        let credit = readCents(memory, debitEnd + 1, creditEnd);
        if (Number.isNaN(debit) || Number.isNaN(credit)) {
          if (!isRewritten) break accept;
          const amounts = this.#rewrittenAmounts(labelEnd + 1, debitEnd, creditEnd);
          debit = amounts.debit;
          credit = amounts.credit;
        }
        if (currencyEnd - validEnd !== 1 && !isRewritten) {
          const amount = readCents(memory, validEnd + 1, currencyEnd);
          if (Number.isNaN(amount)) break accept;
        }

        // The entry: a new one when the journal or the number is not that of the line before.
        const keyEnd = Math.min(numberEnd, numberStart + MAX_NUMBER);
        const sameJournal = isContinued || (journal >= 0 && journals.table.is(journal, view, start, journalEnd));
        if (isContinued) {
          // Nothing begins.
        } else if (!sameJournal || keyEnd - numberStart !== keyLength || !isSame(view, numberStart, keyEnd, keyView)) {
          if (journal >= 0) this.#endRun(journal, keyLength, runBalance, runKinds);
          if (!sameJournal) {
            if (journal >= 0) this.groups.addDay(journal, day, dayBalance);
            day = date;
            dayBalance = 0;
            journal = journals.meet(view, start, journalEnd);
            if (journals.counts[journal] === 0) journals.firstLines[journal] = line;
          }
          keyView.setInt32(0, journal, true);
          keyLength = keyEnd - numberStart;
          for (let k = 0; k < keyLength; k += 1) key[4 + k] = memory[numberStart + k] as number;
          runBalance = 0;
          runKinds = 0;
          this.#runLine = line;
        }
        if (date !== day) {
          this.groups.addDay(journal, day, dayBalance);
          day = date;
          dayBalance = 0;
        }
        runBalance += debit - credit;
        dayBalance += debit - credit;

        if (journals.chunks[journal] !== chunk) {
          journals.chunks[journal] = chunk;
          this.#chunkJournals.push(journal);
        }
        if (journals.hasLabel[journal] === 0 && numberStart - 1 > journalEnd + 1) {
          journals.setLabel(journal, this.#text(journalEnd + 1, numberStart - 1));
        }
        journals.counts[journal] = (journals.counts[journal] as number) + 1;
        journals.debits[journal] = (journals.debits[journal] as number) + debit;
        journals.credits[journal] = (journals.credits[journal] as number) + credit;

        const account = accounts.meet(view, dateEnd + 1, accountEnd);
        if (accounts.counts[account] === 0) {
          accounts.kinds[account] = this.#checkAccount(dateEnd + 1, accountEnd, line);
          accounts.firstLines[account] = line;
        }
        if (accounts.chunks[account] !== chunk) {
          accounts.chunks[account] = chunk;
          this.#chunkAccounts.push(account);
        }
        if (accounts.hasLabel[account] === 0 && accountLabelEnd > accountEnd + 1) {
          accounts.setLabel(account, this.#text(accountEnd + 1, accountLabelEnd));
        }
        accounts.counts[account] = (accounts.counts[account] as number) + 1;
        accounts.debits[account] = (accounts.debits[account] as number) + debit;
        accounts.credits[account] = (accounts.credits[account] as number) + credit;
        runKinds |= accounts.kinds[account] as number;

        if (tiersEnd > accountLabelEnd + 1) {
          const one = tiers.meet(view, accountLabelEnd + 1, tiersEnd);
          if (tiers.chunks[one] !== chunk) {
            tiers.chunks[one] = chunk;
            this.#chunkTiers.push(one);
          }
          if (tiers.hasLabel[one] === 0 && tiersLabelEnd > tiersEnd + 1) {
            tiers.setLabel(one, this.#text(tiersEnd + 1, tiersLabelEnd));
          }
          tiers.counts[one] = (tiers.counts[one] as number) + 1;
          tiers.debits[one] = (tiers.debits[one] as number) + debit;
          tiers.credits[one] = (tiers.credits[one] as number) + credit;
        }

        debits += debit;
        credits += credit;
        if (debits > Number.MAX_SAFE_INTEGER || debits < -Number.MAX_SAFE_INTEGER) this.areTotalsExact = false;
        if (credits > Number.MAX_SAFE_INTEGER || credits < -Number.MAX_SAFE_INTEGER) this.areTotalsExact = false;
        chunkDebit += debit;
        chunkCredit += credit;

        if (date !== 0) {
          if (date < chunkFirst) chunkFirst = date;
          if (date > chunkLast) chunkLast = date;
          if (date < periodFirst || date > periodLast) this.#note('date-out-of-period', 3, start, line);
          if (validDate !== 0 && validDate < date) this.#note('valid-before-entry', 15, start, line);
        }
        if (validDate !== 0) validated += 1;
        else if (this.#noteNotValidated(letterDateEnd + 1, validEnd, line)) validated += 1;

        // The rest is fine on most lines of most files.
        if (debit !== 0 ? credit !== 0 : credit === 0) {
          this.#note(debit !== 0 ? 'both-sides' : 'no-side', debit !== 0 ? 12 : 11, start, line);
        }
        if (
          numberEnd === numberStart ||
          dateEnd === numberEnd + 1 ||
          accountEnd === dateEnd + 1 ||
          accountLabelEnd === accountEnd + 1 ||
          pieceEnd === tiersLabelEnd + 1 ||
          pieceDateEnd === pieceEnd + 1 ||
          labelEnd === pieceDateEnd + 1 ||
          journalEnd === start ||
          numberStart === journalEnd + 2
        ) {
          this.#noteMissing(start, line);
        }
        if ((tiersEnd === accountLabelEnd + 1) !== (tiersLabelEnd === tiersEnd + 1)) {
          this.#note('pair-tiers', tiersEnd === accountLabelEnd + 1 ? 6 : 7, start, line);
        }
        if ((letterEnd === creditEnd + 1) !== (letterDateEnd === letterEnd + 1)) {
          this.#note('pair-lettering', letterEnd === creditEnd + 1 ? 13 : 14, start, line);
        }
        if ((currencyEnd === validEnd + 1) !== ((ends[17] as number) === currencyEnd + 1)) {
          this.#note('pair-currency', currencyEnd === validEnd + 1 ? 16 : 17, start, line);
        }
        if (isTreasury) this.#checkTreasury(start, line);

        // Bytes are copied, and hashed by two polynomials in two strands each, which the processor does side by side.
        let low = end - start;
        let high = low;
        let low2 = 0;
        let high2 = 0;
        let o = out;
        let q = start;
        for (; q + 8 <= end; q += 8, o += 8) {
          const word = view.getInt32(q, true);
          const word2 = view.getInt32(q + 4, true);
          view.setInt32(o, word, true);
          view.setInt32(o + 4, word2, true);
          low = (Math.imul(low, 0x9e3779b1) + word) | 0;
          high = Math.imul(high, 0x85ebca6b) ^ word;
          low2 = (Math.imul(low2, 0x9e3779b1) + word2) | 0;
          high2 = Math.imul(high2, 0x85ebca6b) ^ word2;
        }
        let word = view.getInt32(q, true);
        let word2 = view.getInt32(q + 4, true);
        view.setInt32(o, word, true);
        view.setInt32(o + 4, word2, true);
        const rest = (end - q) << 3;
        if (rest < 32) {
          word &= ~(-1 << rest);
          word2 = 0;
        } else word2 &= ~(-1 << (rest - 32));
        low = (Math.imul(low, 0x9e3779b1) + word) | 0;
        high = Math.imul(high, 0x85ebca6b) ^ word;
        low = (Math.imul(low, 0xc2b2ae35) + Math.imul(low2, 0x9e3779b1) + word2) | 0;
        high = Math.imul(high, 0x27d4eb2f) ^ Math.imul(high2, 0x85ebca6b) ^ word2;
        hashes[count * 2] = low ^ (low >>> 15);
        hashes[count * 2 + 1] = high ^ (high >>> 14);
        this.#lineOf[count] = line;
        if (count === 0) this.#firstLine = line;
        this.#lastLine = line;
        if (!isRewritten) {
          prefix = dateEnd + 1 - start;
          previous = out;
          lastStart = start;
        }
        out += end - start;
        memory[out] = LF;
        out += 1;
        count += 1;
        if (!isRewritten) line += 1;
        start = next;
        continue;
      }
      stop = 'odd';
      break;
    }

    this.stop = stop;
    this.line = line;
    sums[DEBIT] = debits;
    sums[CREDIT] = credits;
    sums[CHUNK_DEBIT] = chunkDebit;
    sums[CHUNK_CREDIT] = chunkCredit;
    sums[RUN] = runBalance;
    sums[DAY] = dayBalance;
    this.validated += validated;
    this.#out = out;
    this.#count = count;
    this.#chunkFirst = chunkFirst;
    this.#chunkLast = chunkLast;
    this.#journal = journal;
    this.#keyLength = keyLength;
    this.#runKinds = runKinds;
    this.#day = day;
    return start;
  }

  /** The chunk so far; the next line begins another one. */
  takeChunk(): EntryChunk {
    const { memory, out } = this.#arena;
    const bytes = Buffer.from(memory.subarray(out, this.#out));
    this.hashes.addAll(this.#hashes, this.#lineOf, this.#count);
    const namesOf = (totals: ValueTotals, ids: number[]) =>
      ids.map((id) => totals.name(id)).filter((name) => name !== '');
    const chunk: EntryChunk = {
      from: this.lines,
      count: this.#count,
      firstLine: this.#firstLine,
      lastLine: this.#lastLine,
      bytes,
      firstDate: this.#chunkLast === 0 ? 0 : this.#chunkFirst,
      lastDate: this.#chunkLast,
      debit: this.#sums[CHUNK_DEBIT] as number,
      credit: this.#sums[CHUNK_CREDIT] as number,
      journals: namesOf(this.journals, this.#chunkJournals),
      accounts: namesOf(this.accounts, this.#chunkAccounts),
      tiers: namesOf(this.tiers, this.#chunkTiers),
    };
    this.lines += this.#count;
    this.firstDate = Math.min(this.firstDate, this.#chunkFirst);
    this.lastDate = Math.max(this.lastDate, this.#chunkLast);
    this.#out = out;
    this.#count = 0;
    this.#sums[CHUNK_DEBIT] = 0;
    this.#sums[CHUNK_CREDIT] = 0;
    this.#chunkFirst = 99999999;
    this.#chunkLast = 0;
    this.#chunk += 1;
    this.#chunkJournals.length = 0;
    this.#chunkAccounts.length = 0;
    this.#chunkTiers.length = 0;
    return chunk;
  }

  /** No line comes any more: ends the last entry. */
  end(): void {
    if (this.#journal < 0) return;
    this.#endRun(this.#journal, this.#keyLength, this.#sums[RUN] as number, this.#runKinds);
    this.groups.addDay(this.#journal, this.#day, this.#sums[DAY] as number);
    this.#journal = -1;
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

  /** The kinds of an account that is met for the first time. */
  #checkAccount(from: number, to: number, line: number): number {
    const { memory } = this.#arena;
    if (from === to) return 0;
    const first = memory[from] as number;
    if (first < 49 || first > 56) this.#anomalies.add('account-class', this.#account(from, to, line));
    else if (to - from < 3 || !isDigit(memory[from + 1]) || !isDigit(memory[from + 2])) {
      this.#anomalies.add('account-digits', this.#account(from, to, line));
    }
    if (first === 54 || first === 55) return CHARGES_AND_PRODUCTS;
    return first === 49 && (memory[from + 1] as number) === 50 && to - from > 1 ? RESULT : 0;
  }

  #account(from: number, to: number, line: number) {
    return { line, column: 'CompteNum', text: this.#text(from, to) };
  }

  /** True when the field holds something after all: a text that is no date, of which was spoken already. */
  #noteNotValidated(from: number, to: number, line: number): boolean {
    if (to > from) return true;
    if (this.notValidated === 0) this.firstNotValidated = line;
    this.notValidated += 1;
    return false;
  }

  #noteMissing(start: number, line: number): void {
    for (const field of [0, 1, 2, 3, 4, 5, 8, 9, 10]) {
      if (!this.#isBlank(field, start)) continue;
      // In treasury accounting the law lets these three be blank (facts: fec.md section 1).
      if (this.#isTreasury && (field === 0 || field === 1 || field === 4)) continue;
      const isMandatory = field === 3 || field === 4;
      this.#note(isMandatory ? 'mandatory-missing' : 'data-missing', field, start, line);
    }
  }

  /** Date and means of settlement, the first columns after the law's 18 in the treasury regimes. */
  #checkTreasury(start: number, line: number): void {
    for (const field of [LAW_FIELDS, LAW_FIELDS + 1]) {
      if (field < this.#fields && this.#isBlank(field, start)) this.#note('data-missing', field, start, line);
    }
  }

  #isBlank(field: number, start: number): boolean {
    return this.#startOfField(field, start) === this.#ends[field];
  }

  #startOfField(field: number, start: number): number {
    return field === 0 ? start : (this.#ends[field - 1] as number) + 1;
  }

  #note(code: FecCode, field: number, start: number, line: number): void {
    if (!this.#anomalies.counts(code)) return;
    const text = this.#text(this.#startOfField(field, start), this.#ends[field] as number);
    const column = COLUMNS[field] ?? (field === LAW_FIELDS ? 'DateRglt' : 'ModeRglt');
    this.#anomalies.keep(code, { line, column, ...(text === '' ? {} : { text }) });
  }

  /** Long amounts that are lawful, for which the fast way has no room. */
  #rewrittenAmounts(from: number, debitEnd: number, creditEnd: number): { debit: number; credit: number } {
    const centsOf = (start: number, end: number) => {
      const reading = readAmountText(this.#arena.memory.toString('latin1', start, Math.min(end, start + MAX_AMOUNT)));
      return 'cents' in reading && reading.isCanonical ? reading.cents : 0;
    };
    return { debit: centsOf(from, debitEnd), credit: centsOf(debitEnd + 1, creditEnd) };
  }

  /** Some more bytes than characters are ever kept. */
  #text(from: number, to: number): string {
    return this.#arena.memory.toString('utf8', from, Math.min(to, from + MAX_ANOMALY_TEXT * 8));
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
