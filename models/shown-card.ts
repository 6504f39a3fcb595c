/** A card that stands in a conversation and shows records: it is brought up to date when one of them changes. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

/** What a card can show that changes by itself. */
export const SHOWN_KINDS = [
  'invitation',
  'plan',
  'dossier',
  'interlocuteur',
  'portfolio-import',
  'exit',
  'conversion',
  'layout',
] as const;
export type ShownKind = (typeof SHOWN_KINDS)[number];

const shownCardSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    kind: { type: String, enum: SHOWN_KINDS, required: true },
    /** Identifiers from which the card is made again. */
    refs: { type: Schema.Types.Mixed, required: true },
    /** Identifiers of the records whose changes show on it. */
    watches: { type: [String], required: true },
    /** The conversation as the activity names it (in a channel with its `;messageid=`). */
    conversationId: { type: String, required: true },
    activityId: { type: String, required: true },
    serviceUrl: { type: String, required: true },
    botId: { type: String, required: true },
    locale: { type: String, enum: ['fr', 'en'], required: true },
    /** Fingerprint of what stands there for sure; empty when it must be put again. */
    shown: { type: String, default: '' },
    /** Grows with each worker that begins to change it: whoever finishes after another began looks again. */
    turn: { type: Number, required: true, default: 0 },
    /** When to try again; set while the card may not show what it should. */
    retryAt: { type: Date },
    failures: { type: Number, required: true, default: 0 },
    /** Set when the channel says that the card is gone, or a newer one stands in its place: it is then left alone. */
    isGone: { type: Boolean, required: true, default: false },
    /** Put or pressed so long ago that nobody looks there any more: it is then forgotten. */
    followedUntil: { type: Date },
  },
  { collection: 'shown_cards', versionKey: false, timestamps: true },
);
shownCardSchema.index({ cabinetId: 1, conversationId: 1, activityId: 1 }, { unique: true });
shownCardSchema.index({ cabinetId: 1, watches: 1, _id: -1 });
shownCardSchema.index({ retryAt: 1 }, { sparse: true });
shownCardSchema.index({ followedUntil: 1 }, { expireAfterSeconds: 0 });

export type ShownCardRecord = InferSchemaType<typeof shownCardSchema> & {
  _id: Types.ObjectId;
  refs: Record<string, string>;
};
export const ShownCard = model('ShownCard', shownCardSchema);
