import { Notification, type NotificationRecord } from '../../models/notification.ts';
import { outboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { nextAttempt } from '../invitations/back-off.ts';
import { SYSTEM } from '../invitations/events.ts';
import type { Services } from '../services.ts';

export type NotificationOutcome =
  | { state: 'sent'; via: 'teams' | 'mail' }
  | { state: 'failed'; because: string; retryAfterSeconds?: number }
  | { state: 'given-up'; because: string }
  | { state: 'superseded' };

/** Five tries, as the limits of Teams advise (facts: teams-bot.md section 6). */
const MOST_ATTEMPTS = 5;

/** Writes down what became of a claimed notification, with its receipt, and schedules the next try of a failed one. */
export async function settleNotification(
  services: Services,
  { _id, cabinetId, attempts }: NotificationRecord,
  outcome: NotificationOutcome,
): Promise<void> {
  const now = services.now();
  const isLast = outcome.state === 'failed' && attempts >= MOST_ATTEMPTS;
  const state = isLast ? 'given-up' : outcome.state;
  const runAt = nextAttempt(now, attempts + 2, outcome.state === 'failed' ? outcome.retryAfterSeconds : undefined);
  const job = { name: 'deliver-notification', data: { cabinetId, notificationId: _id }, runAt };
  const event =
    state === 'failed'
      ? outboxEvent(now, { job })
      : outboxEvent(now, {
          audit: {
            actor: SYSTEM,
            door: 'job',
            act: `notification.${state}`,
            subject: { kind: 'notification', id: _id },
            after: outcome.state === 'sent' ? { via: outcome.via } : undefined,
          },
        });
  const settled = await Notification.findOneAndUpdate(
    { _id, cabinetId, state: 'sending', attempts },
    {
      $set: {
        state,
        ...(outcome.state === 'sent' && { sentVia: outcome.via, sentAt: now }),
        ...(state === 'failed' && { nextAttemptAt: runAt }),
        ...('because' in outcome && { lastError: outcome.because }),
      },
      $unset: { leaseUntil: 1 },
      $push: { outbox: event },
    },
    { returnDocument: 'after' },
  ).lean<NotificationRecord>();
  if (settled) await dispatchSoon(services, 'notification', { _id, cabinetId, outbox: [event] });
}
