/** Every card in every state that it can show, in both languages, with texts as people type them, long ones and hostile ones. */

import { cancelledCard } from '../../bot/cards/cancelled-card.ts';
import { correctEmailCard } from '../../bot/cards/correct-email-card.ts';
import { helpCard } from '../../bot/cards/help-card.ts';
import { invitationCard } from '../../bot/cards/invitation-card.ts';
import { invitationFormCard } from '../../bot/cards/invitation-form-card.ts';
import { invitationsCard } from '../../bot/cards/invitations-card.ts';
import { reminderCard } from '../../bot/cards/reminder-card.ts';
import { removeAccessCard } from '../../bot/cards/remove-access-card.ts';
import { unknownCard } from '../../bot/cards/unknown-card.ts';
import { welcomeCard } from '../../bot/cards/welcome-card.ts';
import { COMMANDS } from '../../bot/commands/index.ts';
import type { Locale } from '../../bot/locales/index.ts';
import type { Answer } from '../../bot/turn.ts';
import { ERRORS, type ErrorCode } from '../../errors.ts';
import { GUEST_STATES } from '../../models/interlocuteur.ts';
import type { FieldFault, FormField, InvitationForm } from '../../workflows/invitations/check-invitation-form.ts';
import type { CorrectionFault } from '../../workflows/invitations/correct-email.ts';
import type { InvitationView } from '../../workflows/invitations/get-invitation.ts';

import { conversionCases } from './cases/conversion-cases.ts';
import { interlocuteurCases } from './cases/interlocuteur-cases.ts';
import { layoutCases } from './cases/layout-cases.ts';
import { offerCases } from './cases/offer-cases.ts';
import { partnerCases } from './cases/partner-cases.ts';
import { portfolioCases } from './cases/portfolio-cases.ts';

export type CardCase = { name: string; locale: Locale; answer: Answer };

/** What Markdown, i18next and JSON could trip over. */
export const HOSTILE = '[Clic](https://evil.example) *gras* _fin_ `code` {{firm}} $t(help.title) \\ "q" <b>';
const AT = new Date('2026-11-23T09:00:00Z');
const IDS = { interlocuteurId: 'a'.repeat(24), dossierId: 'b'.repeat(24) };
const REMARKS = ['invited', 'already-under-way', 'already-pending', 'already-accepted', 'stale-click'] as const;
const REFUSALS = Object.keys(ERRORS).filter((code) => /^(invitation|graph)-/.test(code)) as ErrorCode[];
const FIELDS: FormField[] = ['dossier', 'nom', 'prenom', 'email', 'qualite', 'mobile', 'message', 'teamId'];
const FAULTS: FieldFault[] = [
  ...(['required', 'too-long', 'email-invalid', 'qualite-invalid', 'mobile-invalid'] as const),
  ...(['dossier-none', 'dossier-several', 'team-unknown', 'characters'] as const),
];
const CORRECTIONS: CorrectionFault[] = ['required', 'email-invalid', 'email-unchanged', 'email-taken'];

export function viewOf(overrides: Partial<InvitationView> = {}): InvitationView {
  return {
    ...IDS,
    dossier: { code: 'TEST1', raisonSociale: 'Boulangerie Martin' },
    person: { nom: 'Martin', prenom: 'Claire', email: 'claire_m@boulangerie.example', qualite: 'direction-tpe' },
    status: 'pending',
    generation: 3,
    version: 7,
    wasKnown: false,
    requestedBy: 'Camille Roux',
    requestedAt: AT,
    sentAt: AT,
    ...overrides,
  };
}

/** Texts of the greatest length that the rest of the program lets through, in characters of several bytes. */
export function longest(length: number): string {
  return 'é*'.repeat(length).slice(0, length);
}

const LONG_PERSON = { nom: longest(80), prenom: longest(80), email: `${'x_'.repeat(32)}@${'a'.repeat(180)}.example` };
const LONG = viewOf({
  dossier: { code: longest(40), raisonSociale: longest(200) },
  person: { ...LONG_PERSON, qualite: 'administratif-tpe', mobile: `+${'1'.repeat(24)}` },
  requestedBy: longest(256),
  team: { name: longest(256), state: 'to-join' },
});

