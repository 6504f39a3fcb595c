/**
 * One activity received, so that a redelivered one acts once. Bot Service sends an unanswered activity again with the
 * same id, and later with a new id (facts: teams-bot.md section 7): both keys are kept.
 */
import { model, Schema } from 'mongoose';

const DAY = 24 * 60 * 60;

const activityReceiptSchema = new Schema<{ _id: string; at: Date }>(
  { _id: { type: String, required: true }, at: { type: Date, required: true } },
  {
    collection: 'activity_receipts',
    versionKey: false,
    // A receipt lost in a crash lets the activity act again, which every handler bears: no journal needed here.
    writeConcern: { w: 1, j: false },
  },
);
activityReceiptSchema.index({ at: 1 }, { expireAfterSeconds: 2 * DAY });

export const ActivityReceipt = model('ActivityReceipt', activityReceiptSchema);
