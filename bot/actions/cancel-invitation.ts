import { cancelledCard } from '../cards/cancelled-card.ts';
import { defineAction } from './action.ts';

export const cancelInvitation = defineAction('invitation.cancel', async ({ staff }) => cancelledCard(staff.locale));
