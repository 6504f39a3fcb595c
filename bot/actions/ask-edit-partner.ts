import { openPartner, showPartnerForm, toPartnerForm } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const askEditPartner = defineAction('partner.edit-ask', async (context, { partnerId }) => {
  const partner = await openPartner(context, partnerId);
  return showPartnerForm(context, toPartnerForm(partner), { faults: {} }, partner);
});
