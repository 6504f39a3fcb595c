import { expect } from 'chai';
import fc from 'fast-check';
import { Types } from 'mongoose';
import {
  NOTIFICATION_STATES,
  NOTIFICATION_TRANSITIONS,
  Notification,
  type NotificationState,
} from '../../models/notification.ts';
import { claimNotification } from '../../workflows/notifications/claim-notification.ts';
import { type NotificationOutcome, settleNotification } from '../../workflows/notifications/settle-notification.ts';
import type { Services } from '../../workflows/services.ts';
import { createClock } from '../support/clock.ts';
import { connectTestDatabase, type TestDatabase } from '../support/mongo.ts';

const FIRM = 'cabinet-1';
const OUTCOMES: NotificationOutcome[] = [
  { state: 'sent', via: 'teams' },
  { state: 'failed', because: '502' },
  { state: 'given-up', because: 'no chat and no address' },
  { state: 'superseded' },
];

type Act = { kind: 'claim' } | { kind: 'settle'; outcome: NotificationOutcome; stale: boolean } | { kind: 'wait' };

describe('The states of a notification', () => {
  const clock = createClock();
  const services = { now: clock.now, queue: { enqueue: async () => undefined } } as unknown as Services;
  let database: TestDatabase;
  before(async () => {
    database = await connectTestDatabase('notification-states');
  });
  after(() => database.drop());

  async function queued(state: NotificationState = 'queued'): Promise<string> {
    const _id = `invitation:${new Types.ObjectId()}:1:pending`;
    const people = { collaborateurId: new Types.ObjectId(), interlocuteurId: new Types.ObjectId() };
    const kind = 'invitation-pending' as const;
    await Notification.create({
      _id,
      cabinetId: FIRM,
      kind,
      ...people,
      generation: 1,
      state,
      nextAttemptAt: clock.now(),
    });
    return _id;
  }
  const read = async (_id: string) => (await Notification.findById(_id).lean())!;
  const claim = (notificationId: string) => claimNotification(services, { cabinetId: FIRM, notificationId });

  it('all appear in the table, which never leads out of it', () => {
    expect(Object.keys(NOTIFICATION_TRANSITIONS)).to.have.members([...NOTIFICATION_STATES]);
    for (const to of Object.values(NOTIFICATION_TRANSITIONS).flat()) expect(NOTIFICATION_STATES).to.include(to);
    expect(NOTIFICATION_TRANSITIONS.sent).to.deep.equal([]);
    expect(NOTIFICATION_TRANSITIONS.superseded).to.deep.equal([]);
  });

  it('move as the table says, whatever workers do in whatever order', async () => {
    const act: fc.Arbitrary<Act> = fc.oneof(
      fc.constant({ kind: 'claim' as const }),
      fc.constant({ kind: 'wait' as const }),
      fc.record({ kind: fc.constant('settle' as const), outcome: fc.constantFrom(...OUTCOMES), stale: fc.boolean() }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 14 }), async (acts) => {
        const _id = await queued();
        const attempts: Awaited<ReturnType<typeof read>>[] = [];
        for (const one of acts) {
          const before = await read(_id);
          if (one.kind === 'wait') clock.forward(31);
          if (one.kind === 'claim') {
            const claimed = await claim(_id);
            if (claimed) attempts.push(claimed.notification as never);
          }
          // A worker that was slow settles what another has claimed since.
          const mine = one.kind === 'settle' ? attempts.at(one.stale ? 0 : -1) : undefined;
          if (one.kind === 'settle' && mine) await settleNotification(services, mine as never, one.outcome);
          const after = await read(_id);
          const step = `${before.state} to ${after.state}`;
          if (after.state !== before.state || after.attempts !== before.attempts) {
            expect(NOTIFICATION_TRANSITIONS[before.state], step).to.include(after.state);
          }
          expect(after.attempts).to.be.at.least(before.attempts);
        }
      }),
      { numRuns: 40 },
    );
  });

  for (const state of ['sent', 'given-up', 'superseded'] as const) {
    it(`${state} is the end: nobody claims it again`, async () => {
      expect(await claim(await queued(state))).to.equal(undefined);
    });
  }

  it('are claimed by one of many workers', async () => {
    const _id = await queued();
    const claims = await Promise.all([claim(_id), claim(_id), claim(_id)]);
    expect(claims.filter(Boolean)).to.have.length(1);
    expect((await read(_id)).attempts).to.equal(1);
  });

  it('are not settled by a worker whose claim another has taken over', async () => {
    const _id = await queued();
    const slow = (await claim(_id))!;
    clock.forward(31);
    expect(await claim(_id)).to.not.equal(undefined);
    await settleNotification(services, slow.notification, { state: 'given-up', because: 'late' });
    expect(await read(_id)).to.include({ state: 'sending', attempts: 2 });
  });

  it('are not claimed for another firm', async () => {
    const notificationId = await queued();
    expect(await claimNotification(services, { cabinetId: 'autre', notificationId })).to.equal(undefined);
  });
});
