import { isDuplicateKey } from '../../models/connection.ts';
import { Notification, type NotificationRecord } from '../../models/notification.ts';
import { outboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';

type About = Pick<NotificationRecord, '_id' | 'cabinetId' | 'kind' | 'collaborateurId'> &
  Partial<
    Pick<
      NotificationRecord,
      'interlocuteurId' | 'generation' | 'draftId' | 'dossierId' | 'offer' | 'askedBy' | 'layoutId'
    >
  >;

/**
 * Records that something is to be said, under the reason it exists: the same reason finds it taken (design, section 4).
 *
 * @returns whether it is new.
 */
export async function queueNotification(services: Services, about: About): Promise<boolean> {
  const now = services.now();
  const { _id, cabinetId } = about;
  const event = outboxEvent(now, {
    job: { name: 'deliver-notification', data: { cabinetId, notificationId: _id }, runAt: now },
  });
  try {
    await Notification.create({ ...about, state: 'queued', nextAttemptAt: now, outbox: [event] });
  } catch (error) {
    if (!isDuplicateKey(error)) throw error;
    return false;
  }
  await dispatchSoon(services, 'notification', { _id, cabinetId, outbox: [event] });
  return true;
}
