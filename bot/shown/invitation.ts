import { getInvitation } from '../../workflows/invitations/get-invitation.ts';
import { type InvitationRemark, invitationCard } from '../cards/invitation-card.ts';
import type { ShowRecord } from './shown.ts';

export const showInvitationCard: ShowRecord = async (services, { cabinetId, locale }, refs, remark) => {
  const { interlocuteurId = '', dossierId = '' } = refs;
  const invitation = await getInvitation(cabinetId, interlocuteurId, dossierId);
  if (!invitation) return undefined;
  const { timeZone } = services.config.firm;
  return invitationCard({ locale, timeZone, invitation, remark: remark as InvitationRemark });
};