export function cardCases(): CardCase[] {
  return (['fr', 'en'] as const).flatMap((locale) =>
    Object.entries({
      ...invitationCases(locale),
      ...formCases(locale),
      ...otherCases(locale),
      ...offerCases(locale, HOSTILE, longest),
      ...partnerCases(locale, HOSTILE, longest),
      ...layoutCases(locale, HOSTILE, longest),
      ...portfolioCases(locale, HOSTILE, longest),
      ...conversionCases(locale, HOSTILE, longest),
      ...interlocuteurCases(locale, HOSTILE, longest),
    }).map(([name, answer]) => ({
      name: `${name} (${locale})`,
      locale,
      answer,
    })),
  );
}

function invitationCases(locale: Locale): Record<string, Answer> {
  const show = (view: Partial<InvitationView>, remark?: (typeof REMARKS)[number]) =>
    invitationCard({ locale, timeZone: 'Europe/Paris', invitation: viewOf(view), remark });
  const cases: Record<string, Answer> = {};
  for (const status of GUEST_STATES) {
    cases[`invitation, ${status}`] = show({ status });
    cases[`invitation, ${status}, bare`] = show({
      status,
      person: { nom: 'Martin', email: 'm@x.example', qualite: 'administratif-tpe' },
      requestedBy: undefined,
      requestedAt: undefined,
      sentAt: undefined,
    });
    cases[`invitation, ${status}, known before`] = show({ status, wasKnown: true, acceptedAt: AT });
    cases[`invitation, ${status}, hostile`] = show({
      status,
      person: { nom: HOSTILE, prenom: HOSTILE, email: 'a_b*c@x.example', qualite: 'direction-tpe' },
      dossier: { code: HOSTILE, raisonSociale: HOSTILE },
      requestedBy: HOSTILE,
      team: { name: HOSTILE, state: 'joined' },
    });
    cases[`invitation, ${status}, longest`] = show({
      ...LONG,
      status,
      refusal: 'invitation-domain-denied',
      wasKnown: true,
      acceptedAt: AT,
      removedAt: AT,
      removedBecause: 'gone-from-tenant',
      withdrawal: 'refused',
    });
    for (const remark of REMARKS) cases[`invitation, ${status}, ${remark}`] = show({ status }, remark);
    for (const withdrawal of ['to-do', 'refused'] as const) {
      cases[`invitation, ${status}, withdrawal ${withdrawal}`] = show({ status, withdrawal });
    }
    for (const state of ['to-join', 'joined', 'failed'] as const) {
      cases[`invitation, ${status}, team ${state}`] = show({ status, team: { name: 'Clients', state } });
    }
  }
  for (const refusal of REFUSALS) cases[`invitation, refused: ${refusal}`] = show({ status: 'refused', refusal });
  cases['invitation, delayed'] = show({ status: 'inviting', delayed: { nextAttemptAt: AT } });
  cases['invitation, removed on demand'] = show({ status: 'removed', removedAt: AT, removedBecause: 'asked' });
  cases['invitation, gone from the tenant'] = show({ status: 'removed', removedBecause: 'gone-from-tenant' });
  return cases;
}

