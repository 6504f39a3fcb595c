import type { AnomalyList } from './anomaly-list.ts';
import type { FecCode } from './fec-codes.ts';
import { COLUMNS } from './format.ts';

/** Where a file's fields are. Indexes are those of its own fields, from 0; -1 for a column that it lacks. */
export type FecHeader = {
  separator: '\t' | '|' | ';' | ',';
  /** Fields of a row, those of trailing separators not counted. */
  fields: number;
  /** Separators after the last name, as each row may have them too. */
  trailing: number;
  /** Index of each of the 18 columns of the law. */
  columns: number[];
  extras: { name: string; index: number }[];
  /** Index of Montant and Sens, which stand for Debit and Credit; both -1 when the file has these. */
  amount: number;
  sens: number;
  /** The 18 columns first and in order: fields are where a canonical line has them. */
  isInOrder: boolean;
  isTreasury: boolean;
  variant: string;
  /** The first line is no header but a line of entries. */
  isMissing: boolean;
};

const TREASURY = ['DateRglt', 'ModeRglt', 'NatOp', 'IdClient'];
const AMOUNT = 'Montant';
const SENS = 'Sens';
const NAMES = new Map([...COLUMNS, ...TREASURY, AMOUNT, SENS].map((name) => [name.toLowerCase(), name]));

/** Spellings that exporters have, which are not one letter away from the law's. */
const OTHER_SPELLINGS: Record<string, string> = {
  compteauxnum: 'CompAuxNum',
  compteauxlib: 'CompAuxLib',
  comptauxnum: 'CompAuxNum',
  comptauxlib: 'CompAuxLib',
  libelleecriture: 'EcritureLib',
  numecriture: 'EcritureNum',
  dateecriture: 'EcritureDate',
  iddevise: 'Idevise',
  codedevise: 'Idevise',
  montantendevise: 'Montantdevise',
};

/** Without these the tester refuses the file, and nobody can tell what a line is. */
const MANDATORY = ['EcritureNum', 'EcritureDate', 'CompteNum', 'CompteLib', 'EcritureLib', 'Debit', 'Credit'];
/** The tester asks for as many parts before it takes a character for the separator (facts: fec.md section 2). */
const MIN_PARTS = 9;
/** Names of the law by which a line is known as a header. */
const MIN_NAMES = 4;
/** Columns, and characters of a name: what is beyond was never a header. */
const MAX_NAMES = 500;
const MAX_NAME = 100;

