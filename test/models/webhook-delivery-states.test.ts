import { expect } from 'chai';
import fc from 'fast-check';
import { Types } from 'mongoose';
import {
  WEBHOOK_DELIVERY_STATES,
  WEBHOOK_DELIVERY_TRANSITIONS,
  WebhookDelivery,
  type WebhookDeliveryRecord,
  type WebhookDeliveryState,
} from '../../models/webhook-delivery.ts';
import type { Services } from '../../workflows/services.ts';
import { claimWebhook } from '../../workflows/webhooks/claim-webhook.ts';
import { nextCall, settleWebhook, type WebhookOutcome } from '../../workflows/webhooks/settle-webhook.ts';
import { createClock } from '../support/clock.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';
const OUTCOMES: WebhookOutcome[] = [
  ...[200, 301, 404, 410, 500].map((status) => ({ status })),
  { status: 429, retryAfterSeconds: 600 },
  { fault: 'timeout', cause: 'ABORT_ERR' },
  { end: 'webhook-removed' },
];

type Act =
  | { kind: 'claim' }
  | { kind: 'settle'; outcome: WebhookOutcome; stale: boolean }
  | { kind: 'wait'; seconds: number };

describe('The states of a message to a partner', () => {
  const clock = createClock();
  const services = { now: clock.now, queue: { enqueue: async () => undefined } } as unknown as Services;
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('webhook-states');
  });
  after(() => database.drop());

  async function queued(state: WebhookDeliveryState = 'queued'): Promise<string> {
    const importId = new Types.ObjectId();
    const _id = `import:${importId}:booked:1`;
    await WebhookDelivery.create({
      ...{ _id, cabinetId: FIRM, partnerId: new Types.ObjectId(), importId, type: 'partner-import.decided', state },
      ...{ nextAttemptAt: clock.now(), createdAt: clock.now() },
    });
    return _id;
  }
  const read = async (_id: string) => (await WebhookDelivery.findById(_id).lean<WebhookDeliveryRecord>())!;
  const claim = (deliveryId: string) => claimWebhook(services, { cabinetId: FIRM, deliveryId });

  it('are all named, and those that end have no way out', () => {
    expect(Object.keys(WEBHOOK_DELIVERY_TRANSITIONS)).to.have.members([...WEBHOOK_DELIVERY_STATES]);
    for (const state of ['delivered', 'given-up'] as const) {
      expect(WEBHOOK_DELIVERY_TRANSITIONS[state]).to.deep.equal([]);
    }
  });

  it('follow the table, whatever happens in whatever order', async () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.constant<Act>({ kind: 'claim' }),
      fc.constantFrom(1, 31, 600, 50_000).map((seconds): Act => ({ kind: 'wait', seconds })),
      fc.record({ kind: fc.constant('settle' as const), outcome: fc.constantFrom(...OUTCOMES), stale: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 16 }), async (acts) => {
        const _id = await queued();
        const claims: WebhookDeliveryRecord[] = [];
        for (const one of acts) {
          const before = await read(_id);
          if (one.kind === 'wait') clock.forward(one.seconds);
          if (one.kind === 'claim') claims.push(...[await claim(_id)].filter((found) => found !== undefined));
          const mine = one.kind === 'settle' ? claims.at(one.stale ? 0 : -1) : undefined;
          if (one.kind === 'settle' && mine) await settleWebhook(services, mine, one.outcome);
          const after = await read(_id);
          if (after.state !== before.state || after.attempts !== before.attempts) {
            expect(WEBHOOK_DELIVERY_TRANSITIONS[before.state], `${before.state} to ${after.state}`).to.include(
              after.state,
            );
          }
          const isOver = ['delivered', 'given-up'].includes(after.state);
          expect(Boolean(after.endedAt), 'has an end when it is over').to.equal(isOver);
          expect(Boolean(after.leaseUntil), 'is leased while it is sent').to.equal(after.state === 'sending');
        }
      }),
      { numRuns: 40 },
    );
  });

  for (const state of ['delivered', 'given-up'] as const) {
    it(`${state} is the end: nobody claims it again`, async () => {
      expect(await claim(await queued(state))).to.equal(undefined);
    });
  }

  it('410 is the end at once, any other refusal is not', async () => {
    for (const [status, state] of [
      ...([[200, 'delivered'] as const, [299, 'delivered'] as const, [410, 'given-up'] as const] as const),
      ...([[300, 'failed'] as const, [404, 'failed'] as const, [500, 'failed'] as const] as const),
    ]) {
      const claimed = (await claim(await queued()))!;
      expect(await settleWebhook(services, claimed, { status }), String(status)).to.equal(state);
    }
  });

  it('are given up when the next call would come later than three days after the first', async () => {
    const _id = await queued();
    const three = 3 * 24 * 3_600;
    clock.forward(three - 3 * 3_600);
    const attempts = 4;
    await WebhookDelivery.updateOne({ _id }, { $set: { state: 'failed', attempts: attempts - 1 } });
    const claimed = (await claim(_id))!;
    // After four calls the next comes two hours later, 2 h 24 at most; after five, six hours later.
    expect(await settleWebhook(services, claimed, { status: 500 })).to.equal('failed');
    clock.set((await read(_id)).nextAttemptAt);
    expect(await settleWebhook(services, (await claim(_id))!, { status: 500 })).to.equal('given-up');
  });

  it('are spread at random by a fifth, and wait as long as the partner asked for', () => {
    const now = clock.now();
    const seconds = (attempts: number, asked: number | undefined, random: number) =>
      Math.round((nextCall(now, attempts, asked, () => random).getTime() - now.getTime()) / 1_000);
    expect([0, 0.5, 1].map((random) => seconds(1, undefined, random))).to.deep.equal([48, 60, 72]);
    expect([1, 2, 3, 4, 5, 6, 7, 50].map((attempts) => seconds(attempts, undefined, 0.5))).to.deep.equal([
      ...[60, 300, 1_800, 7_200, 21_600, 43_200, 43_200, 43_200],
    ]);
    expect([seconds(1, 3_600, 0), seconds(5, 3_600, 0.5)]).to.deep.equal([3_600, 21_600]);
  });
});
