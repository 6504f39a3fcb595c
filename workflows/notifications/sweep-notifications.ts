import { Notification } from '../../models/notification.ts';
import type { Services } from '../services.ts';

const LATE_MS = 30_000;

/** The safety net: notifications whose job was lost. */
export async function sweepNotifications({ queue, now }: Services): Promise<number> {
  const at = now();
  const late = new Date(at.getTime() - LATE_MS);
  const due = await Notification.find(
    { state: { $in: ['queued', 'failed', 'sending'] }, nextAttemptAt: { $lte: late } },
    { cabinetId: 1 },
  )
    .limit(1_000)
    .lean();
  for (const { _id, cabinetId } of due) {
    const key = `sweep:${_id}:${Math.floor(at.getTime() / LATE_MS)}`;
    await queue.enqueue('deliver-notification', { cabinetId, notificationId: _id }, { key, runAt: at });
  }
  return due.length;
}
