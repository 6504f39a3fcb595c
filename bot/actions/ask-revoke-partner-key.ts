import { AppError } from '../../errors.ts';
import { getPartner } from '../../workflows/partners/get-partner.ts';
import { revokePartnerKeyCard } from '../cards/partner-key-cards.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const askRevokePartnerKey = defineAction('partner.revoke-key-ask', async (context, { partnerId, keyId }) => {
  const partner = await getPartner(context.services, context.staff, partnerId);
  const key = partner.keys.find((one) => one.keyId === keyId);
  if (!key) throw new AppError('not-found', { because: 'partner key' });
  return key.isGood ? revokePartnerKeyCard(context.staff.locale, partner, key) : showPartner(context, partnerId);
});
