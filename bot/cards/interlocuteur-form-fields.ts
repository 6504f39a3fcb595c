/** The fields of the form of an interlocuteur: those that are asked, and those that most people leave empty. */
import type { TFunction } from 'i18next';
import {
  type InterlocuteurFault,
  type InterlocuteurField,
  MORE_FIELDS,
  QUALITES,
} from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import type { InterlocuteurFormData } from './interlocuteur-form-card.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import { choices, type Element, faultLine, note, plain, shorten, textInput, toggle } from './parts.ts';

const LENGTHS: Partial<Record<InterlocuteurField, number>> = {
  ...{ nom: 80, prenom: 80, email: 254, mobile: 30, fixe: 30, dossiers: 200, role: 80 },
  ...{ adresse1: 120, adresse2: 120, adresse3: 120, codePostal: 12, commune: 80, pays: 60, notes: 1_000 },
};

/** Whether a field stands open on the card; what is known is a fact instead. */
function isAsked(data: InterlocuteurFormData, field: 'nom' | 'prenom' | 'email' | 'qualite' | 'mobile' | 'dossiers') {
  const { form, checked, dossiers, showsAll, modifies } = data;
  if (field === 'dossiers') {
    if (modifies) return false;
    return showsAll || Boolean(dossiers.fault) || !form.dossiers?.trim();
  }
  if (showsAll || checked.faults[field]) return true;
  // The first name goes with the name, and the mobile is asked for when nothing was said at all.
  if (field === 'prenom') return Boolean(checked.faults.nom) && !form.prenom?.trim();
  if (field === 'mobile') return !form.mobile?.trim() && !form.nom?.trim() && !form.email?.trim();
  return false;
}

/** What is missing, what is wrong, or everything, in the order of the firm’s forms. */
export function mainFields(t: TFunction, data: InterlocuteurFormData): (Element | undefined | false)[] {
  const { form, checked, dossiers, modifies } = data;
  const required = t('interlocuteurForm.faults.required');
  const needsQualite = !checked.value.qualite;
  return [
    ...(isAsked(data, 'prenom') ? [input(t, data, 'prenom'), fault(t, data, 'prenom')] : []),
    ...(isAsked(data, 'nom') ? [input(t, data, 'nom', { isRequired: required }), fault(t, data, 'nom')] : []),
    ...(isAsked(data, 'email')
      ? [
          input(t, data, 'email', {
            ...{ style: 'Email' as const, isRequired: required },
            placeholder: t('interlocuteurForm.emailPlaceholder'),
          }),
          fault(t, data, 'email'),
          modifies?.isInvited ? note(t('interlocuteurForm.invitedEmail')) : undefined,
        ]
      : []),
    ...(isAsked(data, 'qualite')
      ? [
          choices(
            ...(['qualite', t('interlocuteurForm.qualite')] as const),
            QUALITES.map((value) => ({ title: t(`qualite.${value}`), value })),
            {
              value: form.qualite,
              isRequired: needsQualite ? t('interlocuteurForm.faults.qualite-invalid') : undefined,
            },
          ),
          fault(t, data, 'qualite'),
        ]
      : []),
    ...(isAsked(data, 'mobile') ? [input(t, data, 'mobile', { style: 'Tel' }), fault(t, data, 'mobile')] : []),
    ...(isAsked(data, 'dossiers')
      ? [
          input(t, data, 'dossiers', { placeholder: t('interlocuteurForm.dossiersPlaceholder') }),
          dossierFault(t, dossiers.fault),
          ...dossierChoices(t, dossiers.choices, form.dossierIds),
        ]
      : []),
  ];
}

/**
 * What most people leave empty, hidden until asked for or wrong. A client that sends hidden fields always sends the
 * switches: without them, the fields that are absent were not emptied, they were not sent.
 */
export function moreFields(t: TFunction, data: InterlocuteurFormData): Element {
  const { form, checked, showsAll } = data;
  const others = (['prenom', 'mobile'] as const).filter((field) => !isAsked(data, field) && !form[field]?.trim());
  const hasFault = MORE_FIELDS.some((field) => checked.faults[field]);
  const isFilled = MORE_FIELDS.some((field) => form[field]?.trim() && form[field] !== 'false');
  const lines = MORE_FIELDS.filter((field) => field !== 'accesSocial' && field !== 'comptePersonnel');
  return {
    ...{ type: 'Container', id: 'more', isVisible: hasFault || Boolean(showsAll && isFilled) },
    items: [
      ...[...others, ...lines].flatMap((field) => [input(t, data, field, lookOf(t, field)), fault(t, data, field)]),
      ...(['accesSocial', 'comptePersonnel'] as const).map((field) =>
        toggle(field, t(`interlocuteurForm.${field}`), form[field] === 'true'),
      ),
    ].filter(Boolean),
  };
}

function lookOf(t: TFunction, field: InterlocuteurField): InputLook {
  if (field === 'mobile' || field === 'fixe') return { style: 'Tel' };
  if (field === 'notes') return { isMultiline: true };
  return field === 'role' ? { placeholder: t('interlocuteurForm.rolePlaceholder') } : {};
}

type InputLook = Omit<Parameters<typeof textInput>[3], 'maxLength'>;

function input(
  t: TFunction,
  { form }: InterlocuteurFormData,
  field: InterlocuteurField,
  look: InputLook = {},
): Element {
  return textInput(field, t(`interlocuteurForm.${field}`), form[field], { maxLength: LENGTHS[field] ?? 80, ...look });
}

function fault(
  t: TFunction,
  { checked, isSubmitted }: InterlocuteurFormData,
  field: InterlocuteurField,
): Element | undefined {
  const found = checked.faults[field];
  if (!found || (found === 'required' && !isSubmitted)) return undefined;
  return faultLine(t(`interlocuteurForm.faults.${found}`));
}

function dossierFault(
  t: TFunction,
  found: { fault: InterlocuteurFault; typed: string } | undefined,
): Element | undefined {
  if (!found) return undefined;
  const dossier = plain(shorten(found.typed, 120));
  return faultLine(t(`interlocuteurForm.faults.${found.fault}`, { dossier }));
}

/** Those among which a person must choose, one or several (domain 62). */
export function dossierChoices(
  t: TFunction,
  found: { dossiers: DossierChoice[]; hasMore: boolean } | undefined,
  chosen: string | undefined,
): (Element | undefined)[] {
  if (!found) return [];
  const options = found.dossiers.map(({ id, code, raisonSociale }) => ({
    title: shorten(`${code} · ${raisonSociale}`, 100),
    value: id,
  }));
  const value = (chosen ?? '').split(',').filter((id) => options.some((one) => one.value === id));
  return [
    choices('dossierIds', t('interlocuteurForm.dossierChoice'), options, {
      isMultiSelect: true,
      value: value.join(','),
    }),
    found.hasMore ? note(t('interlocuteurForm.moreDossiers')) : undefined,
  ];
}
