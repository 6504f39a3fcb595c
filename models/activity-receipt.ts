/**
 * One activity received, so that a redelivered one acts once. Bot Service sends an unanswered activity again with the
 * same id, and later with a new id (facts: teams-bot.md section 7): both keys are kept.
 */
import { model, Schema } from 'mongoose';

const DAY = 24 * 60 * 60;

export type ActivityReceiptRecord = {
  /** Fingerprint of what the activity says. */
  _id: string;
  /** The channel's conversation and activity id. */
  delivery?: string;
  at: Date;
  /** Missing while the turn runs, and for ever when its process died: the activity may then act when it comes again. */
  answeredAt?: Date;
};

const activityReceiptSchema = new Schema<ActivityReceiptRecord>(
  {
    _id: { type: String, required: true },
    delivery: { type: String },
    at: { type: Date, required: true },
    answeredAt: { type: Date },
  },
  { collection: 'activity_receipts', versionKey: false },
);
activityReceiptSchema.index({ delivery: 1 }, { unique: true, sparse: true });
activityReceiptSchema.index({ at: 1 }, { expireAfterSeconds: 2 * DAY });

export const ActivityReceipt = model('ActivityReceipt', activityReceiptSchema);
