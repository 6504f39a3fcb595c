import { resendInvitation as resend } from '../../workflows/invitations/resend-invitation.ts';
import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

export const resendInvitation = defineAction('invitation.resend', async (context, data) => {
  const isDone = await resend(context.services, context.staff, data);
  return showInvitation(context, data, isDone ? undefined : 'stale-click');
});
