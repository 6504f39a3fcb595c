import { randomUUID } from 'node:crypto';
import type { Types } from 'mongoose';
import { EntryChunk, rangeOf } from '../../models/entry-chunk.ts';
import { EntrySummary } from '../../models/entry-summary.ts';
import { EntryValue } from '../../models/entry-value.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { forgetFile } from '../files/store-file.ts';

type Remains = Pick<PartnerImportRecord, '_id' | 'setId' | 'fileId'>;

/** Takes away the entries of a set, and what was said of them. */
export async function forgetEntries(setId: Types.ObjectId): Promise<void> {
  await EntryChunk.deleteMany({ _id: rangeOf(setId) });
  await EntryValue.deleteMany({ _id: rangeOf(setId) });
  await EntrySummary.deleteOne({ _id: setId });
}

/**
 * Takes away an import that never came to be, its record last: as long as something of it is left, the sweep finds it. The
 * record is claimed first: from then on the write that would make it an import can no longer succeed, even one whose answer
 * was lost on the way.
 *
 * @param claim what must be true of its lease: that it is the caller's own, or over
 * @returns false when nothing was taken away: it is an import by now, or somebody else has it
 */
export async function forgetImport(
  { _id, setId, fileId }: Remains,
  claim: { 'lease.token': string } | { 'lease.until': { $lte: Date } },
): Promise<boolean> {
  const token = randomUUID();
  const claimed = await PartnerImport.updateOne(
    { _id, status: 'receiving', ...claim },
    { $set: { 'lease.token': token } },
  );
  if (claimed.matchedCount === 0) return false;
  await forgetEntries(setId);
  await forgetFile(fileId);
  await PartnerImport.deleteOne({ _id, status: 'receiving', 'lease.token': token });
  return true;
}

/** The same for a receiver that gives up: what it wrote after the sweep had taken its record away goes as well. */
export async function giveUpImport(record: Remains, token: string): Promise<boolean> {
  if (await forgetImport(record, { 'lease.token': token })) return true;
  if (await PartnerImport.exists({ _id: record._id, status: { $ne: 'receiving' } })) return false;
  await forgetEntries(record.setId);
  await forgetFile(record.fileId);
  return true;
}
