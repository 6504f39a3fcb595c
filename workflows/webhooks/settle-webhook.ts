import { outboxEvent } from '../../models/outbox.ts';
import {
  WebhookDelivery,
  type WebhookDeliveryRecord,
  type WebhookDeliveryState,
  type WebhookEnd,
} from '../../models/webhook-delivery.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { SYSTEM } from '../events.ts';
import type { Services } from '../services.ts';
import type { Called } from './post-webhook.ts';

/** What a call came to, or why none was made. */
export type WebhookOutcome = Called | { end: WebhookEnd };

/** Seconds between tries: a restart of the partner's server, a deployment, a night, and then twice a day. */
const STEPS = [60, 300, 1_800, 7_200, 21_600];
const LAST_STEP = 43_200;
/** A weekend, and a day to notice. */
const GIVEN_UP_AFTER_MS = 3 * 24 * 60 * 60 * 1_000;
/** The partner says that nobody listens there any more. */
const GONE = 410;

/**
 * Writes down what became of a claimed message, and schedules the next try of one that failed.
 *
 * @returns the state it has now; undefined when another worker has taken the claim over.
 */
export async function settleWebhook(
  services: Services,
  { _id, cabinetId, importId, attempts, createdAt }: WebhookDeliveryRecord,
  outcome: WebhookOutcome,
): Promise<WebhookDeliveryState | undefined> {
  const now = services.now();
  const runAt = nextCall(now, attempts, 'status' in outcome ? outcome.retryAfterSeconds : undefined);
  const state = stateAfter(outcome, runAt.getTime() - createdAt.getTime() > GIVEN_UP_AFTER_MS);
  const job = { name: 'deliver-webhook', data: { cabinetId, importId: String(importId), deliveryId: _id }, runAt };
  const because = 'end' in outcome ? outcome.end : 'fault' in outcome ? outcome.fault : undefined;
  const status = 'status' in outcome ? outcome.status : undefined;
  const event =
    state === 'failed'
      ? outboxEvent(now, { job })
      : outboxEvent(now, {
          audit: {
            ...{ actor: SYSTEM, door: 'job', act: `webhook.${state}`, subject: { kind: 'webhook-delivery', id: _id } },
            after: { attempts, ...(status !== undefined && { status }), ...(because && { because }) },
          },
        });
  const settled = await WebhookDelivery.updateOne(
    { _id, cabinetId, state: 'sending', attempts },
    {
      $set: {
        state,
        ...(state === 'failed' ? { nextAttemptAt: runAt } : { endedAt: now }),
        ...(!('end' in outcome) && { calledAt: now }),
        ...(status !== undefined && { lastStatus: status }),
        ...(because && { lastError: because }),
      },
      $unset: { leaseUntil: 1, ...(because ? { lastStatus: 1 } : { lastError: 1 }) },
      $push: { outbox: event },
    },
  );
  if (settled.matchedCount === 0) return undefined;
  await dispatchSoon(services, 'webhook-delivery', { _id, cabinetId, outbox: [event] });
  return state;
}

function stateAfter(outcome: WebhookOutcome, isLate: boolean): 'delivered' | 'failed' | 'given-up' {
  if ('end' in outcome) return 'given-up';
  if ('status' in outcome && outcome.status >= 200 && outcome.status < 300) return 'delivered';
  if ('status' in outcome && outcome.status === GONE) return 'given-up';
  return isLate ? 'given-up' : 'failed';
}

/**
 * When to call again after so many calls in vain. Spread by a fifth, so that a server that comes back is not met by all at
 * once; what the partner asked for is the least.
 */
export function nextCall(now: Date, attempts: number, retryAfterSeconds = 0, random = Math.random): Date {
  const step = STEPS[attempts - 1] ?? LAST_STEP;
  return new Date(now.getTime() + Math.max(step * (0.8 + 0.4 * random()), retryAfterSeconds) * 1_000);
}
