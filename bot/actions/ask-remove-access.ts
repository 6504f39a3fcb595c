import { AppError } from '../../errors.ts';
import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { removeAccessCard } from '../cards/remove-access-card.ts';
import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

export const askRemoveAccess = defineAction('invitation.remove-ask', async (context, data) => {
  const { cabinetId, locale } = context.staff;
  const invitation = await getInvitation(cabinetId, data.interlocuteurId, data.dossierId);
  if (!invitation) throw new AppError('not-found', { because: 'invitation' });
  if (invitation.generation !== data.generation) return showInvitation(context, data, 'stale-click');
  return removeAccessCard({ locale, invitation });
});
