/** Where a partner is told what becomes of its files: the form, and the one time that the secret is seen. */

import type { WebhookFault } from '../../workflows/partners/check-webhook-url.ts';
import type { PartnerView } from '../../workflows/partners/get-partner.ts';
import { formatMoment, type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, faultLine, note, paragraph, plain, shorten, textInput, title } from './parts.ts';

type WebhookFormData = { locale: Locale; partner: PartnerView; typed?: string; fault?: WebhookFault };

export function partnerWebhookCard({ locale, partner, typed, fault }: WebhookFormData): Answer {
  const t = words(locale);
  const { partnerId, version, name, webhookUrl } = partner;
  const ids = { partnerId, version };
  return {
    summary: t('partnerWebhook.summary'),
    card: card({
      speak: t('partnerWebhook.summary'),
      body: [
        title(t('partnerWebhook.title', { name: plain(shorten(name, 120)) })),
        paragraph(t('partnerWebhook.intro'), { isSubtle: true }),
        // `https://` is understood.
        textInput('url', t('partnerWebhook.url'), (typed ?? webhookUrl)?.replace(/^https:\/\//i, ''), {
          ...{ maxLength: 500, placeholder: t('partnerWebhook.placeholder') },
          isRequired: t('partnerWebhook.missing'),
        }),
        fault && faultLine(t(`errors.${fault}`)),
        note(t('partnerWebhook.secretNote')),
        webhookUrl !== undefined && note(t('partnerWebhook.oldNote')),
      ],
      buttons: [
        button(t('partnerWebhook.save'), 'partner.webhook', ids, { style: 'positive', associatedInputs: 'auto' }),
        webhookUrl !== undefined &&
          button(t('partnerWebhook.remove'), 'partner.webhook-remove', ids, { style: 'destructive' }),
        button(t('buttons.back'), 'partner.view', { partnerId }),
      ],
    }),
  };
}

type ShownSecretData = {
  locale: Locale;
  timeZone: string;
  made: { partnerId: string; name: string; url: string; secret: string; oldUntil?: Date };
};

/** The only time that the secret is seen. */
export function shownWebhookSecretCard({ locale, timeZone, made }: ShownSecretData): Answer {
  const t = words(locale);
  const { partnerId, name, url, secret, oldUntil } = made;
  return {
    summary: t('partnerWebhook.shownTitle'),
    card: card({
      speak: t('partnerWebhook.shownTitle'),
      body: [
        title(t('partnerWebhook.shownTitle')),
        paragraph(plain(`${shorten(name, 120)} · ${new URL(url).host}`), { isSubtle: true }),
        paragraph(plain(secret), { fontType: 'Monospace' }),
        paragraph(t('partnerWebhook.shownOnce'), { weight: 'Bolder' }),
        oldUntil && paragraph(t('partnerWebhook.oldUntil', { at: formatMoment(locale, timeZone, oldUntil) })),
        note(t('partnerWebhook.shownUse')),
      ],
      buttons: [button(t('partners.see'), 'partner.view', { partnerId })],
    }),
  };
}
