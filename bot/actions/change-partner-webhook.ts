import { AppError } from '../../errors.ts';
import { changePartnerWebhook as change } from '../../workflows/partners/change-partner-webhook.ts';
import { checkWebhookUrl } from '../../workflows/partners/check-webhook-url.ts';
import { partnerWebhookCard, shownWebhookSecretCard } from '../cards/partner-webhook-cards.ts';
import { openPartner, showPartner } from '../show-partner.ts';
import { defineAction } from './action.ts';

/** The secret is on the card of whoever clicked, once; the shared card does not hold it. */
export const changePartnerWebhook = defineAction('partner.webhook', async (context, { partnerId, version, url }) => {
  const { services, staff, place } = context;
  const partner = await openPartner(context, partnerId);
  if (place.type !== 'personal') throw new AppError('personal-only');
  const checked = checkWebhookUrl(url, services.config);
  if (!checked.ok) return partnerWebhookCard({ locale: staff.locale, partner, typed: url, fault: checked.fault });
  const made = await change(services, staff, { partnerId, version, url: checked.url, via: { door: 'teams' } });
  if (made.outcome !== 'changed') return showPartner(context, partnerId, 'stale');
  const { timeZone } = services.config.firm;
  return shownWebhookSecretCard({ locale: staff.locale, timeZone, made: { ...made, partnerId } });
});
