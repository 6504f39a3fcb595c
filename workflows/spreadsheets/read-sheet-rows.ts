import { dayText } from './day-text.ts';
import { decodeEscapes } from './decode-escapes.ts';
import type { Limits } from './limits.ts';
import { numberText } from './number-text.ts';
import type { Zip } from './open-zip.ts';
import { readTextRuns } from './read-text-runs.ts';
import { type Attributes, readXml } from './read-xml.ts';
import type { Row } from './row.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

/** Excel's last row. */
const MAX_LINE = 1_048_576;

/** What the cells of a sheet refer to. */
export type SheetContext = {
  sharedTexts: string[];
  /** By style, whether numbers are shown as days. */
  dateStyles: boolean[];
  is1904: boolean;
  limits: Limits;
};

/**
 * The rows of one sheet, as they come in it. A formula counts by its last result, a truth value as French Excel shows it
 * (VRAI, FAUX), a merged area by its first cell.
 */
export async function* readSheetRows(zip: Zip, part: string, context: SheetContext): AsyncGenerator<Row> {
  const { limits } = context;
  let ready: Row[] = [];
  let row: Required<Row> | undefined;
  let cell: Attributes | undefined;
  let line = 0;
  let column = 0;
  const runs = readTextRuns(limits.cellChars, () => line);

  const pauses = readXml(zip.read(part), {
    open(name, attributes) {
      if (name === 'row') {
        // Both numbers may be left out, and then follow the one before.
        line = attributes.r === undefined ? line + 1 : Number(attributes.r);
        if (!(Number.isInteger(line) && line >= 1 && line <= MAX_LINE)) throw new SpreadsheetError('file-unreadable');
        row = { line, cells: [], isNumber: [] };
        column = 0;
      } else if (name === 'c' && row) {
        cell = attributes;
        column = attributes.r === undefined ? column + 1 : columnOf(attributes.r);
        runs.begin();
      } else if (cell) {
        runs.open(name);
      }
    },
    text: runs.add,
    close(name) {
      if (name === 'row' && row) {
        if (row.cells.length > 0) ready.push(row);
        row = undefined;
      } else if (name === 'c' && row && cell) {
        const read = readCell(cell, runs.end(), context);
        cell = undefined;
        if (read.text === '') return;
        if (column > limits.columns) throw new SpreadsheetError('file-too-wide', { line });
        while (row.cells.length < column) {
          row.cells.push('');
          row.isNumber.push(false);
        }
        row.cells[column - 1] = read.text;
        row.isNumber[column - 1] = read.isNumber;
      } else {
        runs.close(name);
      }
    },
  });
  for await (const _ of pauses) {
    yield* ready;
    ready = [];
  }
}

type ReadCell = { text: string; isNumber: boolean };

/** 'AB12' is in column 28. */
function columnOf(reference: string): number {
  const letters = /^([A-Z]{1,3})\d{1,7}$/i.exec(reference)?.[1]?.toUpperCase();
  if (!letters) throw new SpreadsheetError('file-unreadable');
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0);
}

function readCell({ t: type = 'n', s: style }: Attributes, raw: string, context: SheetContext): ReadCell {
  switch (type) {
    case 's':
      return asText((/^\s*\d+\s*$/.test(raw) && context.sharedTexts[Number(raw)]) || '');
    case 'str':
    case 'inlineStr':
      return asText(decodeEscapes(raw));
    case 'b':
      return asText(/^(1|true)$/i.test(raw) ? 'VRAI' : raw === '' ? '' : 'FAUX');
    case 'd':
      return asText(raw.slice(0, 10));
    case 'n': {
      const value = Number(raw);
      if (raw.trim() === '' || !Number.isFinite(value)) return asText(raw);
      const day = context.dateStyles[Number(style)] ? dayText(value, context.is1904) : undefined;
      return day === undefined ? { text: numberText(value), isNumber: true } : asText(day);
    }
    // Errors, such as #N/A.
    default:
      return asText(raw);
  }
}

function asText(text: string): ReadCell {
  return { text, isNumber: false };
}
