import { isAscii } from 'node:buffer';
import iconv from 'iconv-lite';
import type { CustomMapping } from './custom-mapping.ts';
import { decodeUtf16 } from './decode-utf16.ts';
import { BLOCK_BYTES, FecBlocks } from './fec-blocks.ts';
import { LineDecoder } from './line-decoder.ts';
import { RowSplitter, type SplitRow } from './row-splitter.ts';

/** Bytes around each part of the memory, since words of four bytes are read. */
const SPARE = 64;
const RAW = SPARE;
const DECODED = RAW + BLOCK_BYTES + SPARE;
const MEMORY_BYTES = DECODED + 3 * BLOCK_BYTES + SPARE;
const ICONV_NAMES = {
  'UTF-8': 'utf-8',
  'windows-1252': 'windows-1252',
  'ISO-8859-15': 'iso-8859-15',
  CP850: 'cp858',
} as const;

/** What was met that is worth saying. */
export type TextFaults = {
  tooLong(line: number): void;
  unclosed(line: number): void;
  mixed(line: number): void;
  lost(line: number): void;
};

/** The rows of a text file in bounded memory, some at a time, and what the text turned out to be. */
export class TextRows {
  encoding = 'ASCII';
  readonly #mapping: Pick<CustomMapping, 'separator' | 'encoding'>;
  readonly #faults: TextFaults;

  constructor(mapping: Pick<CustomMapping, 'separator' | 'encoding'>, faults: TextFaults) {
    this.#mapping = mapping;
    this.#faults = faults;
  }

  async *read(source: AsyncIterable<Uint8Array>): AsyncGenerator<Iterable<SplitRow>> {
    const memory = Buffer.alloc(MEMORY_BYTES);
    const blocks = new FecBlocks(memory, RAW);
    const decoder = new LineDecoder();
    const splitter = new RowSplitter(this.#mapping.separator, this.#faults.unclosed);
    const { encoding: told } = this.#mapping;
    let utf16: string | undefined;
    let line = 1;
    const bytes = decodeUtf16(source, (encoding) => {
      utf16 = encoding;
    });
    for await (const block of blocks.read(bytes)) {
      if (block === 'line-too-long') {
        this.#faults.tooLong(line);
        line += 1;
        splitter.skipLine();
        continue;
      }
      const { from, to } = block;
      const raw = memory.subarray(from, to);
      if (told && told !== 'UTF-8' && !utf16 && !isAscii(raw)) {
        this.encoding = told;
        yield splitter.push(iconv.decode(raw, ICONV_NAMES[told]));
      } else {
        const decoded = decoder.decode(memory, from, to, DECODED);
        if (decoded.mixedAt >= 0) this.#faults.mixed(line);
        if (decoded.lostAt >= 0) this.#faults.lost(line);
        yield splitter.push(memory.toString('utf8', decoded.from, decoded.to));
      }
      for (let at = raw.indexOf(10); at >= 0; at = raw.indexOf(10, at + 1)) line += 1;
    }
    yield splitter.end();
    if (this.encoding === 'ASCII') this.encoding = utf16 ?? decoder.encoding;
  }
}
