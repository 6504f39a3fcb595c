import { type AnomalyList, MAX_ANOMALIES } from './anomaly-list.ts';
import type { FecCode } from './fec-codes.ts';
import type { FecReader } from './fec-reader.ts';
import type { ImportFormat, ParseResult, Totals } from './format.ts';

/** Identical lines happen, a toll paid twice; from this share of a file on, it holds something twice. */
const DOUBLED_SHARE = 0.2;
const DOUBLED_LINES = 10;
/** Months of an accounting period at most. */
const MAX_MONTHS = 24;

const NO_TOTALS: Totals = { count: 0, [Symbol.iterator]: () => [][Symbol.iterator]() };

/** Coarser groupings come later. */
const LEVELS: ParseResult['grouping'][] = [
  'number',
  'journal-number',
  'journal-day',
  'journal-month',
  'journal',
  'none',
];

/** What is known of a file beside its lines. */
export type FileTraits = {
  format: ImportFormat;
  variant: string;
  encoding: string;
  extraColumns: string[];
  isTreasury: boolean;
};

/** The checks that need the whole file, and what it comes to. `reader` is missing for what holds no entries at all. */
export function concludeEntries(
  reader: FecReader | undefined,
  { isTreasury, ...traits }: FileTraits,
  anomalies: AnomalyList<FecCode>,
): ParseResult {
  const lines = reader?.lines ?? 0;
  if (!anomalies.has('header-unknown') && lines === 0) anomalies.add('no-entries');
  const { entries, grouping } =
    reader && lines > 0 ? checkBalance(reader, anomalies) : { entries: 0, grouping: 'none' as const };
  const validity = reader && lines > 0 ? checkValidity(reader, isTreasury, anomalies) : 'provisional';
  if (reader && lines > 0) {
    checkNumbers(reader, anomalies);
    checkRest(reader, anomalies);
  }
  return {
    ...traits,
    count: lines,
    debit: reader?.ledger.debit ?? 0,
    credit: reader?.ledger.credit ?? 0,
    firstDate: reader?.checks.lastDate ? reader.checks.firstDate : 0,
    lastDate: reader?.checks.lastDate ?? 0,
    journals: reader?.ledger.journals ?? NO_TOTALS,
    accounts: reader?.ledger.accounts ?? NO_TOTALS,
    tiers: reader?.ledger.tiers ?? NO_TOTALS,
    validity,
    entries,
    grouping,
    ...(reader && lines > 0 && { sketch: reader.hashes.sketch() }),
    anomalies: anomalies.list(),
    anomalyCounts: anomalies.counted(),
  };
}

/** Whole file, journals, entries (facts: fec.md section 6). */
function checkBalance(reader: FecReader, anomalies: AnomalyList<FecCode>): Pick<ParseResult, 'entries' | 'grouping'> {
  const { ledger } = reader;
  const { journals } = ledger;
  const count = journals.count;
  const balances = Array.from(
    { length: count },
    (_, id) => (journals.debits[id] as number) - (journals.credits[id] as number),
  );
  if (!ledger.areTotalsExact) anomalies.add('totals-too-large');
  if (ledger.debit !== ledger.credit)
    anomalies.add('file-unbalanced', { text: centsText(ledger.debit - ledger.credit) });
  if (ledger.groups.isFull) anomalies.add('entries-unchecked');
  let worst = 0;
  let entries = 0;
  ledger.groups.judge(balances, MAX_ANOMALIES).forEach((one, id) => {
    const journal = journals.name(id);
    const where = { line: journals.firstLines[id] as number, column: 'JournalCode' };
    const balance = balances[id] as number;
    worst = Math.max(worst, LEVELS.indexOf(one.level));
    entries += one.entries;
    if (balance !== 0) anomalies.add('journal-unbalanced', { ...where, text: `${journal} ${centsText(balance)}` });
    else if (one.level !== 'journal-number') {
      anomalies.add('entries-not-by-number', { ...where, column: 'EcritureNum', text: `${journal} ${one.level}` });
    }
    for (const { number, line, balance: rest } of one.unbalancedEntries) {
      anomalies.add('entry-unbalanced', { line, column: 'EcritureNum', text: `${number} ${centsText(rest)}` });
    }
    for (let n = one.unbalancedEntries.length; n < one.unbalanced; n += 1) anomalies.counts('entry-unbalanced');
  });
  return { entries, grouping: LEVELS[worst] as ParseResult['grouping'] };
}

/** Facts: fec.md section 8. */
function checkValidity(
  reader: FecReader,
  isTreasury: boolean,
  anomalies: AnomalyList<FecCode>,
): ParseResult['validity'] {
  const { validated, notValidated, firstNotValidated } = reader.checks;
  if (notValidated === 0) return 'definitive';
  const where = { line: firstNotValidated, column: 'ValidDate' };
  if (validated === 0) {
    if (!isTreasury) anomalies.add('provisional', { column: 'ValidDate' });
    return 'provisional';
  }
  anomalies.add('validity-mixed', { ...where, text: String(notValidated) });
  return 'mixed';
}

/** Facts: fec.md section 7. */
function checkNumbers(reader: FecReader, anomalies: AnomalyList<FecCode>): void {
  const { sequences } = reader.ledger;
  if (sequences.isFull) anomalies.add('numbering-unchecked', { column: 'EcritureNum' });
  const { gaps, count, scattered } = sequences.judge(MAX_ANOMALIES);
  for (const { prefix, from, to, line } of gaps) {
    const text = from === to ? `${prefix}${from}` : `${prefix}${from} - ${prefix}${to}`;
    anomalies.add('number-gap', { line, column: 'EcritureNum', text });
  }
  for (let n = gaps.length; n < count; n += 1) anomalies.counts('number-gap');
  for (const { prefix, gaps: holes, line } of scattered) {
    anomalies.add('numbers-scattered', { line, column: 'EcritureNum', text: `${prefix}… ${holes}` });
  }
}

function checkRest(reader: FecReader, anomalies: AnomalyList<FecCode>): void {
  const { lines, ledger } = reader;
  const { firstDate, lastDate } = reader.checks;
  const twice = reader.hashes.findTwice(MAX_ANOMALIES);
  for (const { line, first } of twice.lines) anomalies.add('line-twice', { line, text: String(first) });
  for (let n = twice.lines.length; n < twice.count; n += 1) anomalies.counts('line-twice');
  const linesTwice = twice.count;
  if (linesTwice >= DOUBLED_LINES && linesTwice / lines >= DOUBLED_SHARE)
    anomalies.add('lines-doubled', { text: String(linesTwice) });
  if (reader.hashes.isSampled) anomalies.add('duplicates-sampled');
  if (lastDate > 0 && monthsBetween(firstDate, lastDate) > MAX_MONTHS) {
    anomalies.add('period-too-long', { column: 'EcritureDate', text: `${firstDate} - ${lastDate}` });
  }
  for (const [column, totals] of [
    ['JournalCode', ledger.journals],
    ['CompteNum', ledger.accounts],
    ['CompAuxNum', ledger.tiers],
  ] as const) {
    if (totals.isFull) anomalies.add('too-many-values', { column });
  }
}

/** Months that a period has which holds both days. */
function monthsBetween(first: number, last: number): number {
  const months = (date: number) => Math.floor(date / 10_000) * 12 + (Math.floor(date / 100) % 100);
  return months(last) - months(first) + 1;
}

function centsText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : '+'}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
