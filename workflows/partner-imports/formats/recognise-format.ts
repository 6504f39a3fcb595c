import { isUtf8 } from 'node:buffer';
import { AnomalyList } from './anomaly-list.ts';
import { FEC_CODES } from './fec-codes.ts';
import { readFecHeader } from './read-fec-header.ts';

export type RecognisedFormat = 'fec' | 'tra' | 'json' | 'custom' | 'xlsx' | 'unknown';

/** Bytes that are looked at; a FEC's header is some 250. */
const SAMPLE = 8_192;
const ZIP = Buffer.from('PK\x03\x04', 'latin1');
/** Products, origins, contents and forms of a TRA (facts: tra.md section 2). */
const TRA = /^\*\*\*(S[1357I]|QU|WS|WT)(CLI|EXP)(JRL|DOS|BAL|SYN|EXO)(STD|ETE)/;
/** What a workbook's first part may be called. */
const WORKBOOK_PART = /^(\[Content_Types\]\.xml|_rels\/|docProps\/|xl\/|customXml\/)/;

/**
 * What a file is, from its first bytes alone: neither its name nor its type is to be believed (a TRA called .csv, a FEC
 * called .xls). `custom` is any other text in columns; `unknown` is no format of ours. Compressed files are opened before.
 */
export function recogniseFormat(bytes: Uint8Array): RecognisedFormat {
  const sample = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, SAMPLE));
  if (sample.subarray(0, ZIP.length).equals(ZIP)) {
    const length = sample.length >= 30 ? sample.readUInt16LE(26) : 0;
    return WORKBOOK_PART.test(sample.toString('latin1', 30, 30 + length)) ? 'xlsx' : 'unknown';
  }
  const text = textOf(sample);
  if (text === undefined || text.trim() === '') return 'unknown';
  if (TRA.test(text)) return 'tra';
  if (/^\s*[[{]/.test(text)) return looksLikeJson(text) ? 'json' : 'custom';
  if (/^\s*<(\?xml|!doctype|html)/i.test(text)) return 'unknown';
  const lines = text.split(/[\r\n]+/);
  const first = lines.find((line) => line.trim() !== '') ?? '';
  if (readFecHeader(first, 1, new AnomalyList(FEC_CODES))) return 'fec';
  return /[\t;,|]/.test(text) ? 'custom' : 'unknown';
}

/** A bracketed journal code (`[AN]`) begins like an array; quotes and comments that JSON has not are its own faults to tell. */
function looksLikeJson(text: string): boolean {
  return (
    /^\s*(\{\s*("|'|\/|\}|$)|\[\s*([[{"\d\]-]|true|false|null|$))/.test(text) &&
    !/^\s*\[[^\]"{}]*\]\s*[\t;|]/.test(text)
  );
}

/** Undefined for what is no text. */
function textOf(sample: Buffer): string | undefined {
  const [first, second] = sample;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(sample);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(sample);
  const zeros = sample.filter((byte) => byte === 0).length;
  if (zeros > 0 && zeros >= sample.length / 3 && zeros <= sample.length / 2 + 1) {
    const text = new TextDecoder(sample[1] === 0 ? 'utf-16le' : 'utf-16be').decode(sample);
    return isText(text) ? text : undefined;
  }
  // A sample may end within a character.
  const isWhole = isUtf8(sample) || [1, 2, 3].some((n) => isUtf8(sample.subarray(0, -n)));
  const text = sample.toString(isWhole ? 'utf8' : 'latin1').replace(/^\ufeff/, '');
  return isText(text) ? text : undefined;
}

/** Text has hardly a control character besides tabs and line ends. */
function isText(text: string): boolean {
  let odd = 0;
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code < 32 && code !== 9 && code !== 10 && code !== 11 && code !== 13) odd += 1;
  }
  return odd <= 2 || odd < text.length / 100;
}
