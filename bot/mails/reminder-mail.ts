import type { Mail } from '../../graph/send-mail.ts';
import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import { mailLayout, mailParagraph } from './layout.ts';

type ReminderData = { locale: Locale; invitation: InvitationView; days: number };

/** The same words as the reminder card, for somebody whom Teams does not reach. */
export function reminderMail({ locale, invitation, days }: ReminderData): Pick<Mail, 'subject' | 'html'> {
  const t = words(locale);
  const { person, dossier } = invitation;
  const heading = t('reminder.title', { person: personName(person) });
  const content = [
    mailParagraph(t('reminder.text', { count: days, dossier: `${dossier.code} · ${dossier.raisonSociale}` })),
    mailParagraph(t('reminder.advice')),
  ].join('\n');
  return {
    subject: t('reminder.summary', { person: personName(person) }),
    html: mailLayout({ locale, heading, content }),
  };
}
