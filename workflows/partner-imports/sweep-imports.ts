import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import type { Services } from '../services.ts';
import { deleteEntrySet } from './delete-entry-set.ts';
import { forgetImport } from './forget-import.ts';

/** How long after its lease an upload is given up: a receiver that was only slow has noticed by then. */
const GRACE_MS = 60_000;

/**
 * Takes away what was left of uploads whose receiver died, starts again what a worker was
 * reading, and takes away readings of imports that were decided meanwhile. */
export async function sweepImports(services: Services): Promise<number> {
  const before = new Date(services.now().getTime() - GRACE_MS);
  const left = await PartnerImport.find({ status: 'receiving', 'lease.until': { $lte: before } })
    .limit(50)
    .lean<PartnerImportRecord[]>();
  for (const record of left) await forgetImport(record, { 'lease.until': { $lte: before } });
  const unread = await PartnerImport.find({ status: 'error', 'lease.until': { $lte: services.now() } })
    .limit(50)
    .lean<PartnerImportRecord[]>();
  for (const { _id, cabinetId, lease } of unread) {
    const data = { cabinetId, importId: String(_id) };
    const key = `read-again:${_id}:${lease?.until.getTime()}`;
    await services.queue.enqueue('read-import-again', data, { key, runAt: services.now() });
  }
  const decided = await PartnerImport.find({ nextSetId: { $exists: true }, status: { $ne: 'error' } })
    .limit(50)
    .lean<PartnerImportRecord[]>();
  for (const { _id, cabinetId, nextSetId } of decided) {
    await deleteEntrySet(cabinetId, String(_id), String(nextSetId));
    await PartnerImport.updateOne({ _id, cabinetId, nextSetId }, { $unset: { nextSetId: 1 } });
  }
  return left.length + unread.length + decided.length;
}
