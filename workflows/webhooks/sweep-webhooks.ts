import { WebhookDelivery } from '../../models/webhook-delivery.ts';
import type { Services } from '../services.ts';

const LATE_MS = 30_000;

/** The safety net: messages whose job was lost, whose sender died, or that waited for another of the same import. */
export async function sweepWebhooks({ queue, now }: Services): Promise<number> {
  const at = now();
  const late = new Date(at.getTime() - LATE_MS);
  const due = await WebhookDelivery.find(
    { state: { $in: ['queued', 'failed', 'sending'] }, nextAttemptAt: { $lte: late } },
    { cabinetId: 1, importId: 1 },
  )
    .sort({ nextAttemptAt: 1 })
    .limit(1_000)
    .lean();
  for (const { _id, cabinetId, importId } of due) {
    const key = `sweep:${_id}:${Math.floor(at.getTime() / LATE_MS)}`;
    const data = { cabinetId, importId: String(importId), deliveryId: _id };
    await queue.enqueue('deliver-webhook', data, { key, runAt: at });
  }
  return due.length;
}
