import { Cabinet } from '../../models/cabinet.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Conversation, type ConversationRecord } from '../../models/conversation.ts';
import { Notification, type NotificationRecord } from '../../models/notification.ts';
import type { Services } from '../services.ts';

const LEASE_MS = 30_000;

export type ClaimedNotification = {
  notification: NotificationRecord;
  locale: 'fr' | 'en';
  /** The rungs of the ladder that exist for this person. */
  chat?: ConversationRecord;
  email?: string;
};

/**
 * Claims a notification for sending. A claim whose process died is taken over after half a minute: the message may
 * then reach the person twice, which is better than not at all.
 *
 * @returns undefined when it is sent, given up, or somebody else is at it.
 */
export async function claimNotification(
  { now }: Services,
  { cabinetId, notificationId }: { cabinetId: string; notificationId: string },
): Promise<ClaimedNotification | undefined> {
  const at = now();
  const notification = await Notification.findOneAndUpdate(
    {
      _id: notificationId,
      cabinetId,
      $or: [{ state: { $in: ['queued', 'failed'] } }, { state: 'sending', leaseUntil: { $lte: at } }],
    },
    { $set: { state: 'sending', leaseUntil: new Date(at.getTime() + LEASE_MS) }, $inc: { attempts: 1 } },
    { returnDocument: 'after' },
  ).lean<NotificationRecord>();
  if (!notification) return undefined;
  const person = await Collaborateur.findOne({ _id: notification.collaborateurId, cabinetId }).lean();
  const cabinet = await Cabinet.findById(cabinetId, { locale: 1 }).lean();
  // Somebody who has left is told nothing of clients, by whichever way.
  const chat = person?.isActive
    ? await Conversation.findOne({
        cabinetId,
        entraObjectId: person.entraObjectId,
        type: 'personal',
        unreachableSince: null,
      }).lean<ConversationRecord>()
    : null;
  return {
    notification,
    locale: person?.locale ?? cabinet?.locale ?? 'fr',
    chat: chat ?? undefined,
    email: person?.isActive ? (person.email ?? undefined) : undefined,
  };
}
