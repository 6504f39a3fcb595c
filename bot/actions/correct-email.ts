import { AppError } from '../../errors.ts';
import { correctEmail as correct } from '../../workflows/invitations/correct-email.ts';
import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { correctEmailCard } from '../cards/correct-email-card.ts';
import { defineAction } from './action.ts';
import { showInvitation } from './show-invitation.ts';

export const correctEmail = defineAction('invitation.correct', async (context, data) => {
  const { services, staff } = context;
  const done = await correct(services, staff, data);
  if (done.kind !== 'fault') return showInvitation(context, data, done.kind === 'stale' ? 'stale-click' : undefined);
  const invitation = await getInvitation(staff.cabinetId, data.interlocuteurId, data.dossierId);
  if (!invitation) throw new AppError('not-found', { because: 'invitation' });
  return correctEmailCard({ locale: staff.locale, invitation, typed: data.email, fault: done.fault });
});
