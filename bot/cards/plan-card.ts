import type { TFunction } from 'i18next';
import { type PlanStep, stuckStep } from '../../workflows/offers/build-plan.ts';
import type { EndOutcome } from '../../workflows/offers/end-offer.ts';
import type { PlanView } from '../../workflows/offers/get-plan.ts';
import type { PlanOutcome } from '../../workflows/offers/start-plan.ts';
import { formatDay, type Locale, personName, words } from '../locales/index.ts';
import type { Answer } from '../turn.ts';
import { banner, button, card, type Element, execute, note, paragraph, plain, title, toggle } from './parts.ts';

export type PlanRemark = PlanOutcome | EndOutcome | 'created' | 'stale-click';
type PlanCardData = { locale: Locale; timeZone: string; plan: PlanView; remark?: PlanRemark };

const GROUND = {
  complete: 'good',
  waiting: 'warning',
  'under-way': 'accent',
  'to-do': 'emphasis',
  blocked: 'attention',
  revoked: 'emphasis',
  left: 'emphasis',
} as const;

/** The three levels of a service for one person, as one list that fills up by itself. */
export function planCard({ locale, timeZone, plan, remark }: PlanCardData): Answer {
  const t = words(locale);
  const { dossier, person, steps, interlocuteurId, dossierId, offer } = plan;
  const label = plan.label[locale];
  const state = stateOf(plan);
  const summary = t('plan.summary', { offer: label, person: personName(person), state: t(`plan.state.${state}`) });
  const refs = { dossierId, interlocuteurId, offer };
  return {
    summary,
    shows: { kind: 'plan', refs, watches: [dossierId, interlocuteurId] },
    card: card({
      speak: summary,
      refresh: execute('plan.view', refs),
      body: [
        title(t('plan.title', { offer: plain(label), person: plain(personName(person)) })),
        note(`${plain(dossier.code)} · ${plain(dossier.raisonSociale)}`),
        banner(t(`plan.state.${state}`), GROUND[state]),
        isSaid(remark) && paragraph(t(`plan.remark.${remark}`)),
        ...revocation(t, { locale, timeZone, plan }),
        ...(state === 'left' ? [] : steps.map((step) => stepRow(t, { locale, timeZone, step }))),
        plan.sendsTwoMails && state !== 'left' && note(t('plan.twoMails')),
        asksNow(plan) && toggle('subscription', t('plan.subscription', { offer: plain(label) })),
      ],
      buttons: buttonsFor(t, plan),
    }),
  };
}

const SAID = ['nothing-to-do', 'needs-responsable', 'subscription-required', 'stale-click'] as const;

/** What went as it should shows on the steps: nothing is said beside them. */
function isSaid(remark: PlanRemark | undefined): remark is (typeof SAID)[number] {
  return SAID.some((one) => one === remark);
}

type PlanState = keyof typeof GROUND;

function stateOf({ isComplete, steps, dossier, revoked }: PlanView): PlanState {
  if (dossier.status !== 'active') return 'left';
  if (isComplete) return 'complete';
  const stuck = stuckStep(steps)?.state;
  if (revoked && stuck === 'to-do') return 'revoked';
  return stuck === undefined || stuck === 'done' ? 'complete' : stuck;
}

/** A paid service that nobody has opened yet, on a plan that can still be started. */
function asksNow({ asksSubscription, dossier }: PlanView): boolean {
  return asksSubscription && dossier.status === 'active';
}

type Dated = { locale: Locale; timeZone: string };

function revocation(t: TFunction, { locale, timeZone, plan }: Dated & { plan: PlanView }): (Element | undefined)[] {
  const { revoked } = plan;
  if (!revoked) return [];
  const because = revoked.because ? t(`plan.revokedBecause.${revoked.because}`) : '';
  const on = revoked.at ? t('plan.revokedOn', { date: formatDay(locale, timeZone, revoked.at) }) : '';
  return [note([on, because].filter(Boolean).join(' '))];
}

/** A mark, the step, and beneath it what it waits for and whom. The mark says nothing that the words do not. */
const MARK = {
  done: { text: '✓', color: 'Good' },
  'under-way': { text: '…', color: 'Accent' },
  waiting: { text: '…', color: 'Warning' },
  'to-do': { text: '○', color: 'Default' },
  blocked: { text: '!', color: 'Attention' },
} as const;

function stepRow(t: TFunction, { locale, timeZone, step }: Dated & { step: PlanStep }): Element {
  const { state, key } = step;
  return {
    type: 'ColumnSet',
    spacing: 'Small',
    columns: [
      {
        type: 'Column',
        width: '20px',
        items: [paragraph(MARK[state].text, { color: MARK[state].color, weight: 'Bolder' })],
      },
      {
        type: 'Column',
        width: 'stretch',
        items: [
          paragraph(t(`plan.step.${key}`), { weight: state === 'done' ? 'Default' : 'Bolder' }),
          paragraph(stepText(t, { locale, timeZone, step }), { isSubtle: true, size: 'Small', spacing: 'None' }),
        ],
      },
    ],
  };
}

function stepText(t: TFunction, { locale, timeZone, step }: Dated & { step: PlanStep }): string {
  if (step.state === 'done') {
    return step.at ? t('plan.done', { date: formatDay(locale, timeZone, step.at) }) : t('plan.doneUndated');
  }
  const because = step.refusal ? t(`errors.${step.refusal}`) : step.because && t(`plan.because.${step.because}`);
  return [because, whoText(t, step)].filter(Boolean).join(' ');
}

/** Whose turn it is, in words; nothing when it is ours. */
export function whoText(t: TFunction, { who, because }: PlanStep): string {
  // What follows by itself is nobody's turn.
  if (!who || who === 'relais' || because === 'after-acceptance' || because === 'after-proposal') return '';
  return t(`plan.who.${who}`);
}

function buttonsFor(t: TFunction, plan: PlanView): (Element | false)[] {
  const { dossierId, interlocuteurId, offer, steps, turn, invitation, dossier } = plan;
  const refs = { dossierId, interlocuteurId, offer };
  const seeDossier = button(t('dossier.see'), 'dossier.view', { dossierId });
  if (dossier.status !== 'active') return [seeDossier];
  const grant = steps.find(({ key }) => key === 'grant');
  const isProposed = grant?.state !== 'to-do';
  // Nothing is opened to somebody deactivated or removed.
  const isBarred = steps.some(({ key, state }) => key === 'person' && state === 'blocked');
  const canGoOn = !isBarred && steps.some((step) => isForUs(step));
  const go = button(
    t(isProposed ? 'offerButtons.resume' : 'offerButtons.startAll'),
    ...(['plan.start', { ...refs, turn, invitation }] as const),
    { style: 'positive', associatedInputs: 'auto' },
  );
  const guest = steps.find(({ key }) => key === 'guest');
  const seesInvitation = guest?.state === 'waiting' || guest?.state === 'blocked';
  return [
    canGoOn && go,
    seesInvitation && button(t('buttons.see'), 'invitation.view', { interlocuteurId, dossierId }),
    isProposed && button(t('offerButtons.change'), 'plan.change-ask', { ...refs, turn }),
    isProposed && button(t('offerButtons.revoke'), 'plan.revoke-ask', { ...refs, turn }),
    seeDossier,
  ];
}

/** Something that a click can do now. */
function isForUs({ state, key, because }: PlanStep): boolean {
  if (key === 'grant' && state === 'blocked') return true;
  return state === 'to-do' && because !== 'after-proposal';
}
