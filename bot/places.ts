/** Where the bot has been, so that it may speak first there. */
import { rememberConversation } from '../workflows/conversations/remember-conversation.ts';
import type { Services } from '../workflows/services.ts';
import type { Turn } from './turn.ts';

/** Kept for a while in memory, so that each turn does not write what the last one wrote. */
const seen = new Map<string, number>();
const KEPT_MS = 10 * 60 * 1_000;
const MOST_KEPT = 10_000;

/** The chat or channel itself, without the thread. */
export function rootOf(conversationId: string): string {
  return conversationId.split(';messageid=')[0] ?? conversationId;
}

/** Writes the place of a turn down. */
export async function rememberPlace(services: Services, cabinetId: string, { place, from }: Turn): Promise<void> {
  const { type, serviceUrl, botId, teamId, channelId } = place;
  const who = type === 'personal' ? from : undefined;
  await rememberConversation(services, {
    ...{ cabinetId, conversationId: rootOf(place.conversationId), tenantId: services.config.tenantId },
    ...{ type, serviceUrl, botId, teamId, channelId },
    entraObjectId: who?.entraObjectId,
    chatUserId: who?.chatUserId,
  });
}

/** The same, unless it was just done. */
export async function rememberPlaceAtTimes(services: Services, cabinetId: string, turn: Turn): Promise<void> {
  const key = keyOf(cabinetId, turn);
  if ((seen.get(key) ?? 0) > Date.now()) return;
  await rememberPlace(services, cabinetId, turn);
  if (seen.size > MOST_KEPT) seen.clear();
  seen.set(key, Date.now() + KEPT_MS);
}

/** Whoever speaks there again must be written down again, since the place was just marked unreachable. */
export function forgetPlace(cabinetId: string, turn: Turn): void {
  seen.delete(keyOf(cabinetId, turn));
}

function keyOf(cabinetId: string, { place }: Turn): string {
  return [cabinetId, rootOf(place.conversationId), place.serviceUrl].join('\n');
}
