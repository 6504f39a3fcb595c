import { startPlan as start } from '../../workflows/offers/start-plan.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Does all that can be done now, in order, resuming where it stopped. */
export const startPlan = defineAction('plan.start', async (context, { subscription, ...refs }) => {
  const { services, staff } = context;
  const outcome = await start(services, staff, { ...refs, confirmsSubscription: subscription === 'true' });
  return showRecord(context, 'plan', refs, outcome);
});
