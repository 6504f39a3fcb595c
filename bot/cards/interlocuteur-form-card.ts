import type { TFunction } from 'i18next';
import { formatPhone } from '../../workflows/identifiers/read-phone.ts';
import {
  type CheckedForm,
  type InterlocuteurFault,
  type InterlocuteurField,
  type InterlocuteurForm,
  MORE_FIELDS,
  QUALITES,
} from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import type { DossierChoice } from './invitation-form-card.ts';
import {
  button,
  card,
  choices,
  type Element,
  facts,
  faultLine,
  note,
  paragraph,
  plain,
  shorten,
  textInput,
  title,
  toggle,
} from './parts.ts';

export type InterlocuteurFormData = {
  locale: Locale;
  draftId: string;
  form: InterlocuteurForm;
  checked: CheckedForm;
  dossiers: {
    found: DossierChoice[];
    fault?: { fault: InterlocuteurFault; typed: string };
    choices?: { dossiers: DossierChoice[]; hasMore: boolean };
  };
  /** Set for a record that exists: whose, and whether their address is an invited one (domain 37). */
  modifies?: { person: string; isInvited: boolean };
  /** What is missing is a fault once something was submitted, and a question before. */
  isSubmitted?: boolean;
  /** Everything can be typed again, not only what is missing. */
  showsAll?: boolean;
  /** The record was changed by somebody else meanwhile. */
  isStale?: boolean;
};

const LENGTHS: Partial<Record<InterlocuteurField, number>> = {
  ...{ nom: 80, prenom: 80, email: 254, mobile: 30, fixe: 30, dossiers: 200, role: 80 },
  ...{ adresse1: 120, adresse2: 120, adresse3: 120, codePostal: 12, commune: 80, pays: 60, notes: 1_000 },
};

/** Asks only what is missing; what is known is shown as read. One card, kept in a draft; the rest is a click away. */
export function interlocuteurFormCard(data: InterlocuteurFormData): Answer {
  const { locale, draftId, checked, dossiers, modifies, isSubmitted, isStale } = data;
  const t = words(locale);
  const name = modifies
    ? t('interlocuteurForm.modifyTitle', { person: modifies.person })
    : t('interlocuteurForm.addTitle');
  const isFaulty = isSubmitted && (Object.keys(checked.faults).length > 0 || dossiers.fault);
  const all = data.showsAll || undefined;
  return {
    summary: name,
    card: card({
      speak: name,
      body: [
        title(modifies ? t('interlocuteurForm.modifyTitle', { person: plain(modifies.person) }) : name),
        isStale && paragraph(t('interlocuteurForm.stale'), { color: 'Attention', weight: 'Bolder' }),
        isFaulty
          ? paragraph(t('interlocuteurForm.faulty'), { color: 'Attention', weight: 'Bolder' })
          : paragraph(introOf(t, data), { isSubtle: true }),
        knownFacts(t, data),
        !checked.isRoleKnown &&
          note(t('interlocuteurForm.roleUnknown', { role: plain(shorten(checked.value.roleOrganisationnel ?? '')) })),
        ...mainFields(t, data),
        moreFields(t, data),
      ],
      buttons: [
        button(t('interlocuteurForm.save'), 'interlocuteur.save', { draftId, all }, { ...SUBMIT }),
        { type: 'Action.ToggleVisibility', title: t('interlocuteurForm.more'), targetElements: ['more'] },
        !data.showsAll && button(t('interlocuteurForm.edit'), 'interlocuteur.edit', { draftId }),
        button(t('interlocuteurForm.drop'), 'interlocuteur.drop', { draftId }),
      ],
    }),
  };
}

const SUBMIT = { style: 'positive', associatedInputs: 'auto' } as const;

function introOf(t: TFunction, { modifies, checked, dossiers }: InterlocuteurFormData): string {
  if (modifies) return t('interlocuteurForm.modifyIntro');
  const isReady = Object.keys(checked.faults).length === 0 && !dossiers.fault;
  return t(isReady ? 'interlocuteurForm.ready' : 'interlocuteurForm.intro');
}

/** What was understood, for the person to check. */
function knownFacts(t: TFunction, data: InterlocuteurFormData): Element | false {
  const { checked, dossiers, showsAll } = data;
  if (showsAll) return false;
  const { nom, prenom, email, qualite, roleOrganisationnel, mobile } = checked.value;
  const role = roleOrganisationnel ? ` (${plain(roleOrganisationnel)})` : '';
  const known: [string, string | undefined][] = [
    [t('interlocuteurForm.name'), nom && plain(personName({ nom, prenom }))],
    [t('interlocuteur.email'), email && plain(email)],
    [t('interlocuteur.qualite'), qualite && `${t(`qualiteShort.${qualite}`)}${role}`],
    [t('interlocuteur.mobile'), mobile && plain(formatPhone(mobile))],
    [
      t('interlocuteur.dossiers'),
      dossiers.found.map(({ code, raisonSociale }) => plain(shorten(`${code} · ${raisonSociale}`, 80))).join(', '),
    ],
  ];
  return known.some(([, value]) => value) && facts(known);
}

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

function mainFields(t: TFunction, data: InterlocuteurFormData): (Element | undefined | false)[] {
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
function moreFields(t: TFunction, data: InterlocuteurFormData): Element {
  const { form, checked, showsAll } = data;
  const others = (['prenom', 'mobile'] as const).filter((field) => !isAsked(data, field) && !form[field]?.trim());
  const hasFault = MORE_FIELDS.some((field) => checked.faults[field]);
  const isFilled = MORE_FIELDS.some((field) => form[field]?.trim() && form[field] !== 'false');
  const lines = MORE_FIELDS.filter((field) => field !== 'accesSocial' && field !== 'comptePersonnel');
  return {
    ...{ type: 'Container', id: 'more', isVisible: hasFault || Boolean(showsAll && isFilled) },
    items: [
      ...[...others, ...lines].flatMap((field) => [input(t, data, field, lookOf(t, field)), fault(t, data, field)]),
      ...(['accesSocial', 'comptePersonnel'] as const).map((field) => ({
        ...toggle(field, t(`interlocuteurForm.${field}`), form[field] === 'true'),
        label: t(`interlocuteurForm.${field}`),
      })),
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
  const dossier = plain(shorten(found.typed, 80));
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
