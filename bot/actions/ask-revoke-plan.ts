import { AppError } from '../../errors.ts';
import { getPlan } from '../../workflows/offers/get-plan.ts';
import { listOffers } from '../../workflows/offers/list-offers.ts';
import { planRevokeCard } from '../cards/plan-revoke-card.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

export const askRevokePlan = defineAction('plan.revoke-ask', async (context, { turn, ...refs }) => {
  const { cabinetId, locale } = context.staff;
  const [plan, catalogue] = await Promise.all([getPlan(cabinetId, refs), listOffers(cabinetId)]);
  if (!plan) throw new AppError('not-found', { because: 'plan' });
  if (plan.turn !== turn) return showRecord(context, 'plan', refs, 'stale-click');
  const rights = catalogue.find(({ code }) => code === refs.offer)?.rights ?? [];
  return planRevokeCard({ locale, plan, rights });
});
