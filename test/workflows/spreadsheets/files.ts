import { strToU8, zipSync } from 'fflate';
import type { Limits } from '../../../workflows/spreadsheets/limits.ts';
import { type Row, readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { SpreadsheetError } from '../../../workflows/spreadsheets/spreadsheet-error.ts';

/** A file as it arrives: in pieces, here of a size that cuts characters and line ends in two. */
export async function* piecesOf(file: Uint8Array, size = 61): AsyncGenerator<Uint8Array> {
  for (let from = 0; from < file.length; from += size) yield file.subarray(from, from + size);
}

const bytesOf = (file: string | Uint8Array) => (typeof file === 'string' ? Buffer.from(file) : file);

export async function rowsOf(file: string | Uint8Array, limits: Partial<Limits> = {}): Promise<Row[]> {
  const rows: Row[] = [];
  const bytes = bytesOf(file);
  for await (const row of readRows(piecesOf(bytes, Math.max(61, bytes.length >> 6)), limits)) rows.push(row);
  return rows;
}

export async function cellsOf(file: string | Uint8Array, limits: Partial<Limits> = {}): Promise<string[][]> {
  return (await rowsOf(file, limits)).map(({ cells }) => cells);
}

/** How the reading ends: the fault and its line, or the number of rows. Any other error is thrown. */
export async function endOf(file: string | Uint8Array, limits: Partial<Limits> = {}): Promise<string> {
  try {
    return `${(await rowsOf(file, limits)).length} rows`;
  } catch (error) {
    if (!(error instanceof SpreadsheetError)) throw error;
    return error.line === undefined ? error.code : `${error.code}, line ${error.line}`;
  }
}

export const MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';

type Sheet = { rows: string; state?: string };
type Parts = {
  /** Each sheet's rows as XML, in order. */
  sheets?: (string | Sheet)[];
  sharedTexts?: string;
  styles?: string;
  workbookProperties?: string;
  /** Added, or put in place of what is made from the rest. */
  extra?: Record<string, string | Uint8Array>;
};

/** A workbook written out by hand, small or hostile as one likes. */
export function workbook({ sheets = [], sharedTexts, styles, workbookProperties = '', extra = {} }: Parts): Uint8Array {
  const all = sheets.map((sheet) => (typeof sheet === 'string' ? { rows: sheet } : sheet));
  const relation = (id: string, type: string, target: string) =>
    `<Relationship Id="${id}" Type="${RELATIONS}/${type}" Target="${target}"/>`;
  const relations = [
    ...all.map((_, place) => relation(`rId${place + 1}`, 'worksheet', `worksheets/sheet${place + 1}.xml`)),
    ...(sharedTexts === undefined ? [] : [relation('rIdT', 'sharedStrings', 'sharedStrings.xml')]),
    ...(styles === undefined ? [] : [relation('rIdS', 'styles', '/xl/styles.xml')]),
  ];
  const names = all.map(
    ({ state }, place) =>
      `<sheet name="F${place}" sheetId="${place + 1}"${state ? ` state="${state}"` : ''} r:id="rId${place + 1}"/>`,
  );
  const parts: Record<string, string | Uint8Array> = {
    'xl/workbook.xml': `<workbook ${MAIN} xmlns:r="${RELATIONS}">${workbookProperties}<sheets>${names.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${relations.join('')}</Relationships>`,
    ...(sharedTexts === undefined ? {} : { 'xl/sharedStrings.xml': `<sst ${MAIN}>${sharedTexts}</sst>` }),
    ...(styles === undefined ? {} : { 'xl/styles.xml': `<styleSheet ${MAIN}>${styles}</styleSheet>` }),
    ...Object.fromEntries(
      all.map(({ rows }, place) => [
        `xl/worksheets/sheet${place + 1}.xml`,
        `<worksheet ${MAIN}><sheetData>${rows}</sheetData></worksheet>`,
      ]),
    ),
    ...extra,
  };
  return zipSync(
    Object.fromEntries(
      Object.entries(parts).map(([name, text]) => [name, typeof text === 'string' ? strToU8(text) : text]),
    ),
  );
}

/** One cell of text that stands in the sheet itself. */
export function textCell(reference: string, text: string): string {
  return `<c r="${reference}" t="inlineStr"><is><t>${text}</t></is></c>`;
}
