/** The cards of services, dossiers, portfolio and exit, in every state that they can show. */
import { Types } from 'mongoose';
import { catalogueCard } from '../../../bot/cards/catalogue-card.ts';
import { chooseDossierCard } from '../../../bot/cards/choose-dossier-card.ts';
import { dossierCard } from '../../../bot/cards/dossier-card.ts';
import { droppedCard } from '../../../bot/cards/dropped-card.ts';
import { endOfferCard } from '../../../bot/cards/end-offer-card.ts';
import { exitCard } from '../../../bot/cards/exit-card.ts';
import { importsCard } from '../../../bot/cards/imports-card.ts';
import { offerFormCard } from '../../../bot/cards/offer-form-card.ts';
import { planCard } from '../../../bot/cards/plan-card.ts';
import { planChangeCard } from '../../../bot/cards/plan-change-card.ts';
import { planFormCard } from '../../../bot/cards/plan-form-card.ts';
import { planRequestCard } from '../../../bot/cards/plan-request-card.ts';
import { planRevokeCard } from '../../../bot/cards/plan-revoke-card.ts';
import { portfolioCard } from '../../../bot/cards/portfolio-card.ts';
import { whereIsCard } from '../../../bot/cards/where-is-card.ts';
import type { Locale } from '../../../bot/locales/index.ts';
import type { Answer } from '../../../bot/turn.ts';
import { DOSSIER_STATES } from '../../../models/dossier.ts';
import { REVOKED_BECAUSE } from '../../../models/dossier-offers.ts';
import { GUEST_STATES } from '../../../models/interlocuteur.ts';
import { CLIENT_RIGHTS, type OfferRecord } from '../../../models/offer.ts';
import { PARTNER_IMPORT_STATES } from '../../../models/partner-import.ts';
import type { DossierPerson, DossierView } from '../../../workflows/dossiers/get-dossier.ts';
import type { ExitPerson, ExitView } from '../../../workflows/dossiers/preview-exit.ts';
import type { PlanBecause, PlanStep, PlanStepState } from '../../../workflows/offers/build-plan.ts';
import { checkOfferForm, toOfferForm } from '../../../workflows/offers/check-offer-form.ts';
import { DEFAULT_CATALOGUE } from '../../../workflows/offers/default-catalogue.ts';
import type { PlanView } from '../../../workflows/offers/get-plan.ts';
import { type PlanFault, planFormSchema, type ResolvedPlan } from '../../../workflows/offers/resolve-plan-form.ts';

const AT = new Date('2026-11-23T09:00:00Z');
const ID = { dossierId: 'b'.repeat(24), interlocuteurId: 'a'.repeat(24) };
const TIME = { timeZone: 'Europe/Paris' };

const CATALOGUE = DEFAULT_CATALOGUE.map((entry) => ({
  ...entry,
  ...{ _id: new Types.ObjectId(), cabinetId: 'x', isPresent: true, version: 1, outbox: [] },
})) as unknown as OfferRecord[];

const BECAUSE: [PlanStep['key'], PlanStepState, PlanBecause, PlanStep['who']][] = [
  ['person', 'to-do', 'not-linked', 'collaborateur'],
  ['person', 'blocked', 'removed', 'collaborateur'],
  ['person', 'blocked', 'inactive', 'collaborateur'],
  ['guest', 'to-do', 'never-invited', 'collaborateur'],
  ['guest', 'to-do', 'access-removed', 'collaborateur'],
  ['guest', 'under-way', 'inviting', 'relais'],
  ['guest', 'waiting', 'not-accepted', 'client'],
  ['offer', 'blocked', 'not-in-domain', 'administrateur'],
  ['offer', 'to-do', 'subscription', 'responsable'],
  ['offer', 'to-do', 'not-activated', 'responsable'],
  ['grant', 'to-do', 'not-proposed', 'responsable'],
  ['grant', 'waiting', 'after-acceptance', 'client'],
  ['grant', 'under-way', 'mails', 'relais'],
  ['grant', 'under-way', 'mails-delayed', 'relais'],
  ['extension', 'to-do', 'after-proposal', 'collaborateur'],
  ['extension', 'to-do', 'not-initialised', 'collaborateur'],
];
const KEYS = ['person', 'guest', 'offer', 'grant', 'extension'] as const;

