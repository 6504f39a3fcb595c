import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** The first invitation of somebody who is on record, or a new one of somebody whose access was removed (domain 33). */
export const inviteInterlocuteur = defineAction('interlocuteur.invite', async (context, data) => {
  const isDone = await resendInvitation(context.services, context.staff, data);
  const { interlocuteurId } = data;
  return showRecord(context, 'interlocuteur', { interlocuteurId }, isDone ? 'invited' : 'stale-click');
});
