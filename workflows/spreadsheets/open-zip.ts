import { crc32 } from 'node:zlib';
import { type Entry, fromBufferPromise } from 'yauzl';
import type { Limits } from './limits.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';

/** More than the parts of a workbook with a picture in every row of a long sheet. */
const MAX_ENTRIES = 10_000;

/** Below this size a ratio says nothing. */
const SMALL_BYTES = 1024 * 1024;

export type Zip = {
  has(name: string): boolean;
  /**
   * The content of an entry, unpacked piece by piece.
   *
   * @throws {SpreadsheetError} `file-too-large` beyond `maxBytes` or the ratio allowed, `file-encrypted`, and
   *   `file-unreadable` when it is missing or damaged, which may show at its end only.
   */
  read(name: string, maxBytes?: number): AsyncGenerator<Buffer>;
};

/** A zip that is held in memory. Names are compared without case, as the parts of a workbook are. */
export async function openZip(bytes: Buffer, limits: Limits): Promise<Zip> {
  // What is closed at the end could not be read from after it.
  const zip = await fromBufferPromise(bytes, { autoClose: false });
  const entries = new Map<string, Entry>();
  let count = 0;
  for await (const entry of zip.eachEntry()) {
    count += 1;
    if (count > MAX_ENTRIES) throw new SpreadsheetError('file-unreadable');
    const key = entry.fileName.toLowerCase();
    if (!entries.has(key)) entries.set(key, entry);
  }

  return {
    has: (name) => entries.has(name.toLowerCase()),
    async *read(name, maxBytes = limits.unpackedBytes) {
      const entry = entries.get(name.toLowerCase());
      if (!entry) throw new SpreadsheetError('file-unreadable');
      if (entry.isEncrypted()) throw new SpreadsheetError('file-encrypted');
      // A size that lies is caught by yauzl, which stops at it.
      const ratio = entry.uncompressedSize / Math.max(entry.compressedSize, 1);
      const isBomb = entry.uncompressedSize > SMALL_BYTES && ratio > limits.unpackRatio;
      if (entry.uncompressedSize > maxBytes || isBomb) throw new SpreadsheetError('file-too-large');
      let sum = 0;
      for await (const chunk of await zip.openReadStreamPromise(entry)) {
        sum = crc32(chunk, sum);
        yield chunk;
      }
      // Some writers leave it out.
      if (entry.crc32 !== 0 && entry.crc32 !== sum) throw new SpreadsheetError('file-unreadable');
    },
  };
}
