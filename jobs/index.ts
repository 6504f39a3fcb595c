/** The list of jobs and the timetable. A test checks that every handler file is listed. */
import type { Agenda } from 'agenda';
import type { Config } from '../config.ts';
import { advanceGrantJob } from './handlers/advance-grant.ts';
import { checkAcceptanceJob } from './handlers/check-acceptance.ts';
import { checkAcceptancesJob } from './handlers/check-acceptances.ts';
import { convertTraJob } from './handlers/convert-tra.ts';
import { deleteEntrySetJob } from './handlers/delete-entry-set.ts';
import { deleteImportEntriesJob } from './handlers/delete-import-entries.ts';
import { deliverNotificationJob } from './handlers/deliver-notification.ts';
import { deliverWebhookJob } from './handlers/deliver-webhook.ts';
import { finishExitJob } from './handlers/finish-exit.ts';
import type { JobHandler } from './handlers/handler.ts';
import { importPortfolioLinesJob } from './handlers/import-portfolio-lines.ts';
import { joinTeamJob } from './handlers/join-team.ts';
import { linkDirigeantsJob } from './handlers/link-dirigeants.ts';
import { readImportAgainJob } from './handlers/read-import-again.ts';
import { readImportsAgainJob } from './handlers/read-imports-again.ts';
import { readPortfolioFileJob } from './handlers/read-portfolio-file.ts';
import { refreshCardsJob } from './handlers/refresh-cards.ts';
import { remindInviterJob } from './handlers/remind-inviter.ts';
import { resumePlansJob } from './handlers/resume-plans.ts';
import { revokeServicesJob } from './handlers/revoke-services.ts';
import { sendInvitationJob } from './handlers/send-invitation.ts';
import { sendInvitationsJob } from './handlers/send-invitations.ts';
import { sweepCardsJob } from './handlers/sweep-cards.ts';
import { sweepConversionsJob } from './handlers/sweep-conversions.ts';
import { sweepDirigeantsJob } from './handlers/sweep-dirigeants.ts';
import { sweepDraftsJob } from './handlers/sweep-drafts.ts';
import { sweepExitsJob } from './handlers/sweep-exits.ts';
import { sweepGrantsJob } from './handlers/sweep-grants.ts';
import { sweepInvitationsJob } from './handlers/sweep-invitations.ts';
import { sweepNotificationsJob } from './handlers/sweep-notifications.ts';
import { sweepOutboxJob } from './handlers/sweep-outbox.ts';
import { sweepPartnerImportsJob } from './handlers/sweep-partner-imports.ts';
import { sweepPortfolioImportsJob } from './handlers/sweep-portfolio-imports.ts';
import { sweepRevocationsJob } from './handlers/sweep-revocations.ts';
import { sweepWebhooksJob } from './handlers/sweep-webhooks.ts';
import { tellDraftExpiredJob } from './handlers/tell-draft-expired.ts';
import { tellLayoutGuessedJob } from './handlers/tell-layout-guessed.ts';
import { withdrawGuestJob } from './handlers/withdraw-guest.ts';
import { planEvery } from './queue.ts';

export const HANDLERS = [
  sendInvitationJob,
  sendInvitationsJob,
  checkAcceptanceJob,
  checkAcceptancesJob,
  remindInviterJob,
  joinTeamJob,
  withdrawGuestJob,
  refreshCardsJob,
  deliverNotificationJob,
  advanceGrantJob,
  resumePlansJob,
  finishExitJob,
  sweepOutboxJob,
  sweepGrantsJob,
  sweepExitsJob,
  sweepCardsJob,
  sweepInvitationsJob,
  sweepNotificationsJob,
  revokeServicesJob,
  sweepRevocationsJob,
  tellDraftExpiredJob,
  sweepDraftsJob,
  linkDirigeantsJob,
  readPortfolioFileJob,
  importPortfolioLinesJob,
  sweepDirigeantsJob,
  sweepPortfolioImportsJob,
  deleteImportEntriesJob,
  deleteEntrySetJob,
  tellLayoutGuessedJob,
  readImportsAgainJob,
  readImportAgainJob,
  sweepPartnerImportsJob,
  convertTraJob,
  sweepConversionsJob,
  deliverWebhookJob,
  sweepWebhooksJob,
] as unknown as readonly JobHandler[];

/** What runs by the clock, and why then. */
export async function scheduleTimetable(agenda: Agenda, config: Config): Promise<void> {
  // A crash between a change and what follows from it is made good within seconds.
  await planEvery(agenda, 5_000, 'sweep-outbox');
  await planEvery(agenda, 5_000, 'sweep-cards');
  // As often as acceptances are looked for, and at least every half minute for the safety net.
  await planEvery(agenda, Math.min(config.acceptanceCheckSeconds, 30) * 1_000, 'sweep-invitations');
  await planEvery(agenda, 30_000, 'sweep-notifications');
  await planEvery(agenda, 30_000, 'sweep-grants');
  // An exit is waited for by the person who asked for it: its next look is due within seconds.
  await planEvery(agenda, 5_000, 'sweep-exits');
  await planEvery(agenda, 30_000, 'sweep-revocations');
  // Tasks are left alone for days: an hour more or less is no matter.
  await planEvery(agenda, 3_600_000, 'sweep-drafts');
  await planEvery(agenda, 15_000, 'sweep-portfolio-imports');
  await planEvery(agenda, 30_000, 'sweep-dirigeants');
  await planEvery(agenda, 15_000, 'sweep-conversions');
  // What is left of an upload is seen by nobody.
  await planEvery(agenda, 60_000, 'sweep-partner-imports');
  await planEvery(agenda, 30_000, 'sweep-webhooks');
}
