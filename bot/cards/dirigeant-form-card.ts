import type { DirigeantFault, DirigeantField } from '../../workflows/dossiers/check-dirigeant.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, faultLine, note, paragraph, plain, textInput, title, toggle } from './parts.ts';

export type DirigeantForm = Partial<Record<DirigeantField | 'invites', string>>;

type DirigeantData = {
  locale: Locale;
  dossier: { dossierId: string; code: string; raisonSociale: string };
  form: DirigeantForm;
  faults?: Partial<Record<DirigeantField, DirigeantFault>>;
};

const LENGTHS = { prenom: 80, nom: 80, email: 254, mobile: 30 } as const;
const LABELS = {
  prenom: 'dirigeantPrenom',
  nom: 'dirigeantNom',
  email: 'dirigeantEmail',
  mobile: 'dirigeantMobile',
} as const;

/** One more dirigeant of a company (domain 16): the form of the first asks for one only. */
export function dirigeantFormCard({ locale, dossier, form, faults = {} }: DirigeantData): Answer {
  const t = words(locale);
  const { dossierId, code, raisonSociale } = dossier;
  const required = t('dossierForm.faults.required');
  const field = (id: DirigeantField) => {
    const fault = faults[id];
    return [
      textInput(id, t(`dossierForm.${LABELS[id]}`), form[id], {
        maxLength: LENGTHS[id],
        ...(id === 'email' && { style: 'Email' as const }),
        ...(id === 'mobile' && { style: 'Tel' as const }),
        ...((id === 'nom' || id === 'email') && { isRequired: required }),
      }),
      fault && faultLine(t(`dossierForm.faults.${fault}`)),
    ];
  };
  return {
    summary: t('dirigeantForm.title'),
    card: card({
      speak: t('dirigeantForm.title'),
      body: [
        title(t('dirigeantForm.title')),
        paragraph(`${plain(code)} · ${plain(raisonSociale)}`, { isSubtle: true }),
        ...(['prenom', 'nom', 'email', 'mobile'] as const).flatMap(field),
        { ...toggle('invites', t('dossierForm.invites'), form.invites === 'true'), label: t('dossierForm.invitation') },
        note(t('dossierForm.invitesAdvice')),
      ],
      buttons: [
        button(t('dossierForm.save'), 'dirigeant.add', { dossierId }, { style: 'positive', associatedInputs: 'auto' }),
        button(t('buttons.back'), 'dossier.view', { dossierId }),
      ],
    }),
  };
}
