import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, title } from './parts.ts';

/** Says what will end before anything does. */
export function removeAccessCard({ locale, invitation }: { locale: Locale; invitation: InvitationView }): Answer {
  const t = words(locale);
  const { interlocuteurId, dossierId, generation, person, wasKnown } = invitation;
  const summary = t('remove.title', { person: personName(person) });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('remove.title', { person: plain(personName(person)) })),
        paragraph(t('remove.intro')),
        wasKnown && paragraph(t('remove.known'), { color: 'Attention' }),
        note(t('remove.kept')),
      ],
      buttons: [
        button(
          t('buttons.confirmRemove'),
          'invitation.remove',
          { interlocuteurId, dossierId, generation },
          { style: 'destructive' },
        ),
        button(t('buttons.keep'), 'invitation.view', { interlocuteurId, dossierId }),
      ],
    }),
  };
}
