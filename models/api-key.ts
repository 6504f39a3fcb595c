/** A key by which another program speaks to us in the firm's name. Shown once; only its fingerprint is kept. */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const API_SCOPES = ['dossiers.import', 'partners.manage', 'imports.read'] as const;
export type ApiScope = (typeof API_SCOPES)[number];

export type ApiKeyRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  /** The public part, by which people tell keys apart and we find them. */
  prefix: string;
  /** SHA-256 of the whole key, whose secret part is 256 random bits: no salt is needed. */
  keyHash: string;
  label: string;
  scopes: ApiScope[];
  requestsPerMinute: number;
  /** The key acts in the name of whoever made it, and dies with their access. */
  createdBy: Types.ObjectId;
  revokedAt?: Date;
  revokedBy?: Types.ObjectId;
  lastUsedAt?: Date;
  outbox: OutboxEvent[];
  createdAt: Date;
};

const apiKeySchema = new Schema<ApiKeyRecord>(
  {
    cabinetId: { type: String, required: true },
    prefix: { type: String, required: true },
    keyHash: { type: String, required: true },
    label: { type: String, default: '' },
    scopes: { type: [{ type: String, enum: API_SCOPES, required: true }], required: true },
    requestsPerMinute: { type: Number, required: true, default: 120 },
    createdBy: { type: Schema.Types.ObjectId, required: true },
    revokedAt: { type: Date },
    revokedBy: { type: Schema.Types.ObjectId },
    lastUsedAt: { type: Date },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'api_keys', versionKey: false, timestamps: { createdAt: true, updatedAt: false } },
);
apiKeySchema.index({ prefix: 1 }, { unique: true });
apiKeySchema.index({ cabinetId: 1, createdAt: -1 });
apiKeySchema.index({ 'outbox.at': 1 }, { sparse: true });

export const ApiKey = model('ApiKey', apiKeySchema);
