/**
 * The only way to speak first or to change a card later. One request each, never repeated here: what a failure means
 * is told to the caller, whose record decides (facts: teams-bot.md section 5).
 */
import { log } from '../log.ts';
import { type BotAdapter, cardActivity } from './adapter.ts';
import type { Answer } from './turn.ts';

export type PlaceToWrite = { conversationId: string; serviceUrl: string; botId: string };

export type Delivery =
  | { kind: 'done'; activityId?: string }
  /** Blocked, uninstalled or not a member: no more tries. */
  | { kind: 'unreachable'; because: string }
  /** The conversation or card is gone. */
  | { kind: 'gone' }
  /** Worth another try; `retryAfterSeconds` wins over any back-off. */
  | { kind: 'later'; because: string; retryAfterSeconds?: number }
  /** Our own fault: trying again would fail the same way. */
  | { kind: 'refused'; because: string };

export type Notify = {
  say(place: PlaceToWrite, answer: Answer): Promise<Delivery>;
  change(place: PlaceToWrite & { activityId: string }, answer: Answer): Promise<Delivery>;
};

export function createNotify(adapter: BotAdapter): Notify {
  return {
    async say({ conversationId, serviceUrl, botId }, answer) {
      return attempt('once', async () => {
        const client = await adapter.connect(serviceUrl);
        const activity = { ...cardActivity(answer), from: { id: botId } };
        const sent = await client.conversations.sendToConversation(conversationId, activity as never);
        return sent.id;
      });
    },
    async change({ conversationId, serviceUrl, botId, activityId }, answer) {
      return attempt('repeatable', async () => {
        const client = await adapter.connect(serviceUrl);
        const activity = { ...cardActivity(answer), id: activityId, from: { id: botId } };
        await client.conversations.updateActivity(conversationId, activityId, activity as never);
        return activityId;
      });
    },
  };
}

type ChannelError = { statusCode?: number; code?: string; response?: { headers?: { get?(name: string): string } } };
/** A post can be said twice; a change puts the same card in the same place. */
type Act = 'once' | 'repeatable';

async function attempt(act: Act, send: () => Promise<string | undefined>): Promise<Delivery> {
  try {
    return { kind: 'done', activityId: await send() };
  } catch (error) {
    const delivery = toDelivery(error as ChannelError, act);
    log().info({ delivery: delivery.kind, statusCode: (error as ChannelError).statusCode }, 'teams refused');
    return delivery;
  }
}

/** Of the others, trying again would fail the same way. 401: the next try asks for a new token. */
const PASSING = new Set([401, 408, 412, 429, 502, 503, 504]);

/** The table of the bot REST API: status first, code second, since bodies vary. */
function toDelivery({ statusCode, code, response }: ChannelError, act: Act): Delivery {
  const because = `${statusCode ?? 'network'} ${code ?? ''}`.trim();
  if (statusCode === 403) return { kind: 'unreachable', because };
  if (statusCode === 404) return { kind: 'gone' };
  // A 500 may have been said all the same.
  const mayPass = !statusCode || PASSING.has(statusCode) || (statusCode === 500 && act === 'repeatable');
  if (!mayPass) return { kind: 'refused', because };
  return { kind: 'later', because, retryAfterSeconds: secondsUntil(response?.headers?.get?.('retry-after')) };
}

/** Retry-After is a number of seconds or a date. */
function secondsUntil(retryAfter: string | undefined): number | undefined {
  if (!retryAfter) return undefined;
  const seconds = /^\d+$/.test(retryAfter) ? Number(retryAfter) : (Date.parse(retryAfter) - Date.now()) / 1_000;
  return seconds > 0 ? Math.ceil(seconds) : undefined;
}
