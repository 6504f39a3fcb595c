import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

/** Also what Teams asks by itself each time the card is displayed: it reads, and changes nothing. */
export const viewInvitation = defineAction('invitation.view', showInvitation);
