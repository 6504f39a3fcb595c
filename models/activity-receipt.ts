/**
 * One activity received, so that a redelivered one acts once. Bot Service sends an unanswered activity again with the
 * same id, and later with a new id (facts: teams-bot.md section 7): both keys are kept.
 */
import { model, Schema } from 'mongoose';

const DAY = 24 * 60 * 60;

export type ActivityReceiptRecord = {
  _id: string;
  at: Date;
  /** Missing while the turn runs, and for ever when its process died: the activity may then act when it comes again. */
  answeredAt?: Date;
};

const activityReceiptSchema = new Schema<ActivityReceiptRecord>(
  { _id: { type: String, required: true }, at: { type: Date, required: true }, answeredAt: { type: Date } },
  {
    collection: 'activity_receipts',
    versionKey: false,
    // A receipt lost in a crash lets the activity act again, which every handler bears: no journal needed here.
    writeConcern: { w: 1, j: false },
  },
);
activityReceiptSchema.index({ at: 1 }, { expireAfterSeconds: 2 * DAY });

export const ActivityReceipt = model('ActivityReceipt', activityReceiptSchema);
