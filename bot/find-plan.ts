/** From a sentence about a service to the card that answers it. */
import { openDraft } from '../workflows/drafts/keep-draft.ts';
import { getPlan } from '../workflows/offers/get-plan.ts';
import {
  type PlanForm,
  planFormSchema,
  type ResolvedPlan,
  resolvePlanForm,
} from '../workflows/offers/resolve-plan-form.ts';
import { showRecord } from './actions/show-record.ts';
import { planChangeCard } from './cards/plan-change-card.ts';
import { planFormCard } from './cards/plan-form-card.ts';
import { planRevokeCard } from './cards/plan-revoke-card.ts';
import type { BotContext } from './context.ts';
import { personName } from './locales/index.ts';
import type { Answer } from './turn.ts';
import { type OfferSentence, readOfferSentence } from './understanding/read-offer-sentence.ts';

export async function answerOfferSentence(context: BotContext, text: string): Promise<Answer> {
  const { staff } = context;
  const { act, ...sentence } = readOfferSentence(text);
  const form = planFormSchema.parse(sentence);
  const resolved = await resolvePlanForm(staff, form);
  if (act !== 'open') {
    const answer = await answerChange(context, act, sentence, resolved);
    if (answer) return answer;
  }
  const { dossier, person, offer, faults } = resolved;
  // The subscription is asked on the plan itself.
  const { subscription: _, ...missing } = faults;
  if (dossier && person && offer && Object.keys(missing).length === 0) {
    return showRecord(context, 'plan', {
      ...{ dossierId: String(dossier._id), interlocuteurId: String(person._id), offer: offer.code },
    });
  }
  return askForTheRest(context, form, resolved);
}

/** Somebody who has the service: what would end is said before anything does. */
async function answerChange(
  { staff }: BotContext,
  act: 'change' | 'end',
  { offer: named }: Omit<OfferSentence, 'act'>,
  { dossier, person, catalogue }: ResolvedPlan,
): Promise<Answer | undefined> {
  if (!dossier || !person) return undefined;
  const open = dossier.grants.filter(
    ({ interlocuteurId, status }) => status !== 'revoked' && interlocuteurId.equals(person._id),
  );
  // The service wanted is not the one to be changed; without a name, only one that is alone is meant.
  const candidates = open.filter(({ offer }) => (act === 'change' ? offer !== named : !named || offer === named));
  const [current] = candidates;
  if (!current || candidates.length > 1) return undefined;
  const refs = {
    ...{ dossierId: String(dossier._id), interlocuteurId: String(person._id), offer: current.offer },
  };
  const plan = await getPlan(staff.cabinetId, refs);
  if (!plan) return undefined;
  const { locale } = staff;
  if (act === 'end') {
    const rights = catalogue.find(({ code }) => code === current.offer)?.rights ?? [];
    return planRevokeCard({ locale, plan, rights });
  }
  const others = catalogue.filter(({ code, isPresent }) => isPresent && code !== current.offer);
  return planChangeCard({ locale, plan, others, to: named });
}

export async function askForTheRest(
  { services, staff }: BotContext,
  form: PlanForm,
  resolved: ResolvedPlan,
): Promise<Answer> {
  const name = personName({ prenom: form.prenom, nom: form.nom });
  const label = [resolved.offer?.label?.[staff.locale], name || form.email, form.dossier].filter(Boolean).join(' · ');
  const draft = await openDraft(services, staff, { kind: 'plan', form: { ...form }, label });
  return planFormCard({ locale: staff.locale, draftId: String(draft._id), form, resolved });
}
