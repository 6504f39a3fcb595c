import type { Limits } from './limits.ts';
import { openZip } from './open-zip.ts';
import { readDateStyles } from './read-date-styles.ts';
import { readSharedTexts } from './read-shared-texts.ts';
import { readSheetRows } from './read-sheet-rows.ts';
import { readWorkbook } from './read-workbook.ts';
import type { Row } from './row.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

const WORKBOOK = 'xl/workbook.xml';

/** The rows of the first sheet of a workbook that has some; what is hidden from a person is not read. */
export async function* readXlsxRows(bytes: Buffer, limits: Limits): AsyncGenerator<Row> {
  const zip = await openZip(bytes, limits);
  if (!zip.has(WORKBOOK)) {
    throw new SpreadsheetError(zip.has('xl/workbook.bin') ? 'file-old-excel' : 'file-unreadable');
  }
  const workbook = await readWorkbook(zip, WORKBOOK);
  const context = {
    sharedTexts: workbook.sharedTexts ? await readSharedTexts(zip, workbook.sharedTexts, limits) : [],
    dateStyles: workbook.styles ? await readDateStyles(zip, workbook.styles) : [],
    is1904: workbook.is1904,
    limits,
  };
  for (const sheet of workbook.sheets) {
    let hasRows = false;
    for await (const row of readSheetRows(zip, sheet, context)) {
      hasRows ||= row.cells.some((cell) => /\S/.test(cell));
      yield row;
    }
    if (hasRows) return;
  }
}