function planOf(overrides: Partial<PlanView> = {}): PlanView {
  const steps = overrides.steps ?? KEYS.map((key) => ({ key, state: 'done' as const, at: AT }));
  return {
    ...{ ...ID, offer: 'consultation', label: { fr: 'Consultation', en: 'Consultation' }, isPaid: true },
    ...{ turn: 3, invitation: 2 },
    dossier: { code: 'TEST1', raisonSociale: 'Boulangerie Martin', status: 'active' },
    person: { prenom: 'Claire', nom: 'Martin', email: 'claire_m@boulangerie.example' },
    ...{ sendsTwoMails: false, asksSubscription: false, isComplete: steps.every(({ state }) => state === 'done') },
    ...overrides,
    steps,
  };
}

function stepsWith(step: PlanStep): PlanStep[] {
  return KEYS.map((key) => (key === step.key ? step : { key, state: 'done', at: AT }));
}

export function offerCases(
  locale: Locale,
  hostile: string,
  longest: (length: number) => string,
): Record<string, Answer> {
  const show = (plan: Partial<PlanView>, remark?: Parameters<typeof planCard>[0]['remark']) =>
    planCard({ locale, ...TIME, plan: planOf(plan), remark });
  const cases: Record<string, Answer> = {
    'plan, complete': show({}),
    'plan, undated': show({ steps: KEYS.map((key) => ({ key, state: 'done' })) }),
  };
  for (const [key, state, because, who] of BECAUSE) {
    cases[`plan, ${key} ${because}`] = show({
      steps: stepsWith({ key, state, because, who }),
      asksSubscription: because === 'subscription',
    });
  }
  for (const key of ['guest', 'grant'] as const) {
    const refused = {
      key,
      state: 'blocked',
      because: key === 'guest' ? 'refused' : 'mails-refused',
      refusal: 'graph-permission-missing',
    } as const;
    cases[`plan, ${key} refused`] = show({ steps: stepsWith({ ...refused, who: 'administrateur' }) });
  }
  for (const remark of [
    'started',
    'nothing-to-do',
    'needs-responsable',
    'subscription-required',
    'stale-click',
    'done',
  ] as const) {
    cases[`plan, ${remark}`] = show({ asksSubscription: remark === 'subscription-required' }, remark);
  }
  for (const because of REVOKED_BECAUSE) {
    const steps = stepsWith({ key: 'grant', state: 'to-do', because: 'not-proposed', who: 'responsable' });
    cases[`plan, revoked ${because}`] = show({ steps, isComplete: false, revoked: { at: AT, because } });
  }
  cases['plan, two mails'] = show({ sendsTwoMails: true });
  const left = { dossier: { code: 'TEST1', raisonSociale: 'Boulangerie Martin', status: 'left' as const } };
  cases['plan, client left'] = show(left);
  const odd = { code: hostile, raisonSociale: hostile, status: 'active' as const };
  const oddPlan = planOf({
    dossier: odd,
    person: { prenom: hostile, nom: hostile, email: 'a_b*c@x.example' },
    label: { fr: hostile, en: hostile },
  });
  cases['plan, hostile'] = planCard({ locale, ...TIME, plan: oddPlan });
  const long = { code: longest(40), raisonSociale: longest(200), status: 'active' as const };
  const longPlan = planOf({
    dossier: long,
    person: { prenom: longest(80), nom: longest(80), email: 'x@x.example' },
    sendsTwoMails: true,
  });
  cases['plan, longest'] = planCard({ locale, ...TIME, plan: longPlan });
  cases['plan revoke'] = planRevokeCard({ locale, plan: planOf(), rights: CLIENT_RIGHTS });
  cases['plan revoke, hostile'] = planRevokeCard({ locale, plan: oddPlan, rights: [] });
  cases['plan request'] = planRequestCard({ locale, plan: planOf(), asker: 'Nadia Benali' });
  cases['plan request, hostile'] = planRequestCard({ locale, plan: oddPlan, asker: hostile });
  cases['plan request, unnamed'] = planRequestCard({ locale, plan: longPlan });
  cases['plan change'] = planChangeCard({ locale, plan: planOf(), others: CATALOGUE });
  cases['plan change, to confirm'] = planChangeCard({
    locale,
    plan: planOf(),
    others: CATALOGUE,
    to: 'start',
    asksSubscription: true,
  });
  cases['plan change, nothing else'] = planChangeCard({ locale, plan: planOf(), others: [] });
  cases['plan dropped'] = droppedCard(locale, 'planForm.cancelled');
  return {
    ...cases,
    ...formCases(locale, hostile, longest),
    ...catalogueCases(locale, hostile),
    ...dossierCases(locale, hostile, longest),
    ...exitCases(locale, hostile, longest),
  };
}

