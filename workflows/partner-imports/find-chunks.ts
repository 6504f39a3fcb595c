import { EntrySummary } from '../../models/entry-summary.ts';
import { EntryValue, type ValueKind, valueId } from '../../models/entry-value.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import type { EntryFilter } from './entry-filter.ts';
import { readPostings } from './posting-lists.ts';

/** Accounts that begin alike: beyond as many, chunks are looked through instead. */
const MOST_VALUES = 5_000;

/**
 * Numbers of the chunks that may hold lines of a filter, in ascending order, from what the set keeps of its values and
 * dates: no line is read. Undefined: any chunk may.
 */
export async function findChunks(
  { cabinetId, setId }: Pick<PartnerImportRecord, 'cabinetId' | 'setId'>,
  { journals, accounts, accountPrefix, tiers, from, to }: EntryFilter,
): Promise<number[] | undefined> {
  const lists = await Promise.all([
    journals && chunksOf(cabinetId, setId, 'journal', journals),
    accounts && chunksOf(cabinetId, setId, 'account', accounts),
    accountPrefix !== undefined ? chunksOfPrefix(cabinetId, setId, accountPrefix) : undefined,
    tiers && chunksOf(cabinetId, setId, 'tiers', tiers),
    from !== undefined || to !== undefined ? chunksOfDates(cabinetId, setId, from ?? 0, to ?? 99_999_999) : undefined,
  ]);
  const known = lists.filter((list) => list !== undefined);
  if (known.length === 0) return undefined;
  // The shortest first: it decides how much is left to compare.
  known.sort((a, b) => a.length - b.length);
  return known.reduce((left, list) => {
    const wanted = new Set(list);
    return left.filter((number) => wanted.has(number));
  });
}

async function chunksOf(
  cabinetId: string,
  setId: PartnerImportRecord['setId'],
  kind: ValueKind,
  values: string[],
): Promise<number[]> {
  const ids = values.map((value) => valueId(setId, kind, value));
  return union(await EntryValue.find({ _id: { $in: ids }, cabinetId }, { chunks: 1 }).lean<Posted[]>());
}

async function chunksOfPrefix(
  cabinetId: string,
  setId: PartnerImportRecord['setId'],
  prefix: string,
): Promise<number[] | undefined> {
  const start = valueId(setId, 'account', prefix);
  const found = await EntryValue.find({ _id: { $gte: start, $lt: `${start}\uffff` }, cabinetId }, { chunks: 1 })
    .limit(MOST_VALUES + 1)
    .lean<Posted[]>();
  return found.length > MOST_VALUES ? undefined : union(found);
}

async function chunksOfDates(
  cabinetId: string,
  setId: PartnerImportRecord['setId'],
  from: number,
  to: number,
): Promise<number[]> {
  const summary = await EntrySummary.findOne({ _id: setId, cabinetId }, { dates: 1 }).lean<{ dates: Bytes }>();
  const dates = summary ? bytesOf(summary.dates) : Buffer.alloc(0);
  const numbers: number[] = [];
  for (let number = 0, at = 0; at < dates.length; number += 1, at += 8) {
    if (dates.readInt32LE(at) <= to && dates.readInt32LE(at + 4) >= from) numbers.push(number);
  }
  return numbers;
}

type Bytes = Buffer | { buffer: Uint8Array };
type Posted = { chunks: Bytes };

function union(found: Posted[]): number[] {
  if (found.length === 1) return readPostings(bytesOf((found[0] as Posted).chunks));
  const numbers = new Set<number>();
  for (const { chunks } of found) for (const number of readPostings(bytesOf(chunks))) numbers.add(number);
  return [...numbers].sort((a, b) => a - b);
}

/** A lean read gives the driver's own kind of bytes. */
function bytesOf(stored: Bytes): Buffer {
  return Buffer.isBuffer(stored) ? stored : Buffer.from(stored.buffer);
}
