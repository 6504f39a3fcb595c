import { isDateFormat } from './is-date-format.ts';
import type { Zip } from './open-zip.ts';
import { readXml } from './read-xml.ts';

const MAX_BYTES = 16 * 1024 * 1024;

/** For each style that a cell may name by its place, whether it shows numbers as days. */
export async function readDateStyles(zip: Zip, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>();
  const styles: boolean[] = [];
  let isInCellStyles = false;
  const pauses = readXml(zip.read(part, MAX_BYTES), {
    open(name, { numFmtId, formatCode }) {
      if (name === 'numFmt' && formatCode !== undefined) codes.set(Number(numFmtId), formatCode);
      if (name === 'cellXfs') isInCellStyles = true;
      if (name === 'xf' && isInCellStyles) {
        const id = Number(numFmtId ?? 0);
        styles.push(isDateFormat(id, codes.get(id)));
      }
    },
    close(name) {
      if (name === 'cellXfs') isInCellStyles = false;
    },
  });
  for await (const _ of pauses);
  return styles;
}