function formCases(locale: Locale): Record<string, Answer> {
  const teams = [{ aadGroupId: 'group-a', name: 'Clients du cabinet' }];
  const choices = {
    dossiers: [
      { id: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin' },
      { id: 'c'.repeat(24), code: 'TEST12', raisonSociale: HOSTILE },
    ],
    hasMore: true,
  };
  const typed: InvitationForm = {
    dossier: 'TEST',
    dossierId: 'b'.repeat(24),
    nom: HOSTILE,
    prenom: 'Claire',
    email: 'claire@',
    qualite: 'direction-tpe',
    mobile: '06',
    message: `Bonjour\n${HOSTILE}`,
    teamId: 'group-a',
  };
  const cases: Record<string, Answer> = {
    'form, empty': invitationFormCard({ locale, form: {}, teams: [] }),
    'form, with teams': invitationFormCard({ locale, form: {}, teams }),
    'form, filled': invitationFormCard({ locale, form: typed, teams }),
    'form, several dossiers': invitationFormCard({
      locale,
      form: typed,
      teams,
      choices,
      faults: { dossier: 'dossier-several' },
    }),
  };
  for (const fault of FAULTS) {
    const faults = Object.fromEntries(FIELDS.map((field) => [field, fault]));
    cases[`form, ${fault} everywhere`] = invitationFormCard({ locale, form: typed, teams, faults });
  }
  // As much as the schema of the form lets through, all of it wrong.
  const most = {
    dossier: 200,
    dossierId: 24,
    nom: 400,
    prenom: 400,
    email: 1_000,
    qualite: 40,
    mobile: 100,
    teamId: 100,
  };
  cases['form, longest'] = invitationFormCard({
    locale,
    form: {
      ...(Object.fromEntries(Object.entries(most).map(([field, size]) => [field, longest(size)])) as InvitationForm),
      message: longest(10_000),
    },
    teams: Array.from({ length: 50 }, (_, i) => ({ aadGroupId: `${'0'.repeat(34)}${i}`, name: longest(256) })),
    choices: {
      dossiers: Array.from({ length: 10 }, (_, i) => ({
        id: `${i}`.repeat(24),
        code: longest(40),
        raisonSociale: longest(200),
      })),
      hasMore: true,
    },
    faults: { ...Object.fromEntries(FIELDS.map((field) => [field, 'too-long'])), dossier: 'dossier-several' },
  });
  return cases;
}

function otherCases(locale: Locale): Record<string, Answer> {
  const invitation = viewOf();
  const hostile = viewOf({
    person: { nom: HOSTILE, prenom: HOSTILE, email: 'a_b*c@x.example', qualite: 'direction-tpe' },
    dossier: { code: HOSTILE, raisonSociale: HOSTILE },
  });
  const suggestions = COMMANDS.slice(0, 3).map(({ name, titles }) => ({ command: name, title: titles[locale] }));
  const line = (overrides = {}) => ({
    ...IDS,
    nom: 'Martin',
    prenom: 'Claire',
    dossierCode: 'TEST1',
    status: 'pending' as const,
    ...overrides,
  });
  const cases: Record<string, Answer> = {
    welcome: welcomeCard(locale),
    help: helpCard(locale),
    cancelled: cancelledCard(locale),
    unknown: unknownCard(locale, suggestions, 'quelle heure est-il'),
    'unknown, hostile': unknownCard(locale, suggestions, HOSTILE),
    'unknown, longest': unknownCard(locale, suggestions, longest(30_000)),
    'correct email': correctEmailCard({ locale, invitation }),
    'correct email, known before': correctEmailCard({ locale, invitation: viewOf({ wasKnown: true }) }),
    'correct email, hostile': correctEmailCard({ locale, invitation: hostile, typed: HOSTILE, fault: 'email-invalid' }),
    'correct email, longest': correctEmailCard({
      locale,
      invitation: LONG,
      typed: longest(1_000),
      fault: 'email-taken',
    }),
    'remove access': removeAccessCard({ locale, invitation }),
    'remove access, known before': removeAccessCard({ locale, invitation: viewOf({ wasKnown: true }) }),
    'remove access, hostile': removeAccessCard({ locale, invitation: hostile }),
    'remove access, longest': removeAccessCard({ locale, invitation: LONG }),
    'reminder, one day': reminderCard({ locale, invitation, days: 1 }),
    'reminder, seven days': reminderCard({ locale, invitation, days: 7 }),
    'reminder, hostile': reminderCard({ locale, invitation: hostile, days: 7 }),
    'reminder, longest': reminderCard({ locale, invitation: LONG, days: 365 }),
    'list, empty': invitationsCard({ locale, lines: [], waiting: 0, hasMore: false }),
    'list, every status': invitationsCard({
      locale,
      lines: GUEST_STATES.map((status) => line({ status })),
      waiting: 1,
      hasMore: false,
    }),
    'list, hostile': invitationsCard({
      locale,
      lines: [line({ nom: HOSTILE, prenom: undefined, dossierCode: HOSTILE })],
      waiting: 2,
      hasMore: true,
    }),
    'list, longest': invitationsCard({
      locale,
      lines: Array.from({ length: 8 }, () => line({ nom: longest(80), prenom: longest(80), dossierCode: longest(40) })),
      waiting: 1_000,
      hasMore: true,
    }),
  };
  for (const fault of CORRECTIONS) {
    cases[`correct email, ${fault}`] = correctEmailCard({ locale, invitation, typed: 'x', fault });
  }
  return cases;
}
