import { AppError } from '../../errors.ts';
import { endOffer } from '../../workflows/offers/end-offer.ts';
import { getPlan } from '../../workflows/offers/get-plan.ts';
import { listOffers } from '../../workflows/offers/list-offers.ts';
import { planChangeCard } from '../cards/plan-change-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** One service for another, in one act: the rights of the first are gone with it (domain 252). */
export const changePlan = defineAction('plan.change', async (context, { turn, to, subscription, ...refs }) => {
  const { services, staff } = context;
  const { dossierId, interlocuteurId, offer: from } = refs;
  const catalogue = await listOffers(staff.cabinetId);
  const others = catalogue.filter(({ code, isPresent }) => isPresent && code !== from);
  const isChosen = others.some(({ code }) => code === to);
  const outcome = isChosen
    ? await endOffer(services, staff, {
        ...{ kind: 'change', dossierId, interlocuteurId, from, to, turn },
        confirmsSubscription: subscription === 'true',
      })
    : 'subscription-required';
  if (outcome === 'subscription-required') {
    const plan = await getPlan(staff.cabinetId, refs);
    if (!plan) throw new AppError('not-found', { because: 'plan' });
    return planChangeCard({ locale: staff.locale, plan, others, to, asksSubscription: isChosen });
  }
  if (outcome === 'nothing-to-do' || outcome === 'stale-click') {
    return showRecord(context, 'plan', refs, 'stale-click');
  }
  // No longer an interlocuteur of the dossier: what they had is gone, and nothing takes its place.
  if (outcome === 'only-revoked') return showRecord(context, 'plan', refs);
  return showRecord(context, 'plan', { dossierId, interlocuteurId, offer: to });
});
