import type { TFunction } from 'i18next';
import {
  type FormFaults,
  type FormField,
  type InvitationForm,
  QUALITES,
} from '../../workflows/invitations/check-invitation-form.ts';
import { type Locale, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { button, card, type Element, note, paragraph, plain, shorten, title } from './parts.ts';

export type DossierChoice = { id: string; code: string; raisonSociale: string };

type FormCardData = {
  locale: Locale;
  form: Partial<InvitationForm>;
  faults?: FormFaults;
  /** Name of the one dossier that what was typed designates, for the person to check. */
  raisonSociale?: string;
  /** Dossiers that what was typed fits, when it fits several (domain 62). */
  choices?: { dossiers: DossierChoice[]; hasMore: boolean };
  /** Teams the client may join; none hides the field. */
  teams: { aadGroupId: string; name: string }[];
};

/** The one card of an invitation to come: what is known is filled in, each fault stands beside its field. */
export function invitationFormCard({ locale, form, faults = {}, raisonSociale, choices, teams }: FormCardData): Answer {
  const t = words(locale);
  const hasFaults = Object.keys(faults).length > 0;
  const fault = (field: FormField) => faultLine(t, faults[field], form.dossier ?? '');
  const input = (id: FormField, extra: Element & { maxLength: number }) => textInput(t, id, form[id], extra);

  const body = [
    title(t('form.title')),
    hasFaults
      ? paragraph(t('form.faulty'), { color: 'Attention', weight: 'Bolder' })
      : paragraph(t('form.intro'), { isSubtle: true }),
    input('dossier', { placeholder: t('form.dossierPlaceholder'), isRequired: true, maxLength: 100 }),
    raisonSociale ? note(plain(raisonSociale)) : undefined,
    fault('dossier'),
    ...(choices ? dossierChoices(t, choices, form.dossierId) : []),
    input('prenom', { maxLength: 80 }),
    fault('prenom'),
    input('nom', { isRequired: true, maxLength: 80 }),
    fault('nom'),
    input('email', { placeholder: t('form.emailPlaceholder'), style: 'Email', isRequired: true, maxLength: 254 }),
    fault('email'),
    {
      type: 'Input.ChoiceSet',
      id: 'qualite',
      label: t('form.qualite'),
      style: 'expanded',
      // On a phone the end of a choice is what tells it from the next.
      wrap: true,
      isRequired: true,
      errorMessage: t('form.faults.qualite-invalid'),
      ...(form.qualite && { value: form.qualite }),
      choices: QUALITES.map((value) => ({ title: t(`qualite.${value}`), value })),
    },
    fault('qualite'),
    input('mobile', { style: 'Tel', maxLength: 30 }),
    fault('mobile'),
    input('message', { placeholder: t('form.messagePlaceholder'), isMultiline: true, maxLength: 1_000 }),
    fault('message'),
    teams.length > 0 && teamChoice(t, teams, form.teamId),
    fault('teamId'),
  ];

  return {
    summary: t('form.summary'),
    card: card({
      speak: t('form.summary'),
      body,
      buttons: [
        button(t('buttons.send'), 'invitation.send', {}, { style: 'positive', associatedInputs: 'auto' }),
        button(t('buttons.cancel'), 'invitation.cancel', {}),
      ],
    }),
  };
}

function textInput(
  t: TFunction,
  id: FormField,
  typed: string | undefined,
  extra: Element & { maxLength: number },
): Element {
  const required = extra.isRequired ? { errorMessage: t('form.faults.required') } : {};
  // Clients hold people to the limit; what gets past them is given back as far as a card can bear.
  const value = typed?.slice(0, 2 * extra.maxLength);
  return { type: 'Input.Text', id, label: t(`form.${id}`), ...(value && { value }), ...extra, ...required };
}

function faultLine(t: TFunction, fault: string | undefined, dossier: string): Element | undefined {
  if (!fault) return undefined;
  const text = t(`form.faults.${fault}`, { dossier: plain(dossier) });
  return paragraph(text, { color: 'Attention', size: 'Small', spacing: 'None' });
}

function dossierChoices(
  t: TFunction,
  { dossiers, hasMore }: { dossiers: DossierChoice[]; hasMore: boolean },
  value: string | undefined,
): (Element | undefined)[] {
  return [
    {
      type: 'Input.ChoiceSet',
      id: 'dossierId',
      label: t('form.dossierChoice'),
      style: 'expanded',
      // On a phone the end of a choice is what tells it from the next.
      wrap: true,
      // Not required: a full code typed above is a choice as well.
      ...(dossiers.some(({ id }) => id === value) && { value }),
      choices: dossiers.map(({ id, code, raisonSociale }) => ({
        title: shorten(`${code} · ${raisonSociale}`, 100),
        value: id,
      })),
    },
    hasMore ? paragraph(t('form.moreDossiers'), { size: 'Small', isSubtle: true, spacing: 'None' }) : undefined,
  ];
}

function teamChoice(t: TFunction, teams: FormCardData['teams'], value: string | undefined): Element {
  return {
    type: 'Input.ChoiceSet',
    id: 'teamId',
    label: t('form.team'),
    style: 'compact',
    // An empty value is no choice to some clients: "none" is a value of its own.
    value: teams.some(({ aadGroupId }) => aadGroupId === value) ? value : NO_TEAM,
    choices: [
      { title: t('form.noTeam'), value: NO_TEAM },
      ...teams.map(({ aadGroupId, name }) => ({ title: shorten(name), value: aadGroupId })),
    ],
  };
}

/** The value of « Aucune équipe ». */
export const NO_TEAM = 'none';
