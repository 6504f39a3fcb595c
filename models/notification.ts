/**
 * Something the bot must say first. The `_id` is the reason it exists, so that the same reason is never said twice
 * (design, section 4).
 */
import { type InferSchemaType, model, Schema } from 'mongoose';
import { outboxSchema } from './outbox.ts';

export const NOTIFICATION_STATES = ['queued', 'sending', 'sent', 'failed', 'given-up', 'superseded'] as const;
export type NotificationState = (typeof NOTIFICATION_STATES)[number];

/** From each state, the states it may go to. */
export const NOTIFICATION_TRANSITIONS: Record<NotificationState, readonly NotificationState[]> = {
  queued: ['sending', 'superseded'],
  // To itself: taken over from a worker that died.
  sending: ['sending', 'sent', 'failed', 'given-up', 'superseded'],
  failed: ['sending', 'given-up', 'superseded'],
  sent: [],
  'given-up': ['queued'],
  superseded: [],
};

export const NOTIFICATION_KINDS = ['invitation-pending', 'draft-expired', 'plan-request', 'layout-guessed'] as const;
export type NotificationKind = (typeof NOTIFICATION_KINDS)[number];

const notificationSchema = new Schema(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    kind: { type: String, enum: NOTIFICATION_KINDS, required: true },
    collaborateurId: { type: Schema.Types.ObjectId, required: true },
    /** `invitation-pending`: the invitation it speaks of. Sent again meanwhile, there is nothing left to say. */
    interlocuteurId: { type: Schema.Types.ObjectId },
    generation: { type: Number },
    /** `draft-expired`: the task that was left alone. */
    draftId: { type: Schema.Types.ObjectId },
    /** `plan-request`: the service that a colleague asks for, and who asks. */
    dossierId: { type: Schema.Types.ObjectId },
    offer: { type: String },
    askedBy: { type: Schema.Types.ObjectId },
    /** `layout-guessed`: the columns of a partner’s files that somebody has to agree to. */
    layoutId: { type: String },
    state: { type: String, enum: NOTIFICATION_STATES, required: true },
    attempts: { type: Number, required: true, default: 0 },
    nextAttemptAt: { type: Date, required: true },
    leaseUntil: { type: Date },
    /** The receipt: by which way it went and under which id. */
    sentVia: { type: String, enum: ['teams', 'mail'] },
    sentAt: { type: Date },
    lastError: { type: String },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'notifications', versionKey: false, timestamps: true },
);
notificationSchema.index({ state: 1, nextAttemptAt: 1 });
notificationSchema.index({ 'outbox.at': 1 }, { sparse: true });

export type NotificationRecord = InferSchemaType<typeof notificationSchema>;
export const Notification = model('Notification', notificationSchema);