const FAULTS: PlanFault[] = [
  ...(['required', 'too-long', 'characters', 'email-invalid', 'qualite-invalid', 'dossier-none'] as const),
  ...(['dossier-several', 'person-several', 'person-unknown', 'email-differs', 'subscription-required'] as const),
];

function formCases(locale: Locale, hostile: string, longest: (length: number) => string): Record<string, Answer> {
  const base: ResolvedPlan = { catalogue: CATALOGUE, asksSubscription: true, faults: {} };
  const dossiers = [
    { _id: new Types.ObjectId(ID.dossierId), code: 'TEST1', raisonSociale: 'Boulangerie Martin' },
  ] as never[];
  const empty = planFormSchema.parse({});
  const fields = ['offer', 'dossier', 'interlocuteurId', 'prenom', 'nom', 'email', 'qualite', 'subscription'] as const;
  const all = (fault: PlanFault) => Object.fromEntries(fields.map((field) => [field, fault]));
  const draftId = 'd'.repeat(24);
  const cases: Record<string, Answer> = {
    'plan form, empty': planFormCard({ locale, draftId, form: empty, resolved: { ...base, faults: all('required') } }),
    'plan form, everything shown': planFormCard({ locale, draftId, form: empty, resolved: base, showsAll: true }),
    'plan form, two of a name': planFormCard({
      ...{ locale, draftId, isSubmitted: true, form: planFormSchema.parse({ prenom: 'Claire', nom: 'Martin' }) },
      resolved: {
        ...base,
        choices: [{ interlocuteurId: ID.interlocuteurId, prenom: 'Claire', nom: hostile, email: 'c@x.example' }],
        faults: { interlocuteurId: 'email-differs' },
      },
    }),
    'plan form, several dossiers': planFormCard({
      ...{ locale, draftId, form: planFormSchema.parse({ dossier: 'TEST' }), isSubmitted: true },
      resolved: {
        ...base,
        dossierMatch: { kind: 'several', dossiers, hasMore: true },
        faults: { dossier: 'dossier-several' },
      },
    }),
  };
  for (const fault of FAULTS) {
    const form = planFormSchema.parse({ dossier: 'TEST', nom: 'Martin', offer: 'consultation' });
    const resolved = { ...base, offer: CATALOGUE[1], faults: all(fault) };
    cases[`plan form, ${fault} everywhere`] = planFormCard({ locale, draftId, form, resolved, isSubmitted: true });
  }
  const longForm = planFormSchema.parse({
    ...{ dossier: longest(200), nom: longest(400), prenom: longest(400), email: longest(1_000), offer: 'start' },
  });
  const many = Array.from({ length: 10 }, (_, i) => ({
    _id: new Types.ObjectId(),
    code: longest(40),
    raisonSociale: `${longest(200)}${i}`,
  }));
  cases['plan form, longest'] = planFormCard({
    ...{ locale, draftId, form: longForm, isSubmitted: true, showsAll: true },
    resolved: {
      ...base,
      dossierMatch: { kind: 'several', dossiers: many as never[], hasMore: true },
      faults: all('too-long'),
    },
  });
  return cases;
}

function catalogueCases(locale: Locale, hostile: string): Record<string, Answer> {
  const odd = CATALOGUE.map((offer) => ({
    ...offer,
    isPresent: false,
    label: { fr: hostile, en: hostile },
  })) as OfferRecord[];
  const form = toOfferForm(CATALOGUE[0]!);
  const wrong = { ...form, labelFr: '', labelEn: 'x'.repeat(60), downloadUrl: 'ftp' };
  const checked = checkOfferForm(wrong);
  return {
    'catalogue, administrateur': catalogueCard({ locale, offers: CATALOGUE, mayEdit: true }),
    'catalogue, collaborateur': catalogueCard({ locale, offers: CATALOGUE, mayEdit: false }),
    'catalogue, saved': catalogueCard({ locale, offers: CATALOGUE, mayEdit: true, remark: 'saved' }),
    'catalogue, stale': catalogueCard({ locale, offers: CATALOGUE, mayEdit: true, remark: 'stale' }),
    'catalogue, hostile': catalogueCard({ locale, offers: odd, mayEdit: false }),
    'offer form': offerFormCard({ locale, code: 'start', version: 1, form }),
    'offer form, faulty': offerFormCard({
      ...{ locale, code: 'start', version: 1, form: wrong, faults: checked.ok ? {} : checked.faults },
    }),
  };
}

