import { changePartnerWebhook } from '../../workflows/partners/change-partner-webhook.ts';
import { showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

export const removePartnerWebhook = defineAction('partner.webhook-remove', async (context, { partnerId, version }) => {
  const input = { partnerId, version, url: null, via: { door: 'teams' } as const };
  const { outcome } = await changePartnerWebhook(context.services, context.staff, input);
  return showPartner(context, partnerId, outcome === 'stale' ? 'stale' : 'webhookRemoved');
});
