import type { PlanRequestData } from '../cards/plan-request-card.ts';
import { personName, words } from '../locales/index.ts';
import { type MailText, mailLayout, mailParagraph } from './layout.ts';

/** The same words as the card, for somebody whom Teams does not reach. */
export function planRequestMail({ locale, plan, asker }: PlanRequestData): MailText {
  const t = words(locale);
  const { person, dossier, label } = plan;
  const heading = t('planRequest.title', { offer: label[locale], person: personName(person) });
  const content = [
    mailParagraph(
      t('planRequest.text', {
        asker: asker ?? t('planRequest.colleague'),
        dossier: `${dossier.code} · ${dossier.raisonSociale}`,
      }),
    ),
    mailParagraph(t('planRequest.adviceMail', { code: dossier.code })),
  ].join('\n');
  const subject = t('planRequest.summary', { offer: label[locale], person: personName(person) });
  return { subject, html: mailLayout({ locale, heading, content }) };
}
