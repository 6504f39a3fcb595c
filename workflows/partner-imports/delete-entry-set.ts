import { Types } from 'mongoose';
import { PartnerImport } from '../../models/partner-import.ts';
import { forgetEntries } from './forget-import.ts';

/** Deletes a reading that another one has replaced. One that an import still shows is left alone. */
export async function deleteEntrySet(cabinetId: string, importId: string, setId: string): Promise<void> {
  const record = await PartnerImport.findOne({ _id: importId, cabinetId }, { setId: 1 }).lean();
  if (record && String(record.setId) !== setId) await forgetEntries(new Types.ObjectId(setId));
}
