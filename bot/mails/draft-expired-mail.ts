import type { DraftExpiredData } from '../cards/draft-expired-card.ts';
import { words } from '../locales/index.ts';
import { type MailText, mailLayout, mailParagraph } from './layout.ts';

/** The same words as the card, for somebody whom Teams does not reach. */
export function draftExpiredMail({ locale, kind, label, days }: DraftExpiredData): MailText {
  const t = words(locale);
  const subject = t('drafts.expired.summary', { kind: t(`drafts.kind.${kind}`) });
  const content = [
    label ? mailParagraph(label) : '',
    mailParagraph(t('drafts.expired.text', { count: days })),
    mailParagraph(t('drafts.expired.advice')),
  ].join('\n');
  return { subject, html: mailLayout({ locale, heading: subject, content }) };
}
