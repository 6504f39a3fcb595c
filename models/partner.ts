/**
 * A partner application: another company's program that posts accounting files (domain 162). One document, its keys
 * within, so that creating, restricting, rotating and revoking are one conditional update each (design, section 2).
 */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

/** `all` is the « Application partenaire globale » (domain 169). */
export const PARTNER_REACHES = ['all', 'dossiers'] as const;
export type PartnerReach = (typeof PARTNER_REACHES)[number];

/** A key belongs to the partner: it outlives the access of whoever made it. */
export type PartnerKey = {
  _id: Types.ObjectId;
  /** The public part, by which people tell keys apart and we find them. */
  prefix: string;
  /** SHA-256 of the whole key, whose secret part is 256 random bits: no salt is needed. */
  keyHash: string;
  createdAt: Date;
  createdBy: Types.ObjectId;
  /** Set once another key has taken its place. */
  expiresAt?: Date;
  revokedAt?: Date;
  revokedBy?: Types.ObjectId;
  lastUsedAt?: Date;
};

/**
 * Where the partner is told what became of its files. The secret is kept as it is, and not as a fingerprint: each
 * message is signed with it, which a fingerprint could not do. It is shown once and never read back to anybody.
 */
export type PartnerWebhook = { url: string; secret: string; previousSecret?: string; previousUntil?: Date };

export type PartnerRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  name: string;
  /** Folded name, unique in the firm; a revoked partner's is set aside so that the name may serve again. */
  nameKey: string;
  reach: PartnerReach;
  /** Those of the reach `dossiers`; empty for `all`. */
  dossierIds: Types.ObjectId[];
  requestsPerMinute: number;
  /** Oldest first. */
  keys: PartnerKey[];
  webhook?: PartnerWebhook;
  revokedAt?: Date;
  revokedBy?: Types.ObjectId;
  /** Grows with each change that people see; the use of a key is none. */
  version: number;
  createdBy: Types.ObjectId;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const keySchema = new Schema<PartnerKey>({
  prefix: { type: String, required: true },
  keyHash: { type: String, required: true },
  createdAt: { type: Date, required: true },
  createdBy: { type: Schema.Types.ObjectId, required: true },
  expiresAt: { type: Date },
  revokedAt: { type: Date },
  revokedBy: { type: Schema.Types.ObjectId },
  lastUsedAt: { type: Date },
});

const webhookSchema = new Schema<PartnerWebhook>(
  {
    url: { type: String, required: true },
    secret: { type: String, required: true },
    previousSecret: { type: String },
    previousUntil: { type: Date },
  },
  { _id: false },
);

const partnerSchema = new Schema<PartnerRecord>(
  {
    cabinetId: { type: String, required: true },
    name: { type: String, required: true },
    nameKey: { type: String, required: true },
    reach: { type: String, enum: PARTNER_REACHES, required: true },
    dossierIds: { type: [Schema.Types.ObjectId], required: true, default: [] },
    requestsPerMinute: { type: Number, required: true, default: 120 },
    keys: { type: [keySchema], required: true, default: [] },
    webhook: { type: webhookSchema },
    revokedAt: { type: Date },
    revokedBy: { type: Schema.Types.ObjectId },
    version: { type: Number, required: true, default: 1 },
    createdBy: { type: Schema.Types.ObjectId, required: true },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'partners', versionKey: false, timestamps: true },
);
partnerSchema.index({ cabinetId: 1, nameKey: 1 }, { unique: true });
// A partner without a key has no prefix: two of them would otherwise hold the same.
partnerSchema.index(
  { 'keys.prefix': 1 },
  { unique: true, partialFilterExpression: { 'keys.prefix': { $exists: true } } },
);
partnerSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const Partner = model('Partner', partnerSchema);

/** Whether a key opens the door at that moment. */
export function isKeyGood({ revokedAt, expiresAt }: Pick<PartnerKey, 'revokedAt' | 'expiresAt'>, at: Date): boolean {
  return !revokedAt && (!expiresAt || expiresAt > at);
}
