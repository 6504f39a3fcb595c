/** From an activity as Teams sends it to our own `Turn`. Pure; the shape is checked, nothing in it is trusted. */
import { createHash, randomUUID } from 'node:crypto';
import { z } from 'zod';
import { isLoopback } from '../config.ts';
import type { Turn } from './turn.ts';

const account = z.object({ id: z.string().max(500), aadObjectId: z.string().max(100).optional() });

const activitySchema = z.object({
  type: z.string().min(1).max(100),
  id: z.string().max(500).optional(),
  name: z.string().max(200).optional(),
  channelId: z.string().max(100).optional(),
  serviceUrl: z.string().max(500).optional(),
  timestamp: z.unknown().optional(),
  localTimestamp: z.unknown().optional(),
  // Cut rather than refused: a message that is too long still gets an answer.
  text: z
    .string()
    .transform((text) => text.slice(0, 30_000))
    .nullish(),
  value: z.unknown().optional(),
  replyToId: z.string().max(500).optional(),
  action: z.string().max(100).optional(),
  from: account,
  recipient: account,
  conversation: z.object({
    id: z.string().max(1_000),
    tenantId: z.string().max(100).optional(),
    conversationType: z.string().max(50).optional(),
  }),
  entities: z
    .array(
      z.looseObject({
        type: z.string().optional(),
        text: z.string().optional(),
        mentioned: z.object({ id: z.string() }).partial().optional(),
      }),
    )
    .nullish(),
  membersAdded: z.array(account.partial()).nullish(),
  membersRemoved: z.array(account.partial()).nullish(),
  attachments: z
    .array(
      z.looseObject({
        contentType: z.string().max(200).optional(),
        name: z.string().max(300).nullish(),
        content: z.unknown().optional(),
      }),
    )
    .nullish(),
  channelData: z
    .object({
      tenant: z.object({ id: z.string().max(100) }).partial(),
      team: z.object({ id: z.string(), aadGroupId: z.string(), name: z.string() }).partial(),
      channel: z.object({ id: z.string() }).partial(),
      eventType: z.string(),
    })
    .partial()
    .nullish(),
});

export type TeamsActivity = z.infer<typeof activitySchema>;

/** @returns undefined for what cannot be an activity. */
export function toActivity(body: unknown): TeamsActivity | undefined {
  const parsed = activitySchema.safeParse(body);
  return parsed.success ? parsed.data : undefined;
}

/**
 * The bot's token is sent to this address, so it must be Microsoft's (facts: teams-bot.md section 3); in local mode,
 * this machine's.
 */
export function isTrustedServiceUrl(serviceUrl: string | undefined, isLocal: boolean): boolean {
  if (!serviceUrl || !URL.canParse(serviceUrl)) return false;
  const { protocol, hostname } = new URL(serviceUrl);
  if (isLocal) return isLoopback(hostname);
  return (
    protocol === 'https:' &&
    (hostname === 'smba.trafficmanager.net' || /^smba\.infra\.([a-z0-9-]+\.)?teams\.microsoft\.com$/.test(hostname))
  );
}

export function toTurn(activity: TeamsActivity): Turn {
  const { conversation, channelData, recipient, from } = activity;
  const { verb, data, isAutomatic } = readAction(activity);
  return {
    kind: kindOf(activity, Boolean(verb)),
    activityId: activity.id ?? '',
    fingerprint: fingerprint(activity),
    place: {
      type: placeType(activity),
      conversationId: conversation.id,
      tenantId: conversation.tenantId ?? channelData?.tenant?.id,
      serviceUrl: activity.serviceUrl ?? '',
      botId: recipient.id,
      teamId: channelData?.team?.id,
      channelId: channelData?.channel?.id,
      team: channelData?.team && { aadGroupId: channelData.team.aadGroupId, name: channelData.team.name },
    },
    from: { chatUserId: from.id, entraObjectId: from.aadObjectId?.toLowerCase() },
    tenantIds: [conversation.tenantId, channelData?.tenant?.id].flatMap((id) => (id ? [id.toLowerCase()] : [])),
    text: withoutMention(activity),
    files: filesOf(activity),
    action: verb
      ? { verb, data, cardActivityId: activity.replyToId, isInvoke: activity.type === 'invoke', isAutomatic }
      : // An invoke we do not know still needs an answer in the shape of one.
        activity.type === 'invoke'
        ? { verb: activity.name ?? '', data: {}, isInvoke: true }
        : undefined,
  };
}