function dossierOf(overrides: Partial<DossierView> = {}): DossierView {
  return {
    ...{ dossierId: ID.dossierId, code: 'TEST1', raisonSociale: 'Boulangerie Martin', status: 'active', version: 2 },
    ...{
      siren: '912003407',
      nic: '00018',
      ape: '1071C',
      adresse: '12 rue du Four',
      codePostal: '44000',
      ville: 'Nantes',
    },
    ...{ pays: 'FR', maitre: 'Camille Roux', chefDeMission: 'Julien Lefèvre', offers: [], people: [], hasMore: false },
    ...{ teamsStatus: 'nobody', imports: { awaiting: 0, total: 0 } },
    ...overrides,
  };
}

function personOf(overrides: Partial<DossierPerson> = {}): DossierPerson {
  return {
    ...{ interlocuteurId: ID.interlocuteurId, prenom: 'Claire', nom: 'Martin', email: 'c@x.example' },
    ...{ qualite: 'direction-tpe', isDirigeant: true, isActive: true, guest: 'accepted', services: [] },
    ...overrides,
  };
}

function dossierCases(locale: Locale, hostile: string, longest: (length: number) => string): Record<string, Answer> {
  const label = { fr: 'Consultation', en: 'Consultation' };
  const services = BECAUSE.map(([key, state, because, who]) => ({
    ...{ offer: 'consultation', label, status: 'proposed' as const, stuck: { key, state, because, who } },
  }));
  const offers = [
    { code: 'consultation', label, extension: 'initialised' as const, openedAt: AT.getTime() },
    { code: 'start', label: { fr: 'Start', en: 'Start' }, extension: 'to-initialise' as const, openedAt: AT.getTime() },
  ];
  const cases: Record<string, Answer> = {
    'dossier, created': dossierCard({
      locale,
      dossier: dossierOf({ siren: undefined, nic: undefined }),
      remark: 'created',
    }),
    'dossier, reopened': dossierCard({ locale, dossier: dossierOf({ nic: undefined }), remark: 'reopened' }),
    'dossier, stuck in every way': dossierCard({
      ...{
        locale,
        dossier: dossierOf({ offers, people: services.map((one) => personOf({ services: [one], isActive: false })) }),
      },
    }),
    'dossier, in place': dossierCard({
      ...{
        locale,
        dossier: dossierOf({ offers, people: [personOf({ services: [{ offer: 'start', label, status: 'active' }] })] }),
      },
    }),
    'dossier, hostile': dossierCard({
      locale,
      dossier: dossierOf({
        ...{ code: hostile, raisonSociale: hostile, adresse: hostile, maitre: hostile, chefDeMission: hostile },
        people: [personOf({ nom: hostile, prenom: hostile })],
      }),
    }),
    'dossier, longest': dossierCard({
      locale,
      dossier: dossierOf({
        ...{
          code: longest(40),
          raisonSociale: longest(200),
          adresse: longest(200),
          maitre: longest(256),
          offers,
          hasMore: true,
        },
        people: Array.from({ length: 10 }, () =>
          personOf({ nom: longest(80), prenom: longest(80), services: services.slice(0, 2) }),
        ),
      }),
    }),
    'end offer': endOfferCard({
      locale,
      dossier: dossierOf({ offers, people: [personOf({ services: services.slice(0, 1) })] }),
    }),
    'end offer, one': endOfferCard({ locale, dossier: dossierOf({ offers: offers.slice(0, 1) }) }),
    'choose dossier, which': chooseDossierCard({
      locale,
      typed: '',
      dossiers: [],
      hasMore: false,
      opens: 'dossier.view',
    }),
    'choose dossier, none': chooseDossierCard({
      locale,
      typed: 'zzz',
      dossiers: [],
      hasMore: false,
      opens: 'exit.view',
    }),
    'choose dossier, several, hostile': chooseDossierCard({
      ...{ locale, typed: 'TEST', hasMore: true, opens: 'exit.view' as const },
      dossiers: [{ id: ID.dossierId, code: 'TEST1', raisonSociale: hostile }],
    }),
    'where is, which': whereIsCard({ locale, typed: '', people: [], dossiers: [] }),
    'where is, unknown': whereIsCard({ locale, typed: 'zzz', people: [], dossiers: [] }),
    'where is, several, hostile': whereIsCard({
      ...{ locale, typed: 'Martin', dossiers: [{ id: ID.dossierId, code: 'TEST1', raisonSociale: 'Boulangerie' }] },
      people: [{ _id: ID.interlocuteurId, nom: hostile, email: 'c@x.example' }],
    }),
    'imports, none': importsCard({ locale, ...TIME, dossier: dossierOf(), lines: [], hasMore: false }),
    'imports, every status, hostile': importsCard({
      ...{ locale, ...TIME, dossier: dossierOf(), hasMore: true },
      lines: PARTNER_IMPORT_STATES.map((status) => ({
        ...{
          importId: 'c'.repeat(24),
          partner: hostile,
          fileName: hostile,
          format: 'custom',
          status,
          createdAt: AT,
          entries: 97_000,
          periodLabel: 'EXERCICE 2021',
        },
      })),
    }),
  };
  for (const status of DOSSIER_STATES)
    cases[`dossier, ${status}`] = dossierCard({ locale, dossier: dossierOf({ status }) });
  for (const teamsStatus of ['nobody', 'operational', 'under-way', 'partial', 'problem'] as const) {
    cases[`dossier, teams ${teamsStatus}`] = dossierCard({ locale, dossier: dossierOf({ teamsStatus }) });
  }
  for (const awaiting of [1, 12]) {
    cases[`dossier, ${awaiting} imports`] = dossierCard({
      locale,
      dossier: dossierOf({ imports: { awaiting, total: 14 } }),
    });
  }
  const line = {
    dossierId: ID.dossierId,
    code: 'TEST1',
    raisonSociale: 'Boulangerie',
    status: 'active',
    teamsStatus: 'operational',
    offers: [label],
    people: 1,
  } as const;
  const page = (lines: number, extra: object) => ({
    lines: Array.from({ length: lines }, () => ({ ...line, offers: [label] })),
    scope: 'mine' as const,
    total: lines,
    ...extra,
  });
  cases['portfolio, empty'] = portfolioCard({ locale, page: page(0, {}), isFirst: true });
  cases['portfolio, one'] = portfolioCard({ locale, page: page(1, { scope: 'all' }), isFirst: true });
  cases['portfolio, first of many'] = portfolioCard({
    locale,
    page: page(8, { next: 'test1', total: 1_000 }),
    isFirst: true,
  });
  cases['portfolio, last'] = portfolioCard({ locale, page: page(3, {}), isFirst: false });
  cases['portfolio, hostile'] = portfolioCard({
    ...{ locale, isFirst: true },
    page: { ...page(0, {}), lines: [{ ...line, offers: [], code: hostile, raisonSociale: hostile }] },
  });
  return cases;
}

