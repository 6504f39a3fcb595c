import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import type { Services } from '../services.ts';
import { forgetImport } from './forget-import.ts';

/** How long after its lease an upload is given up: a receiver that was only slow has noticed by then. */
const GRACE_MS = 60_000;

/** Takes away what was left of uploads whose receiver died, and starts again what a worker was reading. */
export async function sweepImports(services: Services): Promise<number> {
  const before = new Date(services.now().getTime() - GRACE_MS);
  const left = await PartnerImport.find({ status: 'receiving', 'lease.until': { $lte: before } })
    .limit(50)
    .lean<PartnerImportRecord[]>();
  for (const record of left) await forgetImport(record, record.lease?.token);
  const unread = await PartnerImport.find({ status: 'error', 'lease.until': { $lte: services.now() } })
    .limit(50)
    .lean<PartnerImportRecord[]>();
  for (const { _id, cabinetId, lease } of unread) {
    const data = { cabinetId, importId: String(_id) };
    const key = `read-again:${_id}:${lease?.until.getTime()}`;
    await services.queue.enqueue('read-import-again', data, { key, runAt: services.now() });
  }
  return left.length + unread.length;
}
