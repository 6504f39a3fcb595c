/** The bot is added to a chat or a team, or taken out of it. */

import { log } from '../log.ts';
import { claimWelcome } from '../workflows/conversations/claim-welcome.ts';
import {
  markUnreachable,
  rememberConversation,
  rememberTeam,
} from '../workflows/conversations/remember-conversation.ts';
import type { Services } from '../workflows/services.ts';
import { welcomeCard } from './cards/welcome-card.ts';
import type { Answer, Reply, Turn } from './turn.ts';

/** Keeps the place and says hello, once per conversation: two kinds of event announce one arrival. */
export async function arrive(
  services: Services,
  cabinetId: string,
  turn: Turn,
  reply: Reply,
): Promise<Answer | undefined> {
  const { place, from } = turn;
  const { type, serviceUrl, botId, teamId, channelId, team } = place;
  const conversationId = rootOf(place.conversationId);
  const who = type === 'personal' ? from : undefined;
  const { tenantId } = services.config;
  await rememberConversation(services, {
    ...{ cabinetId, conversationId, type, serviceUrl, tenantId, botId, teamId, channelId },
    entraObjectId: who?.entraObjectId,
    chatUserId: who?.chatUserId,
  });
  if (team?.aadGroupId) {
    const { aadGroupId, name = aadGroupId } = team;
    await rememberTeam({ cabinetId, aadGroupId, teamId, name, isInstalled: true });
  }
  if (await claimWelcome(cabinetId, conversationId)) {
    await reply.say(welcomeCard('fr')).catch((error) => log().warn({ err: error }, 'the welcome could not be sent'));
  }
  return undefined;
}

export async function depart(services: Services, cabinetId: string, { place }: Turn): Promise<undefined> {
  const { team, teamId } = place;
  await markUnreachable(services, cabinetId, rootOf(place.conversationId));
  if (team?.aadGroupId) {
    const { aadGroupId, name = aadGroupId } = team;
    await rememberTeam({ cabinetId, aadGroupId, teamId, name, isInstalled: false });
  }
}

function rootOf(conversationId: string): string {
  return conversationId.split(';messageid=')[0] ?? conversationId;
}
