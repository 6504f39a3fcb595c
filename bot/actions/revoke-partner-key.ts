import { revokePartnerKey as revoke } from '../../workflows/partners/revoke-partner-key.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const revokePartnerKey = defineAction('partner.revoke-key', async (context, { partnerId, keyId }) => {
  await revoke(context.services, context.staff, { partnerId, keyId, via: { door: 'teams' } });
  return showPartner(context, partnerId, 'keyRevoked');
});
