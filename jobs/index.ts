/** The list of jobs and the timetable. A test checks that every handler file is listed. */
import type { Agenda } from 'agenda';
import type { Config } from '../config.ts';
import { checkAcceptanceJob } from './handlers/check-acceptance.ts';
import { deliverNotificationJob } from './handlers/deliver-notification.ts';
import type { JobHandler } from './handlers/handler.ts';
import { joinTeamJob } from './handlers/join-team.ts';
import { refreshCardsJob } from './handlers/refresh-cards.ts';
import { remindInviterJob } from './handlers/remind-inviter.ts';
import { sendInvitationJob } from './handlers/send-invitation.ts';
import { sweepCardsJob } from './handlers/sweep-cards.ts';
import { sweepInvitationsJob } from './handlers/sweep-invitations.ts';
import { sweepNotificationsJob } from './handlers/sweep-notifications.ts';
import { sweepOutboxJob } from './handlers/sweep-outbox.ts';
import { withdrawGuestJob } from './handlers/withdraw-guest.ts';
import { planEvery } from './queue.ts';

export const HANDLERS = [
  sendInvitationJob,
  checkAcceptanceJob,
  remindInviterJob,
  joinTeamJob,
  withdrawGuestJob,
  refreshCardsJob,
  deliverNotificationJob,
  sweepOutboxJob,
  sweepCardsJob,
  sweepInvitationsJob,
  sweepNotificationsJob,
] as unknown as readonly JobHandler[];

/** What runs by the clock, and why then. */
export async function scheduleTimetable(agenda: Agenda, config: Config): Promise<void> {
  // A crash between a change and what follows from it is made good within seconds.
  await planEvery(agenda, 5_000, 'sweep-outbox');
  await planEvery(agenda, 5_000, 'sweep-cards');
  // As often as acceptances are looked for, and at least every half minute for the safety net.
  await planEvery(agenda, Math.min(config.acceptanceCheckSeconds, 30) * 1_000, 'sweep-invitations');
  await planEvery(agenda, 30_000, 'sweep-notifications');
}
