import { decodeEscapes } from './decode-escapes.ts';
import type { Limits } from './limits.ts';
import type { Zip } from './open-zip.ts';
import { readTextRuns } from './read-text-runs.ts';
import { readXml } from './read-xml.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

/** What an entry of the table costs besides its characters. */
const ENTRY_CHARS = 8;

/** The texts that cells name by their place in this table; Excel puts every text of a workbook there. */
export async function readSharedTexts(zip: Zip, part: string, limits: Limits): Promise<string[]> {
  const texts: string[] = [];
  const runs = readTextRuns(limits.cellChars);
  let chars = 0;
  const pauses = readXml(zip.read(part), {
    open(name) {
      if (name === 'si') runs.begin();
      runs.open(name);
    },
    text: runs.add,
    close(name) {
      runs.close(name);
      if (name !== 'si') return;
      const text = runs.end();
      chars += text.length + ENTRY_CHARS;
      if (chars > limits.sharedChars) throw new SpreadsheetError('file-too-large');
      // A copy: the engine would keep the whole piece of XML from which a short text was cut.
      texts.push(decodeEscapes(Buffer.from(text).toString()));
    },
  });
  for await (const _ of pauses);
  return texts;
}
