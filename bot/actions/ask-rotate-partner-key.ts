import { AppError } from '../../errors.ts';
import { rotatePartnerKeyCard } from '../cards/partner-key-cards.ts';
import { openPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const askRotatePartnerKey = defineAction('partner.rotate-ask', async (context, { partnerId }) => {
  const partner = await openPartner(context, partnerId);
  if (context.place.type !== 'personal') throw new AppError('personal-only');
  return rotatePartnerKeyCard(context.staff.locale, partner);
});
