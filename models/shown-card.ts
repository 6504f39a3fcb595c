/** A card that stands in a conversation and shows a record's state: it is brought up to date when the record changes. */
import { type InferSchemaType, model, Schema, type Types } from 'mongoose';

const shownCardSchema = new Schema(
  {
    cabinetId: { type: String, required: true },
    /** The record shown. */
    interlocuteurId: { type: Schema.Types.ObjectId, required: true },
    dossierId: { type: Schema.Types.ObjectId, required: true },
    /** The conversation as the activity names it (in a channel with its `;messageid=`). */
    conversationId: { type: String, required: true },
    activityId: { type: String, required: true },
    serviceUrl: { type: String, required: true },
    botId: { type: String, required: true },
    locale: { type: String, enum: ['fr', 'en'], required: true },
    /** Version of the record last put on the card; -1 when it must be put again. */
    shownVersion: { type: Number, required: true },
    /** When to try again; set while the card does not show what it should. */
    retryAt: { type: Date },
    failures: { type: Number, required: true, default: 0 },
    /** Set when the channel says that the card is gone: it is then left alone. */
    isGone: { type: Boolean, required: true, default: false },
  },
  { collection: 'shown_cards', versionKey: false, timestamps: true },
);
shownCardSchema.index({ cabinetId: 1, conversationId: 1, activityId: 1 }, { unique: true });
shownCardSchema.index({ cabinetId: 1, interlocuteurId: 1 });
shownCardSchema.index({ retryAt: 1 }, { sparse: true });

export type ShownCardRecord = InferSchemaType<typeof shownCardSchema> & { _id: Types.ObjectId };
export const ShownCard = model('ShownCard', shownCardSchema);
