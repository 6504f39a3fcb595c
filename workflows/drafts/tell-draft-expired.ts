import { isDuplicateKey } from '../../models/connection.ts';
import { Draft, type DraftRecord } from '../../models/draft.ts';
import { Notification } from '../../models/notification.ts';
import { outboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';

/**
 * Tells whoever began a task that it has expired, once for each time that it does: the reason is the notification's
 * identifier, so that a repeat finds it taken.
 */
export async function tellDraftExpired(
  services: Services,
  { cabinetId, draftId }: { cabinetId: string; draftId: string },
): Promise<'told' | 'nothing'> {
  const draft = await Draft.findOne({ _id: draftId, cabinetId, state: 'expired' }).lean<DraftRecord>();
  if (!draft) return 'nothing';
  const now = services.now();
  const notificationId = `draft:${draftId}:${draft.version}:expired`;
  const event = outboxEvent(now, {
    job: { name: 'deliver-notification', data: { cabinetId, notificationId }, runAt: now },
  });
  try {
    await Notification.create({
      ...{ _id: notificationId, cabinetId, kind: 'draft-expired', collaborateurId: draft.collaborateurId },
      ...{ draftId: draft._id, state: 'queued', nextAttemptAt: now, outbox: [event] },
    });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return 'nothing';
  }
  await dispatchSoon(services, 'notification', { _id: notificationId, cabinetId, outbox: [event] });
  return 'told';
}
