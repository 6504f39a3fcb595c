import { AppError } from '../../errors.ts';
import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { invitationCard } from '../cards/invitation-card.ts';
import type { BotContext } from '../context.ts';
import type { Answer } from '../turn.ts';

type Shown = { interlocuteurId: string; dossierId: string };

/** The current state of an invitation, which every action on one ends with. */
export async function showInvitation(
  { services, staff }: BotContext,
  { interlocuteurId, dossierId }: Shown,
  remark?: Parameters<typeof invitationCard>[0]['remark'],
): Promise<Answer> {
  const invitation = await getInvitation(staff.cabinetId, interlocuteurId, dossierId);
  if (!invitation) throw new AppError('not-found', { because: 'invitation' });
  const { timeZone } = services.config.firm;
  return invitationCard({ locale: staff.locale, timeZone, invitation, remark });
}
