/**
 * What every parser of accounting files gives: chunks of lines in one canonical form, and at the end what the whole file
 * comes to. Parsers read streams of bytes in bounded memory and know nothing of MongoDB or HTTP (design, section 3).
 */

/** The formats of the console (domain 161, 171). */
export const IMPORT_FORMATS = ['fec', 'tra', 'json', 'custom'] as const;
export type ImportFormat = (typeof IMPORT_FORMATS)[number];

/** `blocking`: the file cannot be approved. */
export type Severity = 'blocking' | 'warning' | 'note';

/** One thing that is wrong, where, and the offending text (cut). Its sentence is found by the code. */
export type Anomaly = {
  code: string;
  severity: Severity;
  /** As an editor numbers it, from 1; missing for what concerns the whole file. */
  line?: number;
  column?: string;
  text?: string;
};

/** The 18 columns of the law in their order, as canonical lines hold them (facts: fec.md section 1). */
export const COLUMNS = [
  ...['JournalCode', 'JournalLib', 'EcritureNum', 'EcritureDate', 'CompteNum', 'CompteLib', 'CompAuxNum', 'CompAuxLib'],
  ...['PieceRef', 'PieceDate', 'EcritureLib', 'Debit', 'Credit', 'EcritureLet', 'DateLet', 'ValidDate'],
  ...['Montantdevise', 'Idevise'],
] as const;
export type Column = (typeof COLUMNS)[number];

/**
 * Some hundreds of lines. `bytes` is UTF-8: fields as in the file, trimmed of padding only, in the order of `COLUMNS`
 * followed by the file's extra columns, separated by a tab; lines end with \n. Dates are AAAAMMJJ, amounts have a decimal
 * comma and a leading sign at most. What a field held beside that (a tab, a line break) is a blank.
 */
export type EntryChunk = {
  /** Position of the first line among the entries, from 0. */
  from: number;
  count: number;
  /** Line numbers of the file. */
  firstLine: number;
  lastLine: number;
  bytes: Buffer;
  /** AAAAMMJJ as numbers; 0 when no line has a date. */
  firstDate: number;
  lastDate: number;
  /** Integer cents. */
  debit: number;
  credit: number;
  /** Numbers of the distinct values met in the chunk, as `ValueTotal` has them, for filters to skip it without reading it. */
  journals: Int32Array;
  accounts: Int32Array;
  tiers: Int32Array;
};

/** Bytes of a code of a journal, an account or a tiers: of a longer one these are kept, and the file cannot be approved. */
export const MAX_CODE_BYTES = 200;

/** What the lines of one journal, account or tiers come to. `id` is the number by which chunks name it. */
export type ValueTotal = { id: number; code: string; label: string; count: number; debit: number; credit: number };
/** Totals of a column, of which there may be hundreds of thousands: each is made when its turn comes. */
export type Totals = Iterable<ValueTotal> & { readonly count: number };

/** Analytic lines of one section, which no balance counts (facts: tra.md section 5). `axis` is A1 to A5. */
export type SectionTotal = { axis: string; code: string; label: string; count: number };
/** An accounting period as the file declares it; dates AAAAMMJJ as numbers, 0 for none. `state` is the file's own code. */
export type Exercice = { code: string; start: number; end: number; label: string; state: string };

export type ParseResult = {
  format: ImportFormat;
  /** `18 columns`, `Montant/Sens`, `BNC treasury` … for people to read. */
  variant: string;
  encoding: string;
  count: number;
  debit: number;
  credit: number;
  firstDate: number;
  lastDate: number;
  journals: Totals;
  accounts: Totals;
  tiers: Totals;
  /** Names of the columns after the 18 of the law, in the order in which lines hold them. */
  extraColumns: string[];
  /** Every line has a ValidDate, none has, or some have (facts: fec.md section 8). */
  validity: 'definitive' | 'provisional' | 'mixed';
  /** Entries found by the grouping that balances (facts: fec.md section 6), and which grouping it was. */
  entries: number;
  grouping: 'number' | 'journal-number' | 'journal-day' | 'journal-month' | 'journal' | 'none';
  /** The smallest hashes of the lines in ascending order, eight bytes each, by which two files are compared. */
  sketch?: Buffer;
  /** The first thousand, and how many there are of each code. */
  anomalies: Anomaly[];
  anomalyCounts: Record<string, { severity: Severity; count: number }>;
  /** What formats beside the FEC tell: analytic sections, paths of attached documents (the first thousand), periods. */
  sections?: SectionTotal[];
  attachments?: string[];
  exercices?: Exercice[];
};

/** What is known beside the bytes. */
export type ParseContext = {
  fileName?: string;
  /** The dossier's, for the one in the file's name. */
  siren?: string;
};

/** One pass over a file. `result` may be asked for once `chunks` has ended. */
export type Parsing = { chunks: AsyncIterable<EntryChunk>; result(): ParseResult };
export type Parser = (source: AsyncIterable<Uint8Array>, context?: ParseContext) => Parsing;
