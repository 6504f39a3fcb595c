import type { TFunction } from 'i18next';
import type {
  DossierFault,
  DossierFaults,
  DossierField,
  DossierForm,
} from '../../workflows/dossiers/check-dossier-form.ts';
import type { StaffMember } from '../../workflows/dossiers/find-staff.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import {
  button,
  card,
  choices,
  type Element,
  faultLine,
  note,
  paragraph,
  plain,
  shorten,
  textInput,
  title,
  toggle,
} from './parts.ts';

type FormData = {
  locale: Locale;
  draftId: string;
  form: DossierForm;
  /** Nothing was submitted yet: what lacks is asked for, not held against anybody. */
  isFresh?: boolean;
  faults: DossierFaults;
  staff: readonly StaffMember[];
};

/** Beyond it a list is no help: the name is typed. */
const MOST_CHOICES = 25;
/** The value of « plus tard »: an empty one is no choice to some clients. */
export const LATER = 'later';

const LENGTHS: Partial<Record<DossierField, number>> = {
  ...{ raisonSociale: 200, code: 40, siren: 20, nic: 20, ape: 10, adresse: 200, codePostal: 12, ville: 80, pays: 80 },
  ...{ dirigeantNom: 80, dirigeantPrenom: 80, dirigeantEmail: 254, dirigeantMobile: 30 },
  ...{ chefDeMission: 100, maitre: 100 },
};

/** The one card of a dossier to come: what is known is filled in, what lacks is asked for, faults stand by their field. */
export function dossierFormCard({ locale, draftId, form, isFresh, faults, staff }: FormData): Answer {
  const t = words(locale);
  const hasFaults = Object.keys(faults).length > 0 && !isFresh;
  const missing = (['raisonSociale', 'code', 'ape'] as const).filter((field) => isMissing(faults[field]));
  const field = (
    id: DossierField,
    extra: { placeholder?: string; style?: 'Email' | 'Tel'; isRequired?: string } = {},
  ) =>
    withFault(
      t,
      faults[id],
      isFresh,
      textInput(id, t(`dossierForm.${id}`), form[id], { maxLength: LENGTHS[id] ?? 100, ...extra }),
    );
  const required = t('dossierForm.faults.required');
  const section = (text: string) => paragraph(text, { weight: 'Bolder', spacing: 'Medium', separator: true });

  return {
    summary: t('dossierForm.title'),
    card: card({
      speak: t('dossierForm.title'),
      body: [
        title(t('dossierForm.title')),
        hasFaults && paragraph(t('dossierForm.faulty'), { color: 'Attention', weight: 'Bolder' }),
        isFresh && paragraph(intro(t, form, missing), { isSubtle: true }),
        ...field('raisonSociale', { isRequired: required }),
        ...field('code', { isRequired: required, placeholder: t('dossierForm.codePlaceholder') }),
        ...field('siren', { placeholder: t('dossierForm.sirenPlaceholder') }),
        ...field('nic', { placeholder: t('dossierForm.nicPlaceholder') }),
        ...field('ape', {
          isRequired: t('dossierForm.faults.ape-required'),
          placeholder: t('dossierForm.apePlaceholder'),
        }),
        ...field('adresse'),
        ...field('codePostal'),
        ...field('ville'),
        ...field('pays', { placeholder: t('dossierForm.paysPlaceholder') }),
        section(t('dossierForm.dirigeant')),
        note(t('dossierForm.dirigeantHint')),
        ...field('dirigeantPrenom'),
        ...field('dirigeantNom'),
        ...field('dirigeantEmail', { style: 'Email' }),
        ...field('dirigeantMobile', { style: 'Tel' }),
        { ...toggle('invites', t('dossierForm.invites'), form.invites === 'true'), label: t('dossierForm.invitation') },
        faults.invites && !isFresh && faultLine(t(`dossierForm.faults.${faults.invites}`)),
        note(t('dossierForm.invitesAdvice')),
        section(t('dossierForm.team')),
        ...staffField(t, 'chefDeMission', form, faults, isFresh, staff),
        ...staffField(t, 'maitre', form, faults, isFresh, staff),
      ],
      buttons: [
        button(t('dossierForm.save'), 'dossier.save', { draftId }, { style: 'positive', associatedInputs: 'auto' }),
        button(t('buttons.cancel'), 'dossier.drop', { draftId }),
      ],
    }),
  };
}

/** Said at the top, so that on a telephone nobody has to look for what lacks. */
function intro(t: TFunction, form: DossierForm, missing: readonly DossierField[]): string {
  const isEmpty = Object.values(form).every((value) => !value);
  if (isEmpty) return t('dossierForm.intro');
  if (missing.length === 0) return t('dossierForm.complete');
  return t('dossierForm.missing', { fields: missing.map((field) => t(`dossierForm.${field}`)).join(', ') });
}

function isMissing(fault: DossierFault | undefined): boolean {
  return fault === 'required' || fault === 'ape-required';
}

function withFault(
  t: TFunction,
  fault: DossierFault | undefined,
  isFresh: boolean | undefined,
  input: Element,
): (Element | false)[] {
  const isSaid = fault && !(isFresh && isMissing(fault));
  return [input, isSaid ? faultLine(t(`dossierForm.faults.${fault}`)) : false];
}

/** Only somebody who is a collaborateur already can be chosen, now or later (domain 13, 14). */
function staffField(
  t: TFunction,
  id: 'chefDeMission' | 'maitre',
  form: DossierForm,
  faults: DossierFaults,
  isFresh: boolean | undefined,
  staff: readonly StaffMember[],
): (Element | false)[] {
  const label = t(`dossierForm.${id}`);
  const typed = form[id] === LATER ? '' : form[id];
  if (staff.length > MOST_CHOICES) {
    const input = textInput(id, label, typed, { maxLength: 100, placeholder: t(`dossierForm.${id}Placeholder`) });
    return withFault(t, faults[id], isFresh, input);
  }
  const options = [
    { title: t(`dossierForm.${id}None`), value: LATER },
    ...staff.map(({ _id, displayName }) => ({ title: shorten(displayName), value: String(_id) })),
  ];
  const value = options.some((one) => one.value === typed) ? typed : LATER;
  const lines = withFault(t, faults[id], isFresh, choices(id, label, options, { value, isCompact: true }));
  // What was typed in a sentence and fits nobody is not in the list: it is given back beside it.
  return faults[id] && typed ? [...lines, note(t('dossierForm.typed', { typed: plain(shorten(typed, 120)) }))] : lines;
}
