import { endOffer } from '../../workflows/offers/end-offer.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Takes the service back. Taken back already, or proposed anew since, the click changes nothing and shows so. */
export const revokePlan = defineAction('plan.revoke', async (context, { turn, ...refs }) => {
  const outcome = await endOffer(context.services, context.staff, { kind: 'revoke', ...refs, turn });
  return showRecord(context, 'plan', refs, outcome === 'done' ? undefined : 'stale-click');
});