function kindOf(activity: TeamsActivity, hasVerb: boolean): Turn['kind'] {
  const { type, recipient } = activity;
  if (type === 'invoke') return 'action';
  if (type === 'message') return hasVerb ? 'action' : 'message';
  if (type === 'installationUpdate') {
    // An upgrade takes the old version out and puts the new one in, told in either order: the bot is still there.
    if (activity.action === 'remove-upgrade') return 'ignored';
    return activity.action === 'remove' ? 'departure' : 'arrival';
  }
  if (type !== 'conversationUpdate') return 'ignored';
  // The bot itself among those who came or went; other people's comings and goings are not our affair.
  if (activity.membersAdded?.some(({ id }) => id === recipient.id)) return 'arrival';
  return activity.membersRemoved?.some(({ id }) => id === recipient.id) ? 'departure' : 'ignored';
}

/** A button: an invoke `adaptiveCard/action`, or on old clients a message whose value holds the verb. */
function readAction({ type, name, value }: TeamsActivity): {
  verb?: string;
  data: Record<string, unknown>;
  isAutomatic?: boolean;
} {
  const object = asObject(value);
  if (type === 'invoke' && name === 'adaptiveCard/action') {
    const action = asObject(object.action);
    const verb = typeof action.verb === 'string' ? action.verb : undefined;
    return { verb, data: asObject(action.data), isAutomatic: object.trigger === 'automatic' };
  }
  if (type === 'message' && typeof object.verb === 'string') {
    const { verb, ...data } = object;
    return { verb: verb as string, data };
  }
  return { data: {} };
}

function placeType({ conversation }: TeamsActivity): Turn['place']['type'] {
  if (conversation.conversationType === 'channel') return 'channel';
  return conversation.conversationType === 'groupChat' ? 'groupChat' : 'personal';
}

/** The content type of a file that a person dropped in a personal chat. */
const DROPPED_FILE = 'application/vnd.microsoft.teams.file.download.info';

function filesOf({ attachments }: TeamsActivity): Turn['files'] {
  return (attachments ?? []).flatMap(({ contentType, name, content }) => {
    const { downloadUrl } = asObject(content);
    if (contentType !== DROPPED_FILE || typeof downloadUrl !== 'string') return [];
    return [{ name: name ?? '', downloadUrl }];
  });
}

/** The bot's mention is found by its entity, never by its name, which people change. */
function withoutMention({ text, entities, recipient }: TeamsActivity): string {
  let plain = text ?? '';
  for (const { type, text: mention, mentioned } of entities ?? []) {
    if (type === 'mention' && mention && mentioned?.id === recipient.id) plain = plain.replaceAll(mention, ' ');
  }
  return plain
    .replace(/<\/?at[^>]*>/g, ' ')
    .replace(/&nbsp;|\u00a0/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&#39;|&apos;/g, "'")
    .replace(/&[a-z]+;|&#\d+;/gi, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

/**
 * Bot Service delivers an unanswered activity again with a new id. Everything else being equal, down to the moment at
 * which the person acted, it is the same act; without that moment nothing can be said.
 */
function fingerprint(activity: TeamsActivity): string {
  const { type, name, text, value, replyToId, conversation, from } = activity;
  // The person's own clock: a redelivery has a new timestamp of the service's.
  const timestamp = activity.localTimestamp ?? activity.timestamp;
  const said = timestamp ? String(timestamp instanceof Date ? timestamp.toISOString() : timestamp) : activity.id;
  const moment = said ?? randomUUID();
  const parts = [type, name, text, value, replyToId, moment, conversation.id, from.id];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url');
}

function asObject(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
}
