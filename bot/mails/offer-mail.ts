import type { ComposeOfferMail, OfferMailData } from '../../workflows/offers/advance-grant.ts';
import { personName, words } from '../locales/index.ts';
import { escapeHtml, mailButton, mailLayout, mailParagraph } from './layout.ts';

/**
 * The mails of a service (domain 94 to 100), in the firm's name. Under Flow the first one resembles that of Start and is
 * not to be followed: it says so itself (95, 96, 258).
 */
export const offerMail: ComposeOfferMail = (key, data) =>
  key === 'flow-app' ? flowMail(data) : accessMail(data, key === 'access-before-flow');

const t = words('fr');
const SMALL = 'color:#5b6770;font-size:13px;line-height:19px;';

function accessMail(data: OfferMailData, isBeforeFlow: boolean) {
  const { firmName: firm, email, raisonSociale: company, clientSpaceUrl } = data;
  const offer = data.label.fr;
  const steps = (['open', 'connect', 'product', 'identify', 'consent'] as const).map((step) =>
    t(`offerMail.steps.${step}`),
  );
  const content = [
    mailParagraph(t('offerMail.hello', { person: personName(data) })),
    mailParagraph(t('offerMail.welcome', { firm, offer, company })),
    isBeforeFlow ? warning(t('offerMail.flowWarning')) : '',
    mailParagraph(t('offerMail.stepsTitle'), 'font-weight:600;'),
    orderedList(steps),
    mailParagraph(t('offerMail.identifier', { email }), 'margin-bottom:4px;'),
    mailParagraph(t('offerMail.password')),
    mailParagraph(t('offerMail.vignette', { company })),
    clientSpaceUrl ? mailButton(t('offerMail.open'), clientSpaceUrl) : '',
    mailParagraph(t('offerMail.signature', { firm })),
    mailParagraph(t('offerMail.never'), SMALL),
  ].join('\n');
  return {
    subject: t('offerMail.subjectAccess', { firm, offer }),
    html: mailLayout({ locale: 'fr', heading: firm, content }),
  };
}

function flowMail(data: OfferMailData) {
  const { firmName: firm, email, raisonSociale: company, downloadUrl } = data;
  const content = [
    mailParagraph(t('offerMail.hello', { person: personName(data) })),
    mailParagraph(t('offerMail.flowIntro', { firm, company })),
    mailParagraph(t('offerMail.flowDownload')),
    downloadUrl ? mailButton(t('offerMail.flowButton'), downloadUrl) : '',
    mailParagraph(t('offerMail.flowConnect')),
    mailParagraph(t('offerMail.identifier', { email })),
    warning(t('offerMail.flowOnly')),
    mailParagraph(t('offerMail.signature', { firm })),
    mailParagraph(t('offerMail.never'), SMALL),
  ].join('\n');
  return {
    subject: t('offerMail.subjectFlow', { firm }),
    html: mailLayout({ locale: 'fr', heading: firm, content }),
  };
}

function orderedList(items: string[]): string {
  const lines = items.map((item) => `<li style="margin:0 0 6px;">${escapeHtml(item)}</li>`);
  return `<ol style="margin:0 0 16px;padding-left:22px;">${lines.join('')}</ol>`;
}

function warning(text: string): string {
  return (
    '<div style="margin:0 0 16px;padding:12px 16px;border-left:3px solid #e0a526;background:#faf7ef;">' +
    `<p style="margin:0;font-weight:600;">${escapeHtml(text)}</p></div>`
  );
}
