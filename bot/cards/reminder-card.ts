import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, title } from './parts.ts';

type ReminderData = { locale: Locale; invitation: InvitationView; days: number };

/** To whoever sent an invitation that is still pending. */
export function reminderCard({ locale, invitation, days }: ReminderData): Answer {
  const t = words(locale);
  const { interlocuteurId, dossierId, person, dossier } = invitation;
  const summary = t('reminder.summary', { person: personName(person) });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('reminder.title', { person: plain(personName(person)) })),
        paragraph(t('reminder.text', { count: days, dossier: plain(`${dossier.code} · ${dossier.raisonSociale}`) })),
        note(t('reminder.advice')),
      ],
      buttons: [button(t('buttons.see'), 'invitation.view', { interlocuteurId, dossierId }, { style: 'positive' })],
    }),
  };
}
