import { getPlan } from '../../workflows/offers/get-plan.ts';
import { type PlanRemark, planCard } from '../cards/plan-card.ts';
import type { ShowRecord } from './shown.ts';

export const showPlanCard: ShowRecord = async (services, { cabinetId, locale }, refs, remark) => {
  const { dossierId = '', interlocuteurId = '', offer = '' } = refs;
  const plan = await getPlan(cabinetId, { dossierId, interlocuteurId, offer });
  const { timeZone } = services.config.firm;
  return plan && planCard({ locale, timeZone, plan, remark: remark as PlanRemark | undefined });
};
