import type { EntryChunk } from '../../../../workflows/partner-imports/formats/format.ts';
import { COLUMNS } from '../../../../workflows/partner-imports/formats/format.ts';
import { parseTra, type TraContext, type TraResult } from '../../../../workflows/partner-imports/formats/parse-tra.ts';
import { TRA_EXTRA_COLUMNS } from '../../../../workflows/partner-imports/formats/tra-rows.ts';
import { header, renderTra, type TraForm } from '../../../fixtures/tra/generate-tra.ts';
import { type Listed, listed, piecesOf } from './parsing.ts';

export type ParsedTra = Listed<TraResult> & {
  chunks: EntryChunk[];
  lines: Record<string, string>[];
  codes: string[];
  blocking: string[];
};

const NAMES = [...COLUMNS, ...TRA_EXTRA_COLUMNS];

/** Everything that a file comes to; `lines` are the fields of all rows by their columns. */
export async function parseTraBytes(bytes: Uint8Array, context: TraContext = {}, size?: number): Promise<ParsedTra> {
  const parsing = parseTra(piecesOf(bytes, size), context);
  const chunks: EntryChunk[] = [];
  for await (const chunk of parsing.chunks) chunks.push(chunk);
  const result = parsing.result();
  const rows = Buffer.concat(chunks.map((chunk) => chunk.bytes))
    .toString('utf8')
    .split('\n')
    .slice(0, -1);
  const lines = rows.map((row) =>
    Object.fromEntries(row.split('\t').map((text, n) => [NAMES[n] ?? `extra ${n}`, text])),
  );
  const blocking = Object.entries(result.anomalyCounts).filter(([, { severity }]) => severity === 'blocking');
  return {
    ...{ ...listed(result), chunks, lines, codes: Object.keys(result.anomalyCounts).sort() },
    blocking: blocking.map(([code]) => code),
  };
}

/** A file of some lines, with a header of its own unless the first is one. */
export function parseTraLines(
  lines: readonly string[],
  context: TraContext = {},
  form: TraForm = {},
): Promise<ParsedTra> {
  const all = lines[0]?.startsWith('***S') ? lines : [header(), ...lines];
  return parseTraBytes(renderTra(all, form), context);
}
