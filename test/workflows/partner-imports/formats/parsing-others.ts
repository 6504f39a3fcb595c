import type { CustomMapping } from '../../../../workflows/partner-imports/formats/custom-mapping.ts';
import type {
  Anomaly,
  EntryChunk,
  ParseContext,
  ParseResult,
  Parsing,
} from '../../../../workflows/partner-imports/formats/format.ts';
import { guessMapping } from '../../../../workflows/partner-imports/formats/guess-mapping.ts';
import { parseCustom } from '../../../../workflows/partner-imports/formats/parse-custom.ts';
import { parseJson } from '../../../../workflows/partner-imports/formats/parse-json.ts';
import { readTextLayout } from '../../../../workflows/partner-imports/formats/read-layout.ts';
import { SIREN } from '../../../fixtures/fec/generate-fec.ts';
import { type Listed, listed, piecesOf } from './parsing.ts';

export type ParsedOther = Listed<ParseResult> & {
  chunks: EntryChunk[];
  lines: string[][];
  codes: string[];
  blocking: string[];
};

/** Everything that a file comes to, whatever its format. */
export async function readAll(parsing: Parsing): Promise<ParsedOther> {
  const chunks: EntryChunk[] = [];
  for await (const chunk of parsing.chunks) chunks.push(chunk);
  const result = parsing.result();
  const text = Buffer.concat(chunks.map((chunk) => chunk.bytes)).toString('utf8');
  const lines =
    text === ''
      ? []
      : text
          .slice(0, -1)
          .split('\n')
          .map((line) => line.split('\t'));
  const codes = Object.keys(result.anomalyCounts).sort();
  const blocking = codes.filter((code) => result.anomalyCounts[code]?.severity === 'blocking');
  return { ...listed(result), chunks, lines, codes, blocking };
}

export function parseJsonBytes(
  bytes: Uint8Array | string,
  { context = { siren: SIREN }, size }: { context?: ParseContext; size?: number } = {},
): Promise<ParsedOther> {
  return readAll(parseJson(piecesOf(Buffer.from(bytes as string), size), context));
}

/** A value written out as JSON and read. */
export function parseJsonValue(value: unknown): Promise<ParsedOther> {
  return parseJsonBytes(JSON.stringify(value));
}

/** A text by the mapping that is guessed for it, with some of it changed. */
export function parseGuessed(
  bytes: Uint8Array | string,
  changes: Partial<CustomMapping> = {},
  size?: number,
): Promise<ParsedOther> {
  const file = Buffer.from(bytes as string);
  const { mapping } = guessMapping(readTextLayout(file));
  return readAll(parseCustom(piecesOf(file, size), { mapping: { ...mapping, ...changes }, isConfirmed: true }));
}

/** Where the anomalies of a code are. */
export function found({ anomalies }: ParsedOther, code: string): Omit<Anomaly, 'code' | 'severity'>[] {
  return anomalies.filter((one) => one.code === code).map(({ code: _, severity: __, ...where }) => where);
}
