import { revokePartner as revoke } from '../../workflows/partners/revoke-partner.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const revokePartner = defineAction('partner.revoke', async (context, { partnerId }) => {
  await revoke(context.services, context.staff, { partnerId, via: { door: 'teams' } });
  return showPartner(context, partnerId);
});
