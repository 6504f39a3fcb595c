import { foldText } from '../../models/fold-text.ts';
import { COLUMNS } from './formats/format.ts';
import { readAmountText } from './formats/read-amount-text.ts';

/** Which lines to give. Everything that is named must hold. */
export type EntryFilter = {
  journals?: string[];
  accounts?: string[];
  /** Accounts that begin so: 411 for all customers. */
  accountPrefix?: string;
  tiers?: string[];
  /** Dates of the entries as AAAAMMJJ, both included. */
  from?: number;
  to?: number;
  /** Integer cents, of the debit or the credit whatever its sign, both included. */
  least?: number;
  most?: number;
  /** Found in any text of the line, without regard to case and accents. */
  text?: string;
};

const [JOURNAL, DATE, ACCOUNT, TIERS, DEBIT, CREDIT] = (
  ['JournalCode', 'EcritureDate', 'CompteNum', 'CompAuxNum', 'Debit', 'Credit'] as const
).map((column) => COLUMNS.indexOf(column)) as [number, number, number, number, number, number];
/** What people look for: no dates and no amounts, whose digits would be found everywhere. */
const TEXTS = (
  [
    ...(['JournalCode', 'JournalLib', 'EcritureNum', 'CompteNum', 'CompteLib', 'CompAuxNum', 'CompAuxLib'] as const),
    ...(['PieceRef', 'EcritureLib', 'EcritureLet'] as const),
  ] as const
).map((column) => COLUMNS.indexOf(column));

export type EntryMatcher = {
  /** False for a text, of one line or of many, in which no line can pass: told without taking it apart. */
  mayHold(text: string): boolean;
  matches(fields: string[]): boolean;
};

/** Tells the lines that pass; undefined when the filter lets everything pass. */
export function matcherOf(filter: EntryFilter): EntryMatcher | undefined {
  const { journals, accounts, accountPrefix, tiers, from, to, least, most, text } = filter;
  const tests: ((fields: string[]) => boolean)[] = [];
  const among = (values: string[] | undefined, column: number) => {
    if (!values) return;
    const wanted = new Set(values);
    tests.push((fields) => wanted.has(fields[column] as string));
  };
  among(journals, JOURNAL);
  among(accounts, ACCOUNT);
  if (accountPrefix !== undefined) tests.push((fields) => (fields[ACCOUNT] as string).startsWith(accountPrefix));
  among(tiers, TIERS);
  if (from !== undefined || to !== undefined) {
    tests.push((fields) => {
      const date = Number(fields[DATE]);
      return date >= (from ?? 0) && date <= (to ?? 99_999_999);
    });
  }
  if (least !== undefined || most !== undefined) {
    const isWithin = (field: string | undefined) => {
      const cents = Math.abs(centsOf(field ?? ''));
      return cents !== 0 && cents >= (least ?? 0) && cents <= (most ?? Number.MAX_SAFE_INTEGER);
    };
    tests.push((fields) => isWithin(fields[DEBIT]) || isWithin(fields[CREDIT]));
  }
  const needle = text === undefined ? '' : foldText(text);
  if (needle !== '') tests.push((fields) => TEXTS.some((column) => foldText(fields[column] ?? '').includes(needle)));
  if (tests.length === 0) return undefined;
  const word = wordPattern(needle);
  return {
    mayHold: (text) => !word || word.test(text),
    matches: (fields) => tests.every((test) => test(fields)),
  };
}

/** Letters that `foldText` takes for one. */
const ALIKE: Record<string, string> = {
  ...{ a: 'aàâäáãå', c: 'cç', e: 'eéèêë', i: 'iîïíì', n: 'nñ', o: 'oôöóòõ', u: 'uùûüú', y: 'yÿý' },
};
const MARKS = '[\\u0300-\\u036f]*';

/** The longest word of a folded text as it may be written, with any accents; undefined when it has none. */
function wordPattern(needle: string): RegExp | undefined {
  const [word = ''] = (needle.match(/[a-z0-9]+/g) ?? []).sort((a, b) => b.length - a.length);
  if (word === '') return undefined;
  const letters = word.replace(/oe|ae|[a-z0-9]/g, (part) => {
    if (part === 'oe') return `(?:[${ALIKE.o}]${MARKS}[${ALIKE.e}]|œ)${MARKS}`;
    if (part === 'ae') return `(?:[${ALIKE.a}]${MARKS}[${ALIKE.e}]|æ)${MARKS}`;
    return ALIKE[part] ? `[${ALIKE[part]}]${MARKS}` : `${part}${MARKS}`;
  });
  return new RegExp(letters, 'i');
}

/** Integer cents of an amount in its canonical form; 0 for one that could not be read. */
export function centsOf(text: string): number {
  if (text === '') return 0;
  const plain = /^(-?)(\d{1,13})(?:,(\d{0,2}))?$/.exec(text);
  if (plain) {
    const [, sign, whole, part = ''] = plain;
    const cents = Number(whole) * 100 + Number(part.padEnd(2, '0'));
    return sign ? -cents : cents;
  }
  const reading = readAmountText(text);
  return 'fault' in reading ? 0 : reading.cents;
}
