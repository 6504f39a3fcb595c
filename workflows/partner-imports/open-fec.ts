import { Readable } from 'node:stream';
import { AppError } from '../../errors.ts';
import { EntryChunk, rangeOf } from '../../models/entry-chunk.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import type { EntryChunk as Chunk } from './formats/format.ts';
import { type FecForm, writeFec } from './formats/write-fec.ts';

type Kept = Pick<PartnerImportRecord, 'cabinetId' | 'setId' | 'extraColumns' | 'status' | 'totals'>;

/**
 * The entries of an import as a FEC, whatever the format they came in: what was read, chunk by chunk. Breaks off with
 * `entries-gone` when they are taken away meanwhile.
 *
 * @throws AppError `entries-gone` when the import was rejected or withdrawn.
 */
export function openFec(record: Kept, form: Pick<FecForm, 'encoding' | 'hasExtras'>): Readable {
  const { extraColumns, status } = record;
  if (status === 'rejected' || status === 'cancelled') throw new AppError('entries-gone');
  return Readable.from(writeFec(chunksOf(record), { ...form, extraColumns }).bytes, { objectMode: false });
}

async function* chunksOf({ cabinetId, setId, totals }: Kept): AsyncGenerator<Pick<Chunk, 'bytes' | 'count'>> {
  const found = EntryChunk.collection.find(
    { _id: rangeOf(setId) as never, cabinetId },
    { sort: { _id: 1 }, batchSize: 16, promoteBuffers: true, projection: { bytes: 1, count: 1 } },
  );
  let lines = 0;
  for await (const { bytes, count } of found) {
    lines += Number(count);
    yield { bytes: bytes as unknown as Buffer, count: Number(count) };
  }
  // Half a FEC must not look like one.
  if (lines !== totals.lines) throw new AppError('entries-gone');
}
