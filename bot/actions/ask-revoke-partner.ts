import { getPartner } from '../../workflows/partners/get-partner.ts';
import { revokePartnerCard } from '../cards/partner-key-cards.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const askRevokePartner = defineAction('partner.revoke-ask', async (context, { partnerId }) => {
  const partner = await getPartner(context.services, context.staff, partnerId);
  return partner.revokedAt ? showPartner(context, partnerId) : revokePartnerCard(context.staff.locale, partner);
});
