import { AppError } from '../../errors.ts';
import { partnerWebhookCard } from '../cards/partner-webhook-cards.ts';
import { openPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const askPartnerWebhook = defineAction('partner.webhook-ask', async (context, { partnerId }) => {
  const partner = await openPartner(context, partnerId);
  if (context.place.type !== 'personal') throw new AppError('personal-only');
  return partnerWebhookCard({ locale: context.staff.locale, partner });
});
