import type { Types } from 'mongoose';
import { EntryChunk, rangeOf } from '../../models/entry-chunk.ts';
import { EntrySummary } from '../../models/entry-summary.ts';
import { EntryValue } from '../../models/entry-value.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { forgetFile } from '../files/store-file.ts';

/** Takes away the entries of a set, and what was said of them. */
export async function forgetEntries(setId: Types.ObjectId): Promise<void> {
  await EntryChunk.deleteMany({ _id: rangeOf(setId) });
  await EntryValue.deleteMany({ _id: rangeOf(setId) });
  await EntrySummary.deleteOne({ _id: setId });
}

/**
 * Takes away an import that never came to be, its record last: as long as something of it is left, the sweep finds it.
 *
 * @param token of the lease under which it was received; another one may have taken it over.
 */
export async function forgetImport(
  { _id, setId, fileId }: Pick<PartnerImportRecord, '_id' | 'setId' | 'fileId'>,
  token?: string,
): Promise<void> {
  await forgetEntries(setId);
  await forgetFile(fileId);
  await PartnerImport.deleteOne({ _id, status: 'receiving', ...(token && { 'lease.token': token }) });
}
