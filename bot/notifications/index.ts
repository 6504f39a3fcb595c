/** Each kind of thing that the bot says first, and how it says it. A new kind is one entry here. */
import type { NotificationKind } from '../../models/notification.ts';
import { sayDraftExpired } from './draft-expired.ts';
import { sayInvitationPending } from './invitation-pending.ts';
import { sayLayoutGuessed } from './layout-guessed.ts';
import type { SayNotification } from './notification.ts';
import { sayPlanRequest } from './plan-request.ts';

export const NOTIFICATIONS: Record<NotificationKind, SayNotification> = {
  'invitation-pending': sayInvitationPending,
  'draft-expired': sayDraftExpired,
  'plan-request': sayPlanRequest,
  'layout-guessed': sayLayoutGuessed,
};
