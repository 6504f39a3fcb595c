import { EntryChunk, rangeOf } from '../../models/entry-chunk.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';

/**
 * Deletes the entries of an import that was rejected or withdrawn (domain 184); journals, accounts, tiers and sections stay,
 * since the dossier may use them (domain 185). Repeating it changes nothing.
 */
export async function deleteEntries(cabinetId: string, importId: string): Promise<void> {
  const record = await PartnerImport.findOne(
    { _id: importId, cabinetId, status: { $in: ['rejected', 'cancelled'] } },
    { setId: 1 },
  ).lean<PartnerImportRecord>();
  if (record) await EntryChunk.deleteMany({ _id: rangeOf(record.setId), cabinetId });
}
