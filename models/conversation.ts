/** A conversation the bot has been in: where it may speak first. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const conversationSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    /** Without `;messageid=…`: the chat or channel itself. */
    conversationId: { type: String, required: true },
    type: { type: String, enum: ['personal', 'groupChat', 'channel'], required: true },
    serviceUrl: { type: String, required: true },
    tenantId: { type: String, required: true },
    /** The bot's own id in this channel (`28:…`). */
    botId: { type: String, required: true },
    /** Personal chats only: whose. */
    entraObjectId: { type: String, lowercase: true },
    chatUserId: { type: String },
    teamId: { type: String },
    channelId: { type: String },
    /** Set when the channel said that the bot may not write there any more (blocked, uninstalled). */
    unreachableSince: { type: Date },
    /** The bot says hello once per conversation. */
    isWelcomed: { type: Boolean },
    lastSeenAt: { type: Date, required: true },
  },
  { collection: 'conversations', versionKey: false },
);
conversationSchema.index({ cabinetId: 1, conversationId: 1 }, { unique: true });
conversationSchema.index({ cabinetId: 1, entraObjectId: 1, type: 1 });

export type ConversationRecord = InferSchemaType<typeof conversationSchema> & { _id: Types.ObjectId };
export const Conversation = model('Conversation', conversationSchema);
