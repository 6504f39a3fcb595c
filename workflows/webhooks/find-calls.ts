import type { Types } from 'mongoose';
import { WebhookDelivery, type WebhookDeliveryRecord } from '../../models/webhook-delivery.ts';

/** What came of calling a partner. */
export type PartnerCalls = {
  last?: Pick<WebhookDeliveryRecord, 'lastStatus' | 'lastError' | 'nextAttemptAt'> & {
    state: Exclude<WebhookDeliveryRecord['state'], 'queued'>;
    calledAt: Date;
  };
  /** Messages given up within the ninety days that they are kept. */
  undelivered: number;
};

/** The last call at a partner's webhook, and how many messages never arrived. */
export async function findCalls(cabinetId: string, partnerId: Types.ObjectId): Promise<PartnerCalls> {
  const [last, undelivered] = await Promise.all([
    WebhookDelivery.findOne(
      { cabinetId, partnerId, calledAt: { $exists: true } },
      { _id: 0, state: 1, calledAt: 1, lastStatus: 1, lastError: 1, nextAttemptAt: 1 },
    )
      .sort({ calledAt: -1 })
      .lean<PartnerCalls['last']>(),
    WebhookDelivery.countDocuments({ cabinetId, partnerId, state: 'given-up' }),
  ]);
  return { ...(last && { last }), undelivered };
}
