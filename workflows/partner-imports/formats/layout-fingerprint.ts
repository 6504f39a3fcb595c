import { createHash } from 'node:crypto';
import { profileOf } from './column-profile.ts';
import { foldHeader } from './column-synonyms.ts';
import type { Layout } from './read-layout.ts';

/**
 * What identifies a partner's layout, so that a mapping agreed once serves for its next files: the names of its columns in
 * their order, folded. Neither the separator nor the encoding nor the title above counts: the same export saved again by
 * Excel, or as a workbook, has the same columns, and how its cells are written is seen in each file. Without a header, what
 * kind of cells each column has.
 */
export function layoutFingerprint({ header, rows }: Layout): string {
  const names = header.map(foldHeader);
  while (names.length > 0 && names.at(-1) === '') names.pop();
  const identity = names.length > 0 ? ['names', ...names] : ['kinds', ...kindsOf(rows)];
  return createHash('sha256').update(JSON.stringify(identity)).digest('hex');
}

function kindsOf(rows: Layout['rows']): string[] {
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  return Array.from({ length: width }, (_, n) => {
    const { filled, dates, accounts, amounts } = profileOf(rows.map(({ cells }) => cells[n] ?? ''));
    if (filled === 0) return 'nothing';
    return dates > 0.5 ? 'date' : accounts > 0.5 ? 'account' : amounts > 0.5 ? 'amount' : 'text';
  });
}
