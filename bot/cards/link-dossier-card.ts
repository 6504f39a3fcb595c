import type { InterlocuteurFault } from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { dossierChoices } from './interlocuteur-form-fields.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { button, card, faultLine, note, plain, shorten, textInput, title } from './parts.ts';

type LinkData = {
  locale: Locale;
  interlocuteurId: string;
  /** Whose, as it is read. */
  person: string;
  typed?: string;
  chosen?: string;
  fault?: { fault: InterlocuteurFault; typed: string };
  choices?: { dossiers: DossierChoice[]; hasMore: boolean };
};

/** Which dossiers to link; a code that fits several is asked about (domain 61, 62). « Limité à » is not asked (63). */
export function linkDossierCard({ locale, interlocuteurId, person, ...data }: LinkData): Answer {
  const t = words(locale);
  const { typed, chosen, fault, choices } = data;
  const summary = t('linkDossier.title', { person });
  return {
    summary,
    card: card({
      speak: summary,
      body: [
        title(t('linkDossier.title', { person: plain(person) })),
        textInput('dossiers', t('interlocuteurForm.dossiers'), typed, {
          ...{ maxLength: 200, placeholder: t('interlocuteurForm.dossiersPlaceholder') },
          isRequired: t('interlocuteurForm.faults.required'),
        }),
        fault && faultLine(t(`interlocuteurForm.faults.${fault.fault}`, { dossier: plain(shorten(fault.typed, 120)) })),
        ...dossierChoices(t, choices, chosen),
        note(t('linkDossier.intro')),
      ],
      buttons: [
        button(
          t('linkDossier.link'),
          'interlocuteur.link',
          { interlocuteurId },
          { style: 'positive', associatedInputs: 'auto' },
        ),
        button(t('interlocuteur.buttons.back'), 'interlocuteur.view', { interlocuteurId }),
      ],
    }),
  };
}
