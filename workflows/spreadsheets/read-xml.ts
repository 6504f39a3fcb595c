import { TextDecoder } from 'node:util';
import sax from 'sax';
import { SpreadsheetError } from './spreadsheet-error.ts';

export type Attributes = Record<string, string>;

/** Names come without their prefix, which is the writer's choice. */
export type XmlHandler = {
  open(name: string, attributes: Attributes): void;
  text?(text: string): void;
  close?(name: string): void;
};

/** Far beyond what a workbook has, far below what would fill the memory. */
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 256;

/**
 * Reads XML piece by piece, and pauses after each piece so that the caller can hand on what it has gathered. sax gives
 * up on a name or a value that has no end after 64 KiB, and knows no entity but XML's own and HTML's.
 *
 * @throws {SpreadsheetError} `file-unreadable` for what is not well formed, cut, or declares a document type: no
 *   workbook does, entity bombs do.
 */
export async function* readXml(pieces: AsyncIterable<Buffer>, handler: XmlHandler): AsyncGenerator<void> {
  const parser = sax.parser(true);
  let depth = 0;
  let attributes = 0;
  const refuse = (cause?: unknown) => {
    throw new SpreadsheetError('file-unreadable', { cause });
  };
  parser.onerror = refuse;
  parser.ondoctype = () => refuse();
  parser.onattribute = () => {
    attributes += 1;
    if (attributes > MAX_ATTRIBUTES) refuse();
  };
  parser.onopentag = (tag) => {
    depth += 1;
    attributes = 0;
    if (depth > MAX_DEPTH) refuse();
    handler.open(withoutPrefix(tag.name), tag.attributes as Attributes);
  };
  parser.onclosetag = (name) => {
    depth -= 1;
    handler.close?.(withoutPrefix(name));
  };
  parser.ontext = (text) => handler.text?.(text);
  parser.oncdata = (text) => handler.text?.(text);

  let decoder: TextDecoder | undefined;
  for await (const piece of pieces) {
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: true });
    parser.write(decoder.decode(piece, { stream: true }));
    yield;
  }
  parser.write(decoder?.decode() ?? '');
  parser.close();
  yield;
}

/** XML is UTF-8 unless a mark says otherwise. */
function encodingOf(piece: Buffer): string {
  const mark = piece.toString('hex', 0, 2);
  if (mark === 'fffe') return 'utf-16le';
  return mark === 'feff' ? 'utf-16be' : 'utf-8';
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}
