import type { Config } from '../../config.ts';
import { Cabinet, type CabinetRecord } from '../../models/cabinet.ts';
import { isDuplicateKey } from '../../models/connection.ts';
import { ensureCatalogue } from '../offers/ensure-catalogue.ts';

/** The firm of the configured tenant with its catalogue, created at the first start. Its tenant id is its identifier. */
export async function ensureCabinet({ tenantId, firm, reminderDays }: Config): Promise<CabinetRecord> {
  const upsert = () =>
    Cabinet.findOneAndUpdate(
      { tenantId },
      {
        // What the environment says stands above what was said before.
        $set: { name: firm.name, ...(reminderDays && { 'settings.invitationReminderDays': reminderDays }) },
        $setOnInsert: { _id: tenantId, tenantId },
      },
      { upsert: true, returnDocument: 'after', setDefaultsOnInsert: true },
    ).lean<CabinetRecord>();
  const cabinet = await upsert().catch((error) => {
    // Web and worker start together and both create it: the second look finds it.
    if (!isDuplicateKey(error)) throw error;
    return upsert();
  });
  await ensureCatalogue(cabinet!._id);
  return cabinet!;
}
