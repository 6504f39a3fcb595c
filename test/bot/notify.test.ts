import { expect } from 'chai';
import { helpCard } from '../../bot/cards/help-card.ts';
import type { Delivery } from '../../bot/notify.ts';
import type { TestChannel } from '../support/channel.ts';
import { buildWorld, type World } from '../support/world.ts';

type Refusal = Parameters<TestChannel['refuseNext']>[0];
type Row = { refusal: Refusal; say: Delivery['kind']; change: Delivery['kind'] };

/** The status table of the bot REST API (facts: teams-bot.md section 5). A change may be repeated freely: it is a PUT. */
const TABLE: Record<string, Row> = {
  '400 BadArgument': { refusal: { status: 400, code: 'BadArgument' }, say: 'refused', change: 'refused' },
  '401 bad token': { refusal: { status: 401, code: 'Unauthorized' }, say: 'later', change: 'later' },
  '403 blocked by the user': {
    refusal: { status: 403, code: 'ConversationBlockedByUser' },
    say: 'unreachable',
    change: 'unreachable',
  },
  '403 not in the roster': {
    refusal: { status: 403, code: 'BotNotInConversationRoster' },
    say: 'unreachable',
    change: 'unreachable',
  },
  '403 with a body of another kind': { refusal: { status: 403 }, say: 'unreachable', change: 'unreachable' },
  '404 gone': { refusal: { status: 404, code: 'ConversationNotFound' }, say: 'gone', change: 'gone' },
  '405 not admitted': { refusal: { status: 405 }, say: 'refused', change: 'refused' },
  '409 conflict': { refusal: { status: 409 }, say: 'refused', change: 'refused' },
  '412 concurrent': { refusal: { status: 412, code: 'PreconditionFailed' }, say: 'later', change: 'later' },
  '413 too big': { refusal: { status: 413, code: 'MessageSizeTooBig' }, say: 'refused', change: 'refused' },
  '429 throttled': { refusal: { status: 429, code: 'Throttled' }, say: 'later', change: 'later' },
  '500 service error': { refusal: { status: 500, code: 'ServiceError' }, say: 'refused', change: 'later' },
  '502 gateway': { refusal: { status: 502 }, say: 'later', change: 'later' },
  '503 away': { refusal: { status: 503 }, say: 'later', change: 'later' },
  '504 slow': { refusal: { status: 504 }, say: 'later', change: 'later' },
  'connection dropped': { refusal: 'drop', say: 'later', change: 'later' },
};

describe('Speaking first', () => {
  let world: World;
  before(async () => {
    world = await buildWorld('notify');
  });
  beforeEach(() => {
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  const place = () => ({ conversationId: 'a:1', serviceUrl: world.channel.serviceUrl, botId: '28:relais' });
  const say = () => world.notify.say(place(), helpCard('fr'));
  const change = () => world.notify.change({ ...place(), activityId: 'activity-9' }, helpCard('fr'));

  for (const [what, { refusal, ...expected }] of Object.entries(TABLE)) {
    for (const [act, run] of Object.entries({ say, change })) {
      it(`${act}: ${what} → ${expected[act as 'say']}, after exactly one request`, async () => {
        const before = world.channel.requests;
        world.channel.refuseNext(refusal);
        const delivery = await run();
        expect(delivery.kind).to.equal(expected[act as 'say']);
        expect(world.channel.requests - before).to.equal(1);
        expect(world.channel.posted).to.deep.equal([]);
        if ('because' in delivery) {
          expect(delivery.because).to.include(refusal === 'drop' ? 'network' : String(refusal.status));
        }
      });
    }
  }

  it('hands on how long the channel asks to wait, in seconds or as a date, and makes nothing up', async () => {
    const inAMinute = new Date(Date.now() + 60_000).toUTCString();
    const ASKED: [Record<string, string>, (seconds: number | undefined) => boolean][] = [
      [{ 'retry-after': '7' }, (seconds) => seconds === 7],
      [{ 'Retry-After': '120' }, (seconds) => seconds === 120],
      [{ 'retry-after': inAMinute }, (seconds) => seconds !== undefined && seconds > 50 && seconds <= 61],
      [{}, (seconds) => seconds === undefined],
      [{ 'retry-after': 'soon' }, (seconds) => seconds === undefined],
      [{ 'retry-after': '-5' }, (seconds) => seconds === undefined],
    ];
    for (const [headers, isRight] of ASKED) {
      for (const status of [429, 503]) {
        world.channel.refuseNext({ status, headers });
        const delivery = (await say()) as { kind: string; retryAfterSeconds?: number };
        expect(delivery.kind).to.equal('later');
        expect(
          isRight(delivery.retryAfterSeconds),
          `${JSON.stringify(headers)} → ${delivery.retryAfterSeconds}`,
        ).to.equal(true);
      }
    }
  });

  it('posts one card as the bot and gives back the id of what was posted', async () => {
    const delivery = await say();
    expect(delivery).to.deep.equal({ kind: 'done', activityId: world.channel.posted[0]?.activityId });
    expect(world.channel.posted).to.have.length(1);
    const { method, conversationId, activity } = world.channel.posted[0]!;
    expect({ method, conversationId }).to.deep.equal({ method: 'POST', conversationId: 'a:1' });
    expect(activity).to.deep.include({
      type: 'message',
      summary: 'Ce que Relais sait faire',
      from: { id: '28:relais' },
    });
    expect(activity.attachments).to.have.length(1);
    expect(activity.attachments?.[0]?.contentType).to.equal('application/vnd.microsoft.card.adaptive');
    expect(activity.text, 'a text beside a card may be split off').to.equal(undefined);
  });

  it('changes one card in its place', async () => {
    expect(await change()).to.deep.equal({ kind: 'done', activityId: 'activity-9' });
    expect(world.channel.posted.map(({ method, activityId }) => [method, activityId])).to.deep.equal([
      ['PUT', 'activity-9'],
    ]);
  });

  it('finds conversations whose names need care in an address', async () => {
    const ids = ['19:abc@thread.tacv2;messageid=1700000000000', 'a:1/../2', 'a:é ?#&', '%2e%2e'];
    for (const conversationId of ids) {
      await world.notify.say({ ...place(), conversationId }, helpCard('fr'));
      await world.notify.change({ ...place(), conversationId, activityId: '1:x/y' }, helpCard('fr'));
      const [said, changed] = world.channel.posted.splice(0);
      expect(said?.conversationId).to.equal(conversationId);
      expect(changed).to.include({ conversationId, activityId: '1:x/y' });
    }
  });

  it('answers a turn with one request as well, whatever the channel says', async () => {
    const camille = await world.buildStaff();
    for (const refusal of [{ status: 503 }, { status: 429, headers: { 'retry-after': '1' } }, 'drop'] as const) {
      world.channel.refuseNext(refusal, refusal);
      const before = world.channel.requests;
      const { status } = await world.say(camille, 'aide');
      expect(status).to.equal(200);
      expect(world.channel.requests - before, 'the card, then the excuse').to.equal(2);
    }
  });

  it('does not wait for ever for a channel that has taken the call and says nothing', async () => {
    const hold = world.channel.holdNext();
    const startedAt = performance.now();
    const delivery = await say();
    hold.release();
    expect(delivery.kind).to.equal('later');
    expect(performance.now() - startedAt).to.be.below(7_000);
  });
});
