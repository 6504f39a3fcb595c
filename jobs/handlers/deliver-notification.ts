import { NOTIFICATIONS } from '../../bot/notifications/index.ts';
import type { Said } from '../../bot/notifications/notification.ts';
import { AppError } from '../../errors.ts';
import { findSentMail } from '../../graph/find-sent-mail.ts';
import { sendMail } from '../../graph/send-mail.ts';
import { markUnreachable } from '../../workflows/conversations/remember-conversation.ts';
import { type ClaimedNotification, claimNotification } from '../../workflows/notifications/claim-notification.ts';
import { type NotificationOutcome, settleNotification } from '../../workflows/notifications/settle-notification.ts';
import { defineJob, type JobContext } from './handler.ts';

/** Says it in Teams, else by mail, else gives up with the reason (design, section 4). */
export const deliverNotificationJob = defineJob('deliver-notification', async (context, ids) => {
  const claimed = await claimNotification(context.services, ids);
  if (!claimed) return;
  const outcome = await deliver(context, claimed);
  await settleNotification(context.services, claimed.notification, outcome);
});

async function deliver(context: JobContext, claimed: ClaimedNotification): Promise<NotificationOutcome> {
  const { notification, locale } = claimed;
  const said = await NOTIFICATIONS[notification.kind](context.services, notification, locale);
  if (!said) return { state: 'superseded' };
  return (await inTeams(context, claimed, said)) ?? (await byMail(context, claimed, said));
}

async function inTeams(
  { services, notify }: JobContext,
  { notification, chat }: ClaimedNotification,
  { card }: Said,
): Promise<NotificationOutcome | undefined> {
  if (!chat) return undefined;
  const delivery = await notify.say(chat, card);
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
  { notification, email }: ClaimedNotification,
  { mail }: Said,
): Promise<NotificationOutcome> {
  if (!email) return { state: 'given-up', because: 'no chat and no address' };
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
