import { endOffer } from '../../workflows/offers/end-offer.ts';
import { defineAction } from './action.ts';
import { showRecord } from './show-record.ts';

/** Takes the service back. Taken back already, the click changes nothing and shows so. */
export const revokePlan = defineAction('plan.revoke', async (context, { version: _, ...refs }) => {
  const outcome = await endOffer(context.services, context.staff, { kind: 'revoke', ...refs });
  return showRecord(context, 'plan', refs, outcome === 'done' ? undefined : 'stale-click');
});
