import { AppError } from '../../errors.ts';
import { chunkId, EntryChunk, type EntryChunkRecord, rangeOf } from '../../models/entry-chunk.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import { type EntryFilter, type EntryMatcher, matcherOf } from './entry-filter.ts';
import { findChunks } from './find-chunks.ts';

/** Chunks read together, and in one page at most: a page costs the same in a large file as in a small one. */
const TOGETHER = 8;
const MOST_CHUNKS = 32;

/** `fields` are in the order of `COLUMNS`, then the import's extra columns. */
export type EntryLine = {
  /** Place among the import's lines, from 0. */
  index: number;
  /** Of the file; missing where lines of the file are no entries. */
  line?: number;
  fields: string[];
};

export type EntryPage = {
  lines: EntryLine[];
  /** Where to go on; missing at the end. A page of a rare filter may be short, or empty, and go on all the same. */
  next?: string;
};

type Listed = Pick<PartnerImportRecord, 'cabinetId' | 'setId' | 'status' | 'totals'>;

/**
 * One page of an import's lines in the order of the file.
 *
 * @throws AppError `cursor-invalid`; `entries-gone` when the import was rejected or withdrawn, or read again since the cursor
 * was given.
 */
export async function listEntries(
  record: Listed,
  filter: EntryFilter,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<EntryPage> {
  if (record.status === 'rejected' || record.status === 'cancelled') throw new AppError('entries-gone');
  const start = readCursor(record, cursor);
  const matcher = matcherOf(filter);
  const candidates = await findChunks(record, filter);
  const lines: EntryLine[] = [];
  let read = 0;
  let at = start.chunk;
  /** Lines of the import up to where it was read. */
  let end = 0;
  const hasMore = () => (candidates ? firstAtLeast(candidates, at) < candidates.length : end < record.totals.lines);
  for (;;) {
    const chunks = await readChunks(
      record,
      candidates,
      at,
      Math.min(TOGETHER, Math.ceil(limit / 256) + (matcher ? 4 : 0)),
    );
    if (chunks.length === 0) {
      if (hasMore()) throw new AppError('entries-gone');
      return { lines };
    }
    for (const { number, chunk } of chunks) {
      const from = number === start.chunk ? start.row : 0;
      const stoppedAt = take(chunk, from, matcher, limit - lines.length, lines);
      if (stoppedAt < chunk.count) return { lines, next: writeCursor(record, number, stoppedAt) };
      read += 1;
      at = number + 1;
      end = chunk.from + chunk.count;
      if (lines.length === limit || read === MOST_CHUNKS) {
        return { lines, ...(hasMore() && { next: writeCursor(record, at, 0) }) };
      }
    }
  }
}

/** Adds the lines that pass, and gives the row where it stopped for want of room. */
function take(
  chunk: EntryChunkRecord,
  from: number,
  matcher: EntryMatcher | undefined,
  room: number,
  lines: EntryLine[],
): number {
  const text = chunk.bytes.toString('utf8');
  if (matcher && !matcher.mayHold(text)) return chunk.count;
  const rows = text.split('\n');
  // Every line of the file is an entry, so that places tell their numbers.
  const isDense = chunk.lastLine - chunk.firstLine + 1 === chunk.count;
  let left = room;
  for (let row = from; row < chunk.count; row += 1) {
    if (left === 0) return row;
    if (matcher && !matcher.mayHold(rows[row] as string)) continue;
    const fields = (rows[row] as string).split('\t');
    if (matcher && !matcher.matches(fields)) continue;
    left -= 1;
    lines.push({ index: chunk.from + row, ...(isDense && { line: chunk.firstLine + row }), fields });
  }
  return chunk.count;
}

async function readChunks(
  { cabinetId, setId }: Pick<PartnerImportRecord, 'cabinetId' | 'setId'>,
  candidates: number[] | undefined,
  from: number,
  count: number,
): Promise<{ number: number; chunk: EntryChunkRecord }[]> {
  const wanted = candidates?.slice(firstAtLeast(candidates, from), firstAtLeast(candidates, from) + count);
  if (wanted?.length === 0) return [];
  const found = await EntryChunk.collection
    .find(
      {
        _id: (wanted
          ? { $in: wanted.map((number) => chunkId(setId, number)) }
          : { ...rangeOf(setId), $gte: chunkId(setId, from) }) as never,
        cabinetId,
      },
      { sort: { _id: 1 }, limit: count, promoteBuffers: true },
    )
    .toArray();
  // Taken away in this instant.
  if (wanted && found.length < wanted.length) throw new AppError('entries-gone');
  return found.map((one) => ({
    number: Number(String(one._id).slice(-8)),
    chunk: one as unknown as EntryChunkRecord,
  }));
}

/** Place of the first number that is not below. */
function firstAtLeast(numbers: number[], least: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Bound to the reading that it was given for: after another one, places are others. */
function writeCursor({ setId }: Listed, chunk: number, row: number): string {
  return Buffer.from(`${setId}.${chunk}.${row}`).toString('base64url');
}

function readCursor({ setId }: Listed, cursor: string | undefined): { chunk: number; row: number } {
  if (cursor === undefined) return { chunk: 0, row: 0 };
  const text = Buffer.from(cursor, 'base64url').toString('latin1');
  const [, set, chunk, row] = /^([0-9a-f]{24})\.(\d{1,8})\.(\d{1,6})$/.exec(text) ?? [];
  if (chunk === undefined) throw new AppError('cursor-invalid');
  if (set !== String(setId)) throw new AppError('entries-gone');
  return { chunk: Number(chunk), row: Number(row) };
}
