import { WebhookDelivery, type WebhookDeliveryRecord } from '../../models/webhook-delivery.ts';
import type { Services } from '../services.ts';

/** Longer than a call may last. */
const LEASE_MS = 30_000;

/**
 * Claims a message for sending. A claim whose process died is taken over after half a minute: the partner may then get it
 * twice, under the same identifier, which is better than not at all.
 *
 * While another message of the same import is on its way, this one waits for the sweep: whoever claims reads the import
 * afterwards, so that no older state of it reaches the partner after a newer one.
 *
 * @returns undefined when it is delivered, given up, not due yet, or somebody else is at it.
 */
export async function claimWebhook(
  { now }: Services,
  { cabinetId, deliveryId }: { cabinetId: string; deliveryId: string },
): Promise<WebhookDeliveryRecord | undefined> {
  const at = now();
  const known = await WebhookDelivery.findOne({ _id: deliveryId, cabinetId }, { importId: 1 }).lean();
  if (!known) return undefined;
  const isBusy = await WebhookDelivery.exists({
    ...{ _id: { $ne: deliveryId }, importId: known.importId, state: 'sending' },
    leaseUntil: { $gt: at },
  });
  if (isBusy) return undefined;
  const claimed = await WebhookDelivery.findOneAndUpdate(
    {
      ...{ _id: deliveryId, cabinetId },
      $or: [
        { state: { $in: ['queued', 'failed'] }, nextAttemptAt: { $lte: at } },
        { state: 'sending', leaseUntil: { $lte: at } },
      ],
    },
    { $set: { state: 'sending', leaseUntil: new Date(at.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<WebhookDeliveryRecord>();
  return claimed ?? undefined;
}
