/** The cards of interlocuteurs and of begun tasks, in every state that they can show. */
import { addressDoubtCard } from '../../../bot/cards/address-doubt-card.ts';
import { chooseInterlocuteurCard, noInterlocuteurCard } from '../../../bot/cards/choose-interlocuteur-card.ts';
import { deactivateCard, removeCard, unlinkCard } from '../../../bot/cards/close-interlocuteur-card.ts';
import { draftExpiredCard } from '../../../bot/cards/draft-expired-card.ts';
import { draftsCard } from '../../../bot/cards/drafts-card.ts';
import { INTERLOCUTEUR_REMARKS, interlocuteurCard } from '../../../bot/cards/interlocuteur-card.ts';
import { type InterlocuteurFormData, interlocuteurFormCard } from '../../../bot/cards/interlocuteur-form-card.ts';
import { interlocuteursCard } from '../../../bot/cards/interlocuteurs-card.ts';
import { linkDossierCard } from '../../../bot/cards/link-dossier-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import { DRAFT_KINDS } from '../../../models/draft.ts';
import { GUEST_STATES } from '../../../models/interlocuteur.ts';
import type { Namesake } from '../../../workflows/interlocuteurs/check-address.ts';
import {
  checkInterlocuteurForm,
  FORM_FIELDS,
  type InterlocuteurFault,
  type InterlocuteurForm,
} from '../../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import type { InterlocuteurView, NextStep } from '../../../workflows/interlocuteurs/get-interlocuteur.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const DRAFT = 'd'.repeat(24);
const PERSON = 'a'.repeat(24);
type Longest = (length: number) => string;

const FAULTS: InterlocuteurFault[] = [
  ...(['required', 'too-long', 'characters', 'email-invalid', 'email-taken', 'qualite-invalid'] as const),
  ...(['phone-invalid', 'postcode-invalid', 'country-unknown'] as const),
];
const DOSSIER_FAULTS = ['dossier-none', 'dossier-several', 'dossier-left', 'dossier-too-many', 'required'] as const;
const NEXT: [NextStep['because'], NextStep['who']][] = [
  ['not-linked', 'collaborateur'],
  ['inactive', 'collaborateur'],
  ['never-invited', 'collaborateur'],
  ['access-removed', 'collaborateur'],
  ['inviting', 'relais'],
  ['not-accepted', 'client'],
  ['no-service', 'responsable'],
  ['not-in-domain', 'administrateur'],
  ['mails', 'relais'],
  ['not-initialised', 'collaborateur'],
];

export function interlocuteurCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  return {
    ...personCases(locale, hostile, longest),
    ...formCases(locale, hostile, longest),
    ...doubtCases(locale, hostile, longest),
    ...closingCases(locale, hostile, longest),
    ...listCases(locale, hostile, longest),
    ...draftCases(locale, hostile, longest),
  };
}

function viewOf(overrides: Partial<InterlocuteurView> = {}): InterlocuteurView {
  const names = { nom: 'Martin', prenom: 'Claire', email: 'claire_m@boulangerie.example' };
  return {
    ...{ interlocuteurId: PERSON, version: 4, isRemoved: false, isActive: true, generation: 2 },
    person: { ...names, qualite: 'direction-tpe', accesSocial: false, comptePersonnelMicrosoft: false },
    ...{ status: 'accepted', dossiers: [dossierOf()] },
    ...overrides,
  };
}

