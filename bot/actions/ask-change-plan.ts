import { AppError } from '../../errors.ts';
import { getPlan } from '../../workflows/offers/get-plan.ts';
import { listOffers } from '../../workflows/offers/list-offers.ts';
import { planChangeCard } from '../cards/plan-change-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const askChangePlan = defineAction('plan.change-ask', async (context, { turn, ...refs }) => {
  const { cabinetId, locale } = context.staff;
  const [plan, catalogue] = await Promise.all([getPlan(cabinetId, refs), listOffers(cabinetId)]);
  if (!plan) throw new AppError('not-found', { because: 'plan' });
  if (plan.turn !== turn) return showRecord(context, 'plan', refs, 'stale-click');
  const others = catalogue.filter(({ code, isPresent }) => isPresent && code !== refs.offer);
  return planChangeCard({ locale, plan, others });
});
