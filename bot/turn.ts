/** What reaches the bot and what it answers, in our own words: nothing here knows botbuilder. */
import type { Shows } from '../workflows/cards/remember-card.ts';

export type AdaptiveCard = { type: 'AdaptiveCard'; [key: string]: unknown };

/** Where an activity came from, as the channel names it. */
export type Place = {
  type: 'personal' | 'groupChat' | 'channel';
  /** As received: in a channel it ends with `;messageid=`. */
  conversationId: string;
  tenantId?: string;
  serviceUrl: string;
  botId: string;
  teamId?: string;
  channelId?: string;
  /** Present in some activities only. */
  team?: { aadGroupId?: string; name?: string };
};

/** A file that the channel keeps for a while at an address of its own. */
export type TurnFile = { name: string; downloadUrl: string };

export type Turn = {
  kind: 'message' | 'action' | 'arrival' | 'departure' | 'ignored';
  activityId: string;
  /** Same for an activity that is delivered again under another id. */
  fingerprint: string;
  place: Place;
  from: { chatUserId: string; entraObjectId?: string };
  /** Tenants that the activity names; all must be the firm's. */
  tenantIds: string[];
  /** A message's text, the mention of the bot taken out. */
  text: string;
  /** Files dropped in the chat; Teams gives them to bots in personal chats only. */
  files: TurnFile[];
  action?: {
    verb: string;
    data: Record<string, unknown>;
    /** The activity that holds the card. */
    cardActivityId?: string;
    /** An invoke is answered with a card; an old client's submit by changing the card. */
    isInvoke: boolean;
    /** Teams asks by itself, each time it displays the card: nothing may come of it. */
    isAutomatic?: boolean;
  };
};

export type Answer = {
  text?: string;
  card?: AdaptiveCard;
  /** Feed text and fallback of the card. */
  summary?: string;
  /** Set when the card shows records and must follow their state. */
  shows?: Shows;
};

/** Ways to answer a turn. They throw when the channel refuses. */
export type Reply = {
  /** @returns the new activity's id, when the channel gives one. */
  say(answer: Answer): Promise<string | undefined>;
  change(activityId: string, answer: Answer): Promise<void>;
};
