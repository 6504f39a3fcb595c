/** The bot is added to a chat or a team, or taken out of it. */

import { log } from '../log.ts';
import { claimWelcome } from '../workflows/conversations/claim-welcome.ts';
import { markUnreachable, rememberTeam } from '../workflows/conversations/remember-conversation.ts';
import type { Services } from '../workflows/services.ts';
import { welcomeCard } from './cards/welcome-card.ts';
import { rememberPlace, rootOf } from './places.ts';
import type { Answer, Reply, Turn } from './turn.ts';

/** Keeps the place and says hello, once per conversation: two kinds of event announce one arrival. */
export async function arrive(
  services: Services,
  cabinetId: string,
  turn: Turn,
  reply: Reply,
): Promise<Answer | undefined> {
  const { team, teamId, conversationId } = turn.place;
  await rememberPlace(services, cabinetId, turn);
  if (team?.aadGroupId) {
    await rememberTeam({ cabinetId, aadGroupId: team.aadGroupId, teamId, name: team.name, isInstalled: true });
  }
  if (await claimWelcome(cabinetId, rootOf(conversationId))) {
    await reply.say(welcomeCard('fr')).catch((error) => log().warn({ err: error }, 'the welcome could not be sent'));
  }
  return undefined;
}

export async function depart(services: Services, cabinetId: string, { place }: Turn): Promise<undefined> {
  const { team, teamId } = place;
  await markUnreachable(services, cabinetId, rootOf(place.conversationId));
  if (team?.aadGroupId) {
    await rememberTeam({ cabinetId, aadGroupId: team.aadGroupId, teamId, name: team.name, isInstalled: false });
  }
}
