import { removeAccess as remove } from '../../workflows/invitations/remove-access.ts';
import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

export const removeAccess = defineAction('invitation.remove', async (context, data) => {
  const isDone = await remove(context.services, context.staff, data);
  return showInvitation(context, data, isDone ? undefined : 'stale-click');
});
