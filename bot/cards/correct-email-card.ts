import type { CorrectionFault } from '../../workflows/invitations/correct-email.ts';
import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, note, paragraph, plain, title } from './parts.ts';

type CorrectEmailData = { locale: Locale; invitation: InvitationView; typed?: string; fault?: CorrectionFault };

/** Asks for the right address, saying what will happen to the wrong one. */
export function correctEmailCard({ locale, invitation, typed, fault }: CorrectEmailData): Answer {
  const t = words(locale);
  const { interlocuteurId, dossierId, generation, person, wasKnown } = invitation;
  const summary = t('correct.title', { person: personName(person) });
  const data = { interlocuteurId, dossierId, generation };
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('correct.title', { person: plain(personName(person)) })),
        paragraph(t(wasKnown ? 'correct.introKnown' : 'correct.intro')),
        note(t('correct.current', { email: plain(person.email) })),
        {
          type: 'Input.Text',
          id: 'email',
          label: t('correct.email'),
          style: 'Email',
          isRequired: true,
          errorMessage: t('form.faults.required'),
          maxLength: 254,
          value: typed ?? person.email,
        },
        fault && paragraph(t(`form.faults.${fault}`), { color: 'Attention', size: 'Small', spacing: 'None' }),
      ],
      buttons: [
        button(t('buttons.sendToNew'), 'invitation.correct', data, { style: 'positive', associatedInputs: 'auto' }),
        button(t('buttons.back'), 'invitation.view', { interlocuteurId, dossierId }),
      ],
    }),
  };
}
