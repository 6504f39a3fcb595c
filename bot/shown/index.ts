/** Each card that follows a record, and how it is made. The job that refreshes cards and the buttons both read this. */
import type { ShownKind } from '../../models/shown-card.ts';
import { showInvitationCard } from './invitation.ts';
import type { ShowRecord } from './shown.ts';

export const SHOWN: Record<ShownKind, ShowRecord> = {
  invitation: showInvitationCard,
};
