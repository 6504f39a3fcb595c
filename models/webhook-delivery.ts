/**
 * Something a partner's program is to be told at its webhook. The `_id` is the reason it exists, so that it is one message
 * however often it is sent: the partner knows it again by it (design, sections 2 and 4).
 */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const WEBHOOK_DELIVERY_STATES = ['queued', 'sending', 'delivered', 'failed', 'given-up'] as const;
export type WebhookDeliveryState = (typeof WEBHOOK_DELIVERY_STATES)[number];

/** From each state, the states it may go to; `failed` will be tried again. */
export const WEBHOOK_DELIVERY_TRANSITIONS: Record<WebhookDeliveryState, readonly WebhookDeliveryState[]> = {
  queued: ['sending'],
  // To itself: taken over from a worker that died.
  sending: ['sending', 'delivered', 'failed', 'given-up'],
  failed: ['sending'],
  delivered: [],
  'given-up': [],
};

/** `decided`: validated, rejected or withdrawn. `read`: a custom file was read again and still awaits its decision. */
export const WEBHOOK_TYPES = ['partner-import.decided', 'partner-import.read'] as const;
export type WebhookType = (typeof WEBHOOK_TYPES)[number];

/** Why no answer came. */
export const CALL_FAULTS = [
  ...(['timeout', 'connection-refused', 'connection-lost', 'name-unknown', 'address-private', 'certificate'] as const),
] as const;
/** Why nothing is sent any more. */
export const WEBHOOK_ENDS = [
  ...(['partner-revoked', 'webhook-removed', 'address-refused', 'out-of-reach', 'import-gone'] as const),
] as const;
export type CallFault = (typeof CALL_FAULTS)[number];
export type WebhookEnd = (typeof WEBHOOK_ENDS)[number];

export type WebhookDeliveryRecord = {
  /** `import:<id>:<status>:<version>`. */
  _id: string;
  cabinetId: string;
  partnerId: Types.ObjectId;
  importId: Types.ObjectId;
  type: WebhookType;
  state: WebhookDeliveryState;
  /** Also the token of a claim: one that was taken over settles nothing. */
  attempts: number;
  nextAttemptAt: Date;
  leaseUntil?: Date;
  /** When the partner's server was last called, and what came of it: its HTTP status or our own code, never its words. */
  calledAt?: Date;
  lastStatus?: number;
  lastError?: CallFault | WebhookEnd;
  createdAt: Date;
  /** Delivered or given up. */
  endedAt?: Date;
  outbox: OutboxEvent[];
};

const KEPT_SECONDS = 90 * 24 * 60 * 60;

const webhookDeliverySchema = new Schema<WebhookDeliveryRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    partnerId: { type: Schema.Types.ObjectId, required: true },
    importId: { type: Schema.Types.ObjectId, required: true },
    type: { type: String, enum: WEBHOOK_TYPES, required: true },
    state: { type: String, enum: WEBHOOK_DELIVERY_STATES, required: true },
    attempts: { type: Number, required: true, default: 0 },
    nextAttemptAt: { type: Date, required: true },
    leaseUntil: { type: Date },
    calledAt: { type: Date },
    lastStatus: { type: Number },
    lastError: { type: String, enum: [...CALL_FAULTS, ...WEBHOOK_ENDS] },
    createdAt: { type: Date, required: true },
    endedAt: { type: Date },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'webhook_deliveries', versionKey: false },
);
webhookDeliverySchema.index({ state: 1, nextAttemptAt: 1 });
// What is under way for the same import.
webhookDeliverySchema.index({ importId: 1, state: 1 });
// The partner's card: its last call, and how many came to nothing.
webhookDeliverySchema.index({ partnerId: 1, calledAt: -1 });
webhookDeliverySchema.index({ partnerId: 1, state: 1 });
webhookDeliverySchema.index({ endedAt: 1 }, { expireAfterSeconds: KEPT_SECONDS });
webhookDeliverySchema.index({ 'outbox.at': 1 }, { sparse: true });

export const WebhookDelivery = model('WebhookDelivery', webhookDeliverySchema);