/** @returns undefined, with an anomaly, for what is no FEC at all. */
export function readFecHeader(
  line: string,
  lineNumber: number,
  anomalies: AnomalyList<FecCode>,
): FecHeader | undefined {
  const separator = (['\t', '|', ';', ','] as const).find((one) => line.split(one).length >= MIN_PARTS);
  const raw = line.split(separator ?? '\t');
  const parts = raw.map(bareName);
  let trailing = 0;
  while (trailing < parts.length && parts.at(-1 - trailing) === '') trailing += 1;
  const names = trailing ? parts.slice(0, -trailing) : parts;
  const known = names.map(lawName);
  const at = { line: lineNumber };
  const isFec = names.length <= MAX_NAMES && known.filter((name) => name !== undefined).length >= MIN_NAMES;
  if (separator === undefined || !isFec) {
    const isRow =
      separator !== undefined && names.length >= 13 && names.length <= MAX_NAMES && /^\d{8}$/.test(names[3] ?? '');
    anomalies.add(isRow ? 'header-missing' : 'header-unknown', { ...at, text: line });
    if (!isRow) return undefined;
    return headerOfTheLaw(separator, Math.max(names.length, COLUMNS.length));
  }
  if (separator === ';' || separator === ',') anomalies.add('separator-unusual', { ...at, text: separator });

  const indexes = new Map<string, number>();
  const extras: FecHeader['extras'] = [];
  known.forEach((name, index) => {
    const written = names[index] as string;
    if (name === undefined) extras.push({ name: written || `Colonne ${index + 1}`, index });
    else if (indexes.has(name)) {
      anomalies.add('column-twice', { ...at, column: name, text: written });
      extras.push({ name: written, index });
    } else {
      indexes.set(name, index);
      const whole = index === raw.length - 1 ? (raw[index] as string).trimEnd() : (raw[index] as string);
      if (whole.toLowerCase() !== name.toLowerCase())
        anomalies.add('header-renamed', { ...at, column: name, text: whole });
      if (TREASURY.includes(name)) extras.push({ name, index });
    }
  });
  const indexOf = (name: string) => indexes.get(name) ?? -1;
  const hasAmount = indexes.has(AMOUNT) && indexes.has(SENS) && !indexes.has('Debit') && !indexes.has('Credit');
  if (!hasAmount) for (const name of [AMOUNT, SENS]) if (indexes.has(name)) extras.push({ name, index: indexOf(name) });
  extras.sort((a, b) => a.index - b.index);
  const columns = COLUMNS.map(indexOf);
  for (const name of COLUMNS) {
    if (indexes.has(name) || (hasAmount && (name === 'Debit' || name === 'Credit'))) continue;
    anomalies.add(MANDATORY.includes(name) ? 'mandatory-column-missing' : 'column-missing', { ...at, column: name });
  }
  const inFile = columns.map((index, n) =>
    hasAmount && n === 11 ? indexOf(AMOUNT) : hasAmount && n === 12 ? indexOf(SENS) : index,
  );
  const present = inFile.filter((index) => index >= 0);
  if (present.some((index, n) => n > 0 && index < (present[n - 1] as number))) anomalies.add('columns-order', at);
  const isTreasury = indexes.has('DateRglt') && indexes.has('ModeRglt');
  const others = extras.filter(({ name }) => !isTreasury || !TREASURY.includes(name));
  if (others.length > 0) anomalies.add('extra-columns', { ...at, text: others.map(({ name }) => name).join(', ') });
  return {
    ...{ separator, fields: names.length, trailing, columns, extras, isTreasury, isMissing: false },
    amount: hasAmount ? indexOf(AMOUNT) : -1,
    sens: hasAmount ? indexOf(SENS) : -1,
    isInOrder: columns.every((index, n) => index === n),
    variant: variantOf(present.length, hasAmount, isTreasury, indexes.has('IdClient')),
  };
}

/** Without blanks and quotes around. By hand: a regular expression takes the square of the length of a run of blanks. */
function bareName(part: string): string {
  let name = part.trim();
  if (name.startsWith('"')) name = name.slice(1);
  if (name.endsWith('"')) name = name.slice(0, -1);
  return name.trim().slice(0, MAX_NAME);
}

/** The law's column that a name means, whatever its case, accents, blanks, quotes, or one letter too many or too few. */
function lawName(written: string): string | undefined {
  const name = written
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();
  const exact = NAMES.get(name) ?? OTHER_SPELLINGS[name];
  if (exact || name.length < 9) return exact;
  return [...NAMES].find(([lower]) => lower.length >= 9 && isOneEditAway(lower, name))?.[1];
}

function isOneEditAway(one: string, other: string): boolean {
  if (Math.abs(one.length - other.length) > 1) return false;
  let from = 0;
  while (from < one.length && one[from] === other[from]) from += 1;
  const rests = [
    [one.slice(from + 1), other.slice(from + 1)],
    [one.slice(from + 1), other.slice(from)],
    [one.slice(from), other.slice(from + 1)],
  ];
  return rests.some(([a, b]) => a === b);
}

function variantOf(columns: number, hasAmount: boolean, isTreasury: boolean, hasClient: boolean): string {
  const kind = isTreasury ? (hasClient ? 'BNC treasury, 22 columns' : 'BA treasury, 21 columns') : `${columns} columns`;
  return hasAmount ? `${kind}, Montant/Sens` : kind;
}

function headerOfTheLaw(separator: FecHeader['separator'], fields: number): FecHeader {
  const extras = Array.from({ length: fields - COLUMNS.length }, (_, n) => {
    const index = COLUMNS.length + n;
    return { name: `Colonne ${index + 1}`, index };
  });
  return {
    ...{ separator, fields, trailing: 0, columns: COLUMNS.map((_, n) => n), extras, amount: -1, sens: -1 },
    ...{ isInOrder: true, isTreasury: false, variant: `${COLUMNS.length} columns`, isMissing: true },
  };
}
