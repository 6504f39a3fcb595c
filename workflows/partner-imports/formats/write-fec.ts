import iconv from 'iconv-lite';
import { COLUMNS, type EntryChunk } from './format.ts';

/** The lawful encodings, and the one that French software writes in their place (facts: fec.md section 2). */
export type FecEncoding = 'UTF-8' | 'ISO-8859-15' | 'windows-1252';

export type FecForm = {
  /** UTF-8 unless told otherwise. */
  encoding?: FecEncoding;
  /** Names of the columns that lines have after the 18 of the law; they are written only when asked for. */
  extraColumns?: readonly string[];
  hasExtras?: boolean;
};

/** `replaced`: characters that the encoding does not have, each a question mark now. To be asked for at the end. */
export type FecWriting = { bytes: AsyncIterable<Buffer>; replaced(): number };

type LineChunk = Pick<EntryChunk, 'bytes' | 'count'>;

const TAB = 9;
const LF = 10;
const CR = 13;
const QUESTION = '?';

/** Canonical lines as the bytes of a FEC: a header, fields separated by tabs, lines ended by CR LF (article A47 A-1). */
export function writeFec(chunks: AsyncIterable<LineChunk>, form: FecForm = {}): FecWriting {
  const { encoding = 'UTF-8', extraColumns = [], hasExtras = false } = form;
  let replaced = 0;
  const encode = (bytes: Buffer): Buffer => {
    if (encoding === 'UTF-8') return bytes;
    const text = bytes.toString('utf8');
    const encoded = iconv.encode(text, encoding);
    replaced += count(encoded, QUESTION.charCodeAt(0)) - count(bytes, QUESTION.charCodeAt(0));
    return encoded;
  };
  async function* write(): AsyncGenerator<Buffer> {
    const names = hasExtras ? [...COLUMNS, ...extraColumns] : COLUMNS;
    yield encode(Buffer.from(`${names.join('\t')}\r\n`, 'utf8'));
    for await (const chunk of chunks) yield encode(linesOf(chunk, names.length));
  }
  return { bytes: write(), replaced: () => replaced };
}

/** Lines of a chunk with their first fields alone. */
function linesOf({ bytes, count: lines }: LineChunk, fields: number): Buffer {
  const out = Buffer.alloc(bytes.length + lines);
  let to = 0;
  let field = 1;
  for (let at = 0; at < bytes.length; at += 1) {
    const byte = bytes[at] as number;
    if (byte === LF) {
      out[to] = CR;
      out[to + 1] = LF;
      to += 2;
      field = 1;
      continue;
    }
    if (byte === TAB) field += 1;
    if (field > fields) continue;
    out[to] = byte;
    to += 1;
  }
  return out.subarray(0, to);
}

function count(bytes: Buffer, byte: number): number {
  let found = 0;
  for (let at = bytes.indexOf(byte); at >= 0; at = bytes.indexOf(byte, at + 1)) found += 1;
  return found;
}
