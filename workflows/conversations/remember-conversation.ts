import { Conversation } from '../../models/conversation.ts';
import { Team } from '../../models/team.ts';
import type { Services } from '../services.ts';

export type ConversationSeen = {
  cabinetId: string;
  /** Without `;messageid=`. */
  conversationId: string;
  type: 'personal' | 'groupChat' | 'channel';
  serviceUrl: string;
  tenantId: string;
  botId: string;
  entraObjectId?: string;
  chatUserId?: string;
  teamId?: string;
  channelId?: string;
};

/** Keeps where the bot may speak first; the service's address is refreshed with what each activity says. */
export async function rememberConversation({ now }: Services, seen: ConversationSeen): Promise<void> {
  const { cabinetId, conversationId, ...rest } = seen;
  await Conversation.updateOne(
    { cabinetId, conversationId },
    { $set: { ...rest, lastSeenAt: now() }, $unset: { unreachableSince: 1 } },
    { upsert: true },
  );
}

/** The channel said that the bot may not write there: no more tries until somebody speaks to it again. */
export async function markUnreachable({ now }: Services, cabinetId: string, conversationId: string): Promise<void> {
  await Conversation.updateOne({ cabinetId, conversationId }, { $set: { unreachableSince: now() } });
}

/** Keeps a team where the bot is installed. */
export async function rememberTeam(team: {
  cabinetId: string;
  aadGroupId: string;
  teamId?: string;
  /** Not every activity says it. */
  name?: string;
  isInstalled: boolean;
}): Promise<void> {
  const { cabinetId, aadGroupId, name, ...rest } = team;
  const named = name ? { $set: { ...rest, name } } : { $set: rest, $setOnInsert: { name: aadGroupId } };
  await Team.updateOne({ cabinetId, aadGroupId }, named, { upsert: true });
}

/** Teams a client can be added to, by name. */
export async function listTeams(cabinetId: string): Promise<{ aadGroupId: string; name: string }[]> {
  return Team.find({ cabinetId, isInstalled: true }, { aadGroupId: 1, name: 1, _id: 0 })
    .sort({ name: 1 })
    .limit(50)
    .lean();
}