function dossierOf(overrides: Partial<InterlocuteurView['dossiers'][number]> = {}) {
  const label = { fr: 'Offre Start', en: 'Start offer' };
  return {
    ...{ dossierId: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin', isDirigeant: true },
    services: [
      { offer: 'start', label, status: 'active' as const },
      { offer: 'cegid-flow', label: { fr: 'Cegid Flow', en: 'Cegid Flow' }, status: 'proposed' as const },
    ],
    ...overrides,
  };
}

function everything(text: Longest | string): InterlocuteurView['person'] {
  const of = (length: number) => (typeof text === 'string' ? text : text(length));
  return {
    ...{ nom: of(80), prenom: of(80), email: `${'x_'.repeat(32)}@${'a'.repeat(180)}.example` },
    ...{ qualite: 'administratif-tpe', roleOrganisationnel: of(80), mobile: '+37369123456', fixe: '+33240123456' },
    ...{ adresse1: of(120), adresse2: of(120), adresse3: of(120), commune: of(80), codePostal: 'SW1A 1AA', pays: 'GB' },
    ...{ notes: of(1_000), accesSocial: true, comptePersonnelMicrosoft: true },
  };
}

function longView(longest: Longest): InterlocuteurView {
  const label = { fr: longest(60), en: longest(60) };
  const services = Array.from({ length: 4 }, () => ({ offer: 'x', label, status: 'active' as const }));
  const dossier = (i: number) =>
    dossierOf({ dossierId: `${i % 10}`.repeat(24), code: longest(40), raisonSociale: longest(200), services });
  return viewOf({
    ...{ person: everything(longest), dossiers: Array.from({ length: 40 }, (_, i) => dossier(i)) },
    ...{ status: 'refused', withdrawal: 'refused', isActive: false },
    next: {
      because: 'refused',
      who: 'collaborateur',
      refusal: 'invitation-domain-denied',
      dossierCode: longest(40),
      label,
    },
  });
}

function personCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const show = (view: Partial<InterlocuteurView>, remark?: (typeof INTERLOCUTEUR_REMARKS)[number]) =>
    interlocuteurCard({ locale, person: viewOf(view), remark });
  const cases: Record<string, Answer> = {
    'interlocuteur, everything in place': show({}),
    'interlocuteur, inactive': show({ isActive: false }),
    'interlocuteur, removed': show(
      { isRemoved: true, status: 'removed', dossiers: [], withdrawal: 'to-do' },
      'removed',
    ),
    'interlocuteur, bare': show({
      status: 'not-invited',
      dossiers: [],
      next: { because: 'not-linked', who: 'collaborateur' },
    }),
    'interlocuteur, without services': show({ dossiers: [dossierOf({ services: [], isDirigeant: false })] }),
    'interlocuteur, hostile': show({
      person: everything(hostile),
      dossiers: [dossierOf({ code: hostile, raisonSociale: 'x' })],
    }),
    'interlocuteur, longest': interlocuteurCard({ locale, person: longView(longest), remark: 'known' }),
  };
  for (const status of GUEST_STATES) cases[`interlocuteur, ${status}`] = show({ status });
  for (const remark of INTERLOCUTEUR_REMARKS) cases[`interlocuteur, ${remark}`] = show({}, remark);
  for (const [because, who] of NEXT) {
    const label = { fr: 'Offre Start', en: 'Start offer' };
    cases[`interlocuteur, next ${because}`] = show({ next: { because, who } });
    cases[`interlocuteur, next ${because} of a service`] = show({
      next: { because, who, dossierCode: 'TEST1', label },
    });
  }
  return cases;
}

function formCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const cardOf = (form: InterlocuteurForm, data: Partial<InterlocuteurFormData> = {}) =>
    interlocuteurFormCard({
      ...{ locale, draftId: DRAFT, form, checked: checkInterlocuteurForm(form), dossiers: { found: [] } },
      ...data,
    });
  const good: InterlocuteurForm = { nom: 'Martin', prenom: 'Claire', email: 'c@x.example', qualite: 'direction-tpe' };
  const found = [{ id: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin' }];
  const choices = {
    dossiers: [...found, { id: 'c'.repeat(24), code: 'TEST12', raisonSociale: hostile }],
    hasMore: true,
  };
  const modifies = { person: 'Claire Martin', isInvited: true };
  const cases: Record<string, Answer> = {
    'interlocuteur form, empty': cardOf({}),
    'interlocuteur form, empty and submitted': cardOf({}, { isSubmitted: true }),
    'interlocuteur form, ready': cardOf({ ...good, dossiers: 'TEST1' }, { dossiers: { found } }),
    'interlocuteur form, ready, everything open': cardOf(good, { showsAll: true }),
    'interlocuteur form, name only': cardOf({ nom: 'Martin' }),
    'interlocuteur form, role unknown': cardOf({ ...good, qualite: '', role: 'Vigie' }),
    'interlocuteur form, modifying': cardOf(good, { modifies, showsAll: true }),
    'interlocuteur form, modifying, stale': cardOf(good, { modifies, showsAll: true, isStale: true }),
    'interlocuteur form, hostile': cardOf(
      { nom: hostile, role: hostile, dossiers: hostile, notes: hostile },
      {
        ...{ isSubmitted: true, showsAll: true, modifies: { person: hostile, isInvited: true } },
        dossiers: { found: [], fault: { fault: 'dossier-none', typed: hostile } },
      },
    ),
  };
  for (const fault of FAULTS) {
    const faults = Object.fromEntries(FORM_FIELDS.map((field) => [field, fault]));
    const checked = { ...checkInterlocuteurForm(good), faults };
    cases[`interlocuteur form, ${fault} everywhere`] = cardOf(good, { checked, isSubmitted: true });
  }
  for (const fault of DOSSIER_FAULTS) {
    cases[`interlocuteur form, ${fault}`] = cardOf(
      { ...good, dossiers: 'TEST', dossierIds: 'b'.repeat(24) },
      { isSubmitted: true, dossiers: { found, fault: { fault, typed: 'TEST' }, choices } },
    );
  }
  // As much as the schema of the form lets through, all of it wrong.
  const most = { nom: 400, prenom: 400, email: 1_000, qualite: 40, mobile: 100, dossiers: 400, dossierIds: 400 };
  const more = { role: 200, fixe: 100, adresse1: 400, adresse2: 400, adresse3: 400, codePostal: 40, commune: 200 };
  const sizes = { ...most, ...more, pays: 100, notes: 4_000 };
  const form = Object.fromEntries(Object.entries(sizes).map(([field, size]) => [field, longest(size)]));
  const dossiers = Array.from({ length: 10 }, (_, i) => ({
    ...{ id: `${i}`.repeat(24), code: longest(40), raisonSociale: longest(200) },
  }));
  cases['interlocuteur form, longest'] = cardOf(form, {
    ...{ isSubmitted: true, showsAll: true, modifies: undefined },
    dossiers: {
      found: dossiers,
      fault: { fault: 'dossier-several', typed: longest(400) },
      choices: { dossiers, hasMore: true },
    },
  });
  return cases;
}

function doubtCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const person = (overrides: Partial<Namesake> = {}): Namesake => ({
    ...{ interlocuteurId: PERSON, nom: 'Martin', prenom: 'Claire', email: 'c_m@x.example', status: 'accepted' },
    dossierCodes: ['TEST1', 'TEST2'],
    ...overrides,
  });
  const email = 'claire_nouvelle@x.example';
  const cardOf = (doubt: Parameters<typeof addressDoubtCard>[0]['doubt'], typed = email) =>
    addressDoubtCard({ locale, draftId: DRAFT, doubt, email: typed });
  const long = person({
    nom: longest(80),
    prenom: longest(80),
    email: longest(254),
    dossierCodes: Array(5).fill(longest(40)),
  });
  const cases: Record<string, Answer> = {
    'address doubt, alias': cardOf({ kind: 'alias', invitedEmail: 'c_m@x.example' }),
    'address doubt, other name': cardOf({ kind: 'other-name', people: [person()] }),
    'address doubt, several': cardOf({
      kind: 'same-name',
      people: [person(), person({ dossierCodes: [] })],
      hasMore: true,
    }),
    'address doubt, hostile': cardOf({
      kind: 'same-name',
      people: [person({ nom: hostile, dossierCodes: [hostile] })],
      hasMore: false,
    }),
    'address doubt, longest': cardOf({ kind: 'same-name', people: [long, long, long], hasMore: true }, longest(1_000)),
  };
  for (const status of GUEST_STATES) {
    cases[`address doubt, ${status}`] = cardOf({ kind: 'same-name', people: [person({ status })], hasMore: false });
  }
  return cases;
}

function closingCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const cases: Record<string, Answer> = {};
  const views: Record<string, InterlocuteurView> = {
    plain: viewOf(),
    'several dossiers': viewOf({ dossiers: [dossierOf(), dossierOf({ dossierId: 'c'.repeat(24), services: [] })] }),
    'nothing open': viewOf({ status: 'not-invited', dossiers: [dossierOf({ services: [] })] }),
    longest: longView(longest),
  };
  for (const [name, person] of Object.entries(views)) {
    cases[`deactivate, ${name}`] = deactivateCard({ locale, person });
    cases[`remove interlocuteur, ${name}`] = removeCard({ locale, person });
    cases[`unlink, ${name}`] = unlinkCard({ locale, person });
  }
  const person = viewOf({ person: everything(hostile), dossiers: [dossierOf({ code: 'T1' })] });
  cases['deactivate, hostile'] = deactivateCard({ locale, person });
  cases['remove interlocuteur, hostile'] = removeCard({ locale, person });
  cases['unlink, hostile'] = unlinkCard({ locale, person });
  cases['remove interlocuteur, without dossier'] = removeCard({ locale, person: viewOf({ dossiers: [] }) });

  const link = { locale, interlocuteurId: PERSON, person: 'Claire Martin' };
  const dossiers = [{ id: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin' }];
  const longs = Array.from({ length: 10 }, (_, i) => ({
    ...{ id: `${i}`.repeat(24), code: longest(40), raisonSociale: longest(200) },
  }));
  cases['link, empty'] = linkDossierCard(link);
  for (const fault of DOSSIER_FAULTS) {
    const asked = { fault: { fault, typed: 'TEST' }, choices: { dossiers, hasMore: false } };
    cases[`link, ${fault}`] = linkDossierCard({ ...link, typed: 'TEST', chosen: dossiers[0]?.id, ...asked });
  }
  const fault = { fault: 'dossier-none' as const, typed: hostile };
  cases['link, hostile'] = linkDossierCard({ ...link, person: hostile, typed: hostile, fault });
  cases['link, longest'] = linkDossierCard({
    ...{ ...link, person: longest(161), typed: longest(400), chosen: longest(400) },
    ...{ fault: { fault: 'dossier-several', typed: longest(400) }, choices: { dossiers: longs, hasMore: true } },
  });
  return cases;
}

function listCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const line = (overrides = {}) => ({
    ...{ interlocuteurId: PERSON, nom: 'Martin', prenom: 'Claire', email: 'c_m@x.example', isActive: true },
    ...{ mobile: undefined, fixe: undefined, ...overrides },
  });
  const dossier = { dossierId: 'b'.repeat(24), code: 'TEST1', raisonSociale: 'Boulangerie Martin' };
  const phones = { mobile: '+37369123456', fixe: '+33240123456' };
  const longLine = line({ nom: longest(80), prenom: longest(80), email: longest(254), ...phones, isActive: false });
  const people = (text: string, count = 1) =>
    Array.from({ length: count }, () => ({
      ...{ interlocuteurId: PERSON, nom: text, prenom: text, email: 'x_x@x.example', dossierCodes: [text] },
    }));
  const choose = { locale, typed: 'martin', hasMore: false, act: 'view' as const };
  const page = (data: Partial<Parameters<typeof interlocuteursCard>[0]['page']>) =>
    interlocuteursCard({ locale, page: { lines: [line()], isFirstPage: true, ...data } });
  return {
    'interlocuteurs, empty': page({ lines: [] }),
    'interlocuteurs, empty dossier': page({ lines: [], dossier }),
    'interlocuteurs, past the end': page({ lines: [], isFirstPage: false }),
    'interlocuteurs, every kind of line': page({
      lines: [
        line(),
        line({ isActive: false }),
        line({ prenom: undefined, ...phones }),
        line({ fixe: phones.fixe }),
        line({ mobile: phones.mobile }),
      ],
    }),
    'interlocuteurs, middle page': page({ dossier, isFirstPage: false, nextAfterId: PERSON }),
    'interlocuteurs, hostile': page({ lines: [line({ nom: hostile })], dossier: { ...dossier, raisonSociale: 'x' } }),
    'interlocuteurs, longest': page({
      ...{ lines: Array(8).fill(longLine), isFirstPage: false, nextAfterId: PERSON },
      dossier: { ...dossier, code: longest(40), raisonSociale: longest(200) },
    }),
    'choose interlocuteur': chooseInterlocuteurCard({ ...choose, people: people('Martin', 2) }),
    'choose interlocuteur, to link': chooseInterlocuteurCard({
      ...{ ...choose, act: 'link', dossierIds: ['b'.repeat(24)], people: people('Martin'), hasMore: true },
    }),
    'choose interlocuteur, hostile': chooseInterlocuteurCard({ ...choose, typed: 'x', people: people(hostile) }),
    'choose interlocuteur, longest': chooseInterlocuteurCard({
      ...{ ...choose, typed: longest(2_000), people: people(longest(80), 8), hasMore: true },
      dossierIds: Array(10).fill('b'.repeat(24)),
    }),
    'no interlocuteur': noInterlocuteurCard(locale, 'zzz'),
    'no interlocuteur named': noInterlocuteurCard(locale, ' '),
    'no interlocuteur, hostile': noInterlocuteurCard(locale, hostile),
    'no interlocuteur, longest': noInterlocuteurCard(locale, longest(2_000)),
  };
}

function draftCases(locale: Locale, hostile: string, longest: Longest): Record<string, Answer> {
  const line = (overrides = {}) => ({
    ...{ draftId: DRAFT, kind: 'interlocuteur' as const, label: 'Paul Petit', updatedAt: AT, hasExpired: false },
    ...overrides,
  });
  const expired = { locale, draftId: DRAFT, kind: 'interlocuteur' as const, label: 'Paul Petit', days: 7 };
  const drafts = (lines: ReturnType<typeof line>[]) => draftsCard({ locale, timeZone: 'Europe/Paris', lines });
  const cases: Record<string, Answer> = {
    'drafts, none': drafts([]),
    'drafts, every kind': drafts(
      DRAFT_KINDS.flatMap((kind) => [line({ kind }), line({ kind, label: '', hasExpired: true })]),
    ),
    'drafts, hostile': drafts([line({ label: hostile })]),
    'drafts, longest': drafts(Array.from({ length: 8 }, () => line({ label: longest(800), hasExpired: true }))),
    'draft expired, a day': draftExpiredCard({ ...expired, days: 1 }),
    'draft expired, unnamed': draftExpiredCard({ ...expired, label: '' }),
    'draft expired, hostile': draftExpiredCard({ ...expired, label: hostile }),
    'draft expired, longest': draftExpiredCard({ ...expired, label: longest(800) }),
  };
  for (const kind of DRAFT_KINDS) cases[`draft expired, ${kind}`] = draftExpiredCard({ ...expired, kind });
  return cases;
}
