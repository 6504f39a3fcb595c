import type { Types } from 'mongoose';
import { PartnerLayout, type PartnerLayoutRecord } from '../../../models/partner-layout.ts';

export type { PartnerLayoutRecord };

const MOST = 100;

/** The layouts of a partner's own files, those that nobody agreed to yet first. */
export function listLayouts(
  { cabinetId, partnerId }: { cabinetId: string; partnerId?: Types.ObjectId },
  { status }: { status?: PartnerLayoutRecord['status'] } = {},
): Promise<PartnerLayoutRecord[]> {
  return PartnerLayout.find({ cabinetId, ...(partnerId && { partnerId }), ...(status && { status }) }, { outbox: 0 })
    .sort({ status: -1, updatedAt: -1 })
    .limit(MOST)
    .lean<PartnerLayoutRecord[]>()
    .exec();
}
