import { posix } from 'node:path';
import type { Zip } from './open-zip.ts';
import { type Attributes, readXml } from './read-xml.ts';

const MAX_BYTES = 16 * 1024 * 1024;

export type Workbook = {
  /** The parts of its sheets that can be seen, in their order. */
  sheets: string[];
  sharedTexts?: string;
  styles?: string;
  /** Its days are counted from 1904, as old Macs did. */
  is1904: boolean;
};

/** Finds the parts of a workbook in its zip. */
export async function readWorkbook(zip: Zip, part: string): Promise<Workbook> {
  const { dir, base } = posix.parse(part);
  const targets = new Map<string, string>();
  const workbook: Workbook = { sheets: [], is1904: false };

  const relations = readXml(zip.read(`${dir}/_rels/${base}.rels`, MAX_BYTES), {
    open(name, { Id, Type = '', Target = '' }) {
      if (name !== 'Relationship' || !Id) return;
      const target = Target.startsWith('/') ? Target.slice(1) : posix.join(dir, Target);
      // The strict variant of the format has other addresses with the same ends.
      if (Type.endsWith('/worksheet')) targets.set(Id, target);
      if (Type.endsWith('/sharedStrings')) workbook.sharedTexts = target;
      if (Type.endsWith('/styles')) workbook.styles = target;
    },
  });
  for await (const _ of relations);

  const contents = readXml(zip.read(part, MAX_BYTES), {
    open(name, attributes) {
      if (name === 'workbookPr') workbook.is1904 = /^(1|true)$/.test(attributes.date1904 ?? '');
      if (name !== 'sheet' || /hidden/i.test(attributes.state ?? '')) return;
      const target = targets.get(relationOf(attributes));
      if (target) workbook.sheets.push(target);
    },
  });
  for await (const _ of contents);
  return workbook;
}

/** `r:id`, whatever its prefix. */
function relationOf(attributes: Attributes): string {
  const key = Object.keys(attributes).find((one) => one.endsWith(':id'));
  return (key && attributes[key]) || '';
}