function exitCases(locale: Locale, hostile: string, longest: (length: number) => string): Record<string, Answer> {
  const person = (overrides: Partial<ExitPerson>): ExitPerson => ({
    ...{ interlocuteurId: ID.interlocuteurId, prenom: 'Claire', nom: 'Martin', status: 'accepted' as const },
    ...{ otherDossiers: [], services: [{ fr: 'Start', en: 'Start' }] },
    ...overrides,
  });
  const exitOf = (overrides: Partial<ExitView>): ExitView => ({
    ...{
      dossierId: ID.dossierId,
      code: 'TEST1',
      raisonSociale: 'Boulangerie',
      status: 'active',
      version: 4,
      reminders: 0,
    },
    ...{ offers: [{ fr: 'Start', en: 'Start' }], people: GUEST_STATES.map((status) => person({ status })) },
    ...overrides,
  });
  const cases: Record<string, Answer> = {};
  for (const status of DOSSIER_STATES) {
    cases[`exit, ${status}`] = exitCard({
      locale,
      ...TIME,
      exit: exitOf({ status, leftAt: status === 'left' ? AT : undefined }),
    });
    const people = [
      person({ otherDossiers: ['TEST2'] }),
      person({ status: 'removed', withdrawal: 'refused' }),
      person({ status: 'removed', withdrawal: 'to-do' }),
    ];
    cases[`exit, ${status}, every access`] = exitCard({
      locale,
      ...TIME,
      exit: exitOf({ status, people, reminders: 2 }),
    });
  }
  cases['exit, nothing open'] = exitCard({ locale, ...TIME, exit: exitOf({ offers: [], people: [], reminders: 1 }) });
  cases['exit, changed meanwhile'] = exitCard({ locale, ...TIME, exit: exitOf({}), remark: 'stale' });
  cases['exit, hostile'] = exitCard({
    ...{ locale, ...TIME },
    exit: exitOf({
      code: hostile,
      raisonSociale: hostile,
      people: [person({ nom: hostile, otherDossiers: [hostile] })],
    }),
  });
  cases['exit, longest'] = exitCard({
    ...{ locale, ...TIME },
    exit: exitOf({ people: Array.from({ length: 40 }, () => person({ nom: longest(80), prenom: longest(80) })) }),
  });
  return cases;
}
