import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { SpreadsheetError } from './spreadsheet-error.ts';

const SLICE_BYTES = 64 * 1024;

/** Marks at the start of a file that name its encoding. */
const MARKS: [mark: Buffer, encoding: string][] = [
  [Buffer.from([0xef, 0xbb, 0xbf]), 'utf-8'],
  [Buffer.from([0xff, 0xfe]), 'utf-16le'],
  [Buffer.from([0xfe, 0xff]), 'utf-16be'],
];

/**
 * A text file in pieces, its line ends as `\n`: UTF-8 or UTF-16 as its mark says; without a mark UTF-8 when it can be,
 * else windows-1252, in which French Excel saves its CSV. Not by `TextDecoder`: Node 20's reads windows-1252 as Latin-1,
 * without the euro sign, the apostrophe and the œ.
 *
 * @throws {SpreadsheetError} `file-unreadable` for what is no text.
 */
export function* decodeText(bytes: Buffer): Generator<string, void> {
  const [mark, encoding] = MARKS.find(([one]) => bytes.subarray(0, one.length).equals(one)) ?? [
    Buffer.alloc(0),
    isUtf8(bytes) ? 'utf-8' : 'windows-1252',
  ];
  const decoder = iconv.getDecoder(encoding, { stripBOM: false });
  let rest = '';
  for (let from = mark.length; from < bytes.length; from += SLICE_BYTES) {
    const text = rest + decoder.write(bytes.subarray(from, from + SLICE_BYTES));
    if (!isText(text)) throw new SpreadsheetError('file-unreadable');
    // The other half of a CRLF may come with the next slice.
    rest = text.endsWith('\r') ? '\r' : '';
    yield withPlainLineEnds(rest ? text.slice(0, -1) : text);
  }
  yield withPlainLineEnds(rest + (decoder.end() ?? ''));
}

function withPlainLineEnds(text: string): string {
  return text.replace(/\r\n?/g, '\n');
}

/** Text has no NUL, and hardly a control character besides tabs and line ends. */
function isText(text: string): boolean {
  if (text.includes('\0')) return false;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they tell binary from text.
  const odd = text.match(/[\x01-\x08\x0e-\x1f\x7f-\x9f]/g)?.length ?? 0;
  return odd <= 2 || odd < text.length / 100;
}
