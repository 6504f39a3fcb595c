import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { guessSeparator } from '../../spreadsheets/guess-separator.ts';
import { profileOf } from './column-profile.ts';
import { columnNamed } from './column-synonyms.ts';
import type { SEPARATORS, TEXT_ENCODINGS } from './custom-mapping.ts';
import type { CustomRow } from './custom-reader.ts';
import { guessLegacyEncoding } from './legacy-encoding.ts';
import { RowSplitter } from './row-splitter.ts';

/** What a file looks like from its beginning, before anybody said what its columns are. */
export type Layout = {
  kind: 'text' | 'sheet';
  /** Empty for a sheet, and for a text in which nothing separates cells. */
  separator: (typeof SEPARATORS)[number] | '';
  /** Of a text; UTF-16 is found out when it is read. */
  encoding?: (typeof TEXT_ENCODINGS)[number] | 'UTF-16';
  hasQuotes: boolean;
  /** Line of the header, from 1; 0 when there is none. */
  headerRow: number;
  /** Its cells, or nothing. */
  header: string[];
  /** Line of the first row after the header that is not blank; 0 when there is none. */
  firstRow: number;
  /** Rows after the header, some hundreds at most. */
  rows: CustomRow[];
};

/** Bytes of a text that are looked at. */
export const LAYOUT_BYTES = 64 * 1024;
/** Rows of a sheet, or of a text, that are looked at. */
export const LAYOUT_ROWS = 300;
/** A title, an address and a period come before the header, not pages of them. */
const HEADER_ROWS = 20;
const MAX_COLUMNS = 256;
const SEPARATOR_LINE = /^sep=([;,\t|])[ \t]*$/i;

/** The layout of a text from its first bytes. @param bytes `LAYOUT_BYTES` of them, or the whole of a shorter file */
export function readTextLayout(bytes: Uint8Array): Layout {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, LAYOUT_BYTES));
  const { text, encoding } = decodeSample(sample);
  const lines = text.replace(/\r\n?/g, '\n').split('\n');
  // The last line may be cut; a file of one line is looked at as it is.
  if (bytes.length >= LAYOUT_BYTES && lines.length > 1) lines.pop();
  const whole = lines.slice(0, LAYOUT_ROWS).join('\n');
  const declared = SEPARATOR_LINE.exec(lines[0] ?? '')?.[1];
  const separator = declared ?? separatorOf(lines);
  const splitter = new RowSplitter(separator || '\u0000', () => {});
  const rows = [...splitter.push(`${whole}\n`), ...splitter.end()].filter(({ line }) => line > 1 || !declared);
  return layoutOf(rows, {
    ...{ kind: 'text', separator: separator as Layout['separator'], hasQuotes: /(^|[;,\t|\n])"/.test(whole) },
    ...(encoding ? { encoding } : {}),
  });
}

/** The layout of a sheet from its first rows. */
export function readSheetLayout(rows: readonly CustomRow[]): Layout {
  return layoutOf(rows.slice(0, LAYOUT_ROWS), { kind: 'sheet', separator: '', hasQuotes: false });
}

type Form = Pick<Layout, 'kind' | 'separator' | 'encoding' | 'hasQuotes'>;

function layoutOf(all: readonly CustomRow[], form: Form): Layout {
  const rows = all.map((row) => ({ ...row, cells: row.cells.slice(0, MAX_COLUMNS).map((cell) => cell.trim()) }));
  const filled = rows.filter(({ cells }) => cells.some((cell) => cell !== ''));
  const at = findHeader(filled);
  const header = filled[at];
  const data = filled.slice(at + 1);
  return {
    ...form,
    headerRow: header?.line ?? 0,
    header: header?.cells ?? [],
    firstRow: data[0]?.line ?? 0,
    rows: data,
  };
}

/**
 * The first row with the most names that are known, two at least; else a row without any date or amount above rows that
 * have them. -1 for none.
 */
function findHeader(rows: readonly CustomRow[]): number {
  const first = rows.slice(0, HEADER_ROWS);
  const known = first.map(({ cells }) => new Set(cells.map(columnNamed).filter(Boolean)).size);
  const most = Math.max(0, ...known);
  if (most >= 2) return known.indexOf(most);
  return first.findIndex(({ cells }, n) => {
    const below = rows.slice(n + 1, n + 4);
    const names = cells.filter((cell) => cell !== '');
    if (names.length < 3 || below.length === 0 || new Set(names).size < names.length) return false;
    if (names.some((name) => /^[\d\s.,/€-]+$/.test(name))) return false;
    return below.every((row) => row.cells.length >= names.length && row.cells.filter(isValue).length >= 2);
  });
}

function isValue(cell: string): boolean {
  const { dates, amounts } = profileOf([cell]);
  return dates > 0 || amounts > 0;
}

/** What separates cells; nothing when hardly a line has it. */
function separatorOf(lines: readonly string[]): string {
  const filled = lines.filter((line) => line.trim() !== '').slice(0, LAYOUT_ROWS);
  // Titles come first and have none: the rows below say more.
  const body = filled.length > HEADER_ROWS ? filled.slice(-HEADER_ROWS) : filled;
  const separator = guessSeparator(body.join('\n'));
  return filled.some((line) => line.includes(separator)) ? separator : '';
}

function decodeSample(sample: Buffer): { text: string; encoding: Layout['encoding'] } {
  const zeros = sample.filter((byte) => byte === 0).length;
  if (
    (sample[0] === 0xff && sample[1] === 0xfe) ||
    (sample[0] === 0xfe && sample[1] === 0xff) ||
    zeros > sample.length / 3
  ) {
    const isBigEndian = sample[0] === 0xfe || sample[0] === 0;
    return { text: new TextDecoder(isBigEndian ? 'utf-16be' : 'utf-16le').decode(sample), encoding: 'UTF-16' };
  }
  // The sample may end within a character.
  const isWhole =
    isUtf8(sample) || (sample.length === LAYOUT_BYTES && [1, 2, 3].some((n) => isUtf8(sample.subarray(0, -n))));
  if (isWhole) return { text: sample.toString('utf8').replace(/^\ufeff/, ''), encoding: 'UTF-8' };
  const encoding = guessLegacyEncoding(sample);
  return { text: iconv.decode(sample, encoding === 'CP850' ? 'cp858' : encoding.toLowerCase()), encoding };
}
