import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import { PartnerLayout, type PartnerLayoutRecord } from '../../models/partner-layout.ts';
import type { Services } from '../services.ts';

/** Imports that one agreement sets free at once, newest first. */
const MOST = 1_000;

/** Starts one small job for each import in error whose columns were agreed to. */
export async function readImportsAgain(services: Services, cabinetId: string, layoutId: string): Promise<void> {
  const layout = await PartnerLayout.findOne({ _id: layoutId, cabinetId }).lean<PartnerLayoutRecord>();
  if (layout?.status !== 'confirmed') return;
  const { partnerId, fingerprint, version } = layout;
  const waiting = await PartnerImport.find({ cabinetId, partnerId, status: 'error', layout: fingerprint }, { _id: 1 })
    .sort({ _id: -1 })
    .limit(MOST)
    .lean<PartnerImportRecord[]>();
  for (const { _id } of waiting) {
    const key = `read-again:${_id}:${version}`;
    await services.queue.enqueue(
      'read-import-again',
      { cabinetId, importId: String(_id) },
      { key, runAt: services.now() },
    );
  }
}
