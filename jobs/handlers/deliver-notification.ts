import { reminderCard } from '../../bot/cards/reminder-card.ts';
import { reminderMail } from '../../bot/mails/reminder-mail.ts';
import { AppError } from '../../errors.ts';
import { findSentMail } from '../../graph/find-sent-mail.ts';
import { sendMail } from '../../graph/send-mail.ts';
import { markUnreachable } from '../../workflows/conversations/remember-conversation.ts';
import { getInvitation, type InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { latestDossierId } from '../../workflows/invitations/latest-dossier.ts';
import { type ClaimedNotification, claimNotification } from '../../workflows/notifications/claim-notification.ts';
import { type NotificationOutcome, settleNotification } from '../../workflows/notifications/settle-notification.ts';
import { defineJob, type JobContext } from './handler.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** Says it in Teams, else by mail, else gives up with the reason (design, section 4). */
export const deliverNotificationJob = defineJob('deliver-notification', async (context, ids) => {
  const claimed = await claimNotification(context.services, ids);
  if (!claimed) return;
  const outcome = await deliver(context, claimed);
  await settleNotification(context.services, claimed.notification, outcome);
});

async function deliver(context: JobContext, claimed: ClaimedNotification): Promise<NotificationOutcome> {
  const { cabinetId, interlocuteurId, generation } = claimed.notification;
  const dossierId = await latestDossierId(cabinetId, interlocuteurId);
  const invitation = dossierId ? await getInvitation(cabinetId, interlocuteurId, dossierId) : undefined;
  // Accepted, removed or sent again meanwhile: there is nothing left to say.
  const isSame = invitation?.status === 'pending' && invitation.generation === generation;
  if (!isSame) return { state: 'superseded' };
  return (await inTeams(context, claimed, invitation)) ?? (await byMail(context, claimed, invitation));
}

async function inTeams(
  { services, notify }: JobContext,
  { notification, chat, locale }: ClaimedNotification,
  invitation: InvitationView,
): Promise<NotificationOutcome | undefined> {
  if (!chat) return undefined;
  const answer = reminderCard({ locale, invitation, days: daysSince(services.now(), invitation) });
  const delivery = await notify.say(chat, answer);
  if (delivery.kind === 'done') return { state: 'sent', via: 'teams' };
  if (delivery.kind === 'later') {
    return { state: 'failed', because: delivery.because, retryAfterSeconds: delivery.retryAfterSeconds };
  }
  // Refused for a fault of ours, the conversation itself is still good.
  const isLost = delivery.kind === 'unreachable' || delivery.kind === 'gone';
  if (isLost) await markUnreachable(services, notification.cabinetId, chat.conversationId);
  return undefined;
}

async function byMail(
  { services }: JobContext,
  { notification, email, locale }: ClaimedNotification,
  invitation: InvitationView,
): Promise<NotificationOutcome> {
  if (!email) return { state: 'given-up', because: 'no chat and no address' };
  const mail = reminderMail({ locale, invitation, days: daysSince(services.now(), invitation) });
  const { mailSender } = services.config.firm;
  const messageId = `<${notification._id.replaceAll(':', '.')}@${mailSender.split('@')[1]}>`;
  try {
    // An earlier try may have sent it without learning so.
    const isSent = notification.attempts > 1 && (await findSentMail(services.graph, mailSender, messageId));
    if (isSent) return { state: 'sent', via: 'mail' };
    await sendMail(services.graph, mailSender, { to: email, ...mail }, messageId);
    return { state: 'sent', via: 'mail' };
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    const { message: because, retryAfterSeconds, isRetryable } = error;
    return isRetryable ? { state: 'failed', because, retryAfterSeconds } : { state: 'given-up', because };
  }
}

function daysSince(now: Date, { sentAt = now }: InvitationView): number {
  return Math.max(1, Math.floor((now.getTime() - sentAt.getTime()) / DAY_MS));
}
