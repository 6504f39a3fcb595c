import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '../errors.ts';

/** What a browser writes before a part's content is a few hundred bytes. */
const MOST_HEADER = 16 * 1024;
/** Other fields of the form, which has none: what passes it is no form of ours. */
const MOST_BEFORE = 64 * 1024;

export type FilePart = { name: string; source: AsyncIterable<Uint8Array> };

/**
 * The first file of a form sent by a browser (RFC 7578), as it comes: the next piece is read once the last is taken, and
 * a form that stops before its closing line was cut.
 *
 * @param body watched by whoever gives it: a form may stop before its file begins
 * @throws AppError `invalid-input` for what is no such form, `upload-cut`, and whatever `body` throws of that family.
 */
export async function readFilePart(headers: IncomingHttpHeaders, body: AsyncIterable<Uint8Array>): Promise<FilePart> {
  const boundary = /^multipart\/form-data;.*\bboundary=(?:"([^"]{1,70})"|([^;\s]{1,70}))/i.exec(
    headers['content-type'] ?? '',
  );
  const name = boundary?.[1] ?? boundary?.[2];
  if (!name) throw new AppError('invalid-input', { because: 'not a form' });
  const reader = new Reader(body, Buffer.from(`\r\n--${name}`));
  // The first line has no line end before it.
  reader.buffer = Buffer.from('\r\n');
  for (;;) {
    await reader.skipPastDelimiter();
    const head = await reader.readHead();
    if (head === undefined) throw new AppError('invalid-input', { because: 'no file in the form' });
    const fileName = fileNameOf(head);
    if (fileName !== undefined) return { name: fileName, source: reader.content() };
  }
}

class Reader {
  buffer: Buffer = Buffer.alloc(0);
  readonly #chunks: AsyncIterator<Uint8Array>;
  readonly #delimiter: Buffer;

  constructor(body: AsyncIterable<Uint8Array>, delimiter: Buffer) {
    this.#chunks = body[Symbol.asyncIterator]();
    this.#delimiter = delimiter;
  }

  async skipPastDelimiter(): Promise<void> {
    let skipped = 0;
    for (;;) {
      const at = this.buffer.indexOf(this.#delimiter);
      if (at >= 0) {
        this.buffer = this.buffer.subarray(at + this.#delimiter.length);
        return;
      }
      const keep = this.#delimiter.length - 1;
      skipped += Math.max(0, this.buffer.length - keep);
      if (skipped > MOST_BEFORE) throw new AppError('invalid-input', { because: 'not a form of ours' });
      this.buffer = this.buffer.subarray(Math.max(0, this.buffer.length - keep));
      await this.#more();
    }
  }

  /** @returns the part's header lines, or undefined at the end of the form. */
  async readHead(): Promise<string | undefined> {
    for (;;) {
      if (this.buffer.subarray(0, 2).toString() === '--') return undefined;
      const end = this.buffer.indexOf('\r\n\r\n');
      if (end >= 0) {
        const head = this.buffer.subarray(0, end).toString('utf8');
        this.buffer = this.buffer.subarray(end + 4);
        return head;
      }
      if (this.buffer.length > MOST_HEADER) throw new AppError('invalid-input', { because: 'endless part header' });
      await this.#more();
    }
  }

  async *content(): AsyncGenerator<Buffer> {
    for (;;) {
      const end = this.buffer.indexOf(this.#delimiter);
      if (end >= 0) {
        if (end > 0) yield this.buffer.subarray(0, end);
        return;
      }
      // The delimiter may have begun.
      const sure = this.buffer.length - this.#delimiter.length + 1;
      if (sure > 0) {
        const piece = this.buffer.subarray(0, sure);
        this.buffer = this.buffer.subarray(sure);
        yield piece;
      }
      await this.#more();
    }
  }

  async #more(): Promise<void> {
    const next = await this.#chunks.next().catch((error: unknown) => {
      throw error instanceof AppError ? error : new AppError('upload-cut', { cause: error });
    });
    if (next.done) throw new AppError('upload-cut', { because: 'the form has no end' });
    this.buffer = Buffer.concat([this.buffer, next.value]);
  }
}

/** Browsers write the name in UTF-8, with its quotation marks as %22. */
function fileNameOf(head: string): string | undefined {
  const line = head.split('\r\n').find((one) => /^content-disposition:/i.test(one));
  const name = line && /;\s*filename="((?:[^"\\]|\\.)*)"/i.exec(line)?.[1];
  return name?.replace(/%22/g, '"').replace(/\\(.)/g, '$1');
}
