import { startPlan as start } from '../../workflows/offers/start-plan.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Does all that can be done now, in order, resuming where it stopped. A click on an older state changes nothing. */
export const startPlan = defineAction('plan.start', async (context, { subscription, turn, invitation, ...refs }) => {
  const { services, staff } = context;
  const confirmsSubscription = subscription === 'true';
  const outcome = await start(services, staff, { ...refs, confirmsSubscription, seen: { turn, invitation } });
  return showRecord(context, 'plan', refs, outcome);
});
