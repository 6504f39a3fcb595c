/**
 * The columns of a partner's own files (« écritures personnalisées », domain 161, 171) and what each is: guessed from the
 * first file that has them, agreed once, and used for all that follow.
 */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const LAYOUT_STATES = ['guessed', 'confirmed'] as const;
export type LayoutState = (typeof LAYOUT_STATES)[number];

export type PartnerLayoutRecord = {
  /** Of `layoutId`. */
  _id: string;
  cabinetId: string;
  partnerId: Types.ObjectId;
  fingerprint: string;
  /** Names of the columns, empty for files without any. */
  header: string[];
  /** A few rows, their cells cut, for a person to see what they agree to. */
  sample: string[][];
  /** A `CustomMapping`. */
  mapping: Record<string, unknown>;
  /** Columns that no entry can do without and the mapping lacks. */
  missing: string[];
  /** How sure the guess is, from 0 to 1. */
  confidence: number;
  status: LayoutState;
  confirmedBy?: { kind: 'partner' | 'collaborateur'; id: string };
  confirmedAt?: Date;
  /** Imports that were in error when it was agreed to, and are read again. */
  waited?: number;
  version: number;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const partnerLayoutSchema = new Schema<PartnerLayoutRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    partnerId: { type: Schema.Types.ObjectId, required: true },
    fingerprint: { type: String, required: true },
    header: { type: [String], required: true },
    sample: { type: [[String]], default: [] },
    mapping: { type: Schema.Types.Mixed, required: true },
    missing: { type: [String], default: [] },
    confidence: { type: Number, required: true, default: 0 },
    status: { type: String, enum: LAYOUT_STATES, required: true },
    confirmedBy: { type: Schema.Types.Mixed },
    confirmedAt: { type: Date },
    waited: { type: Number },
    version: { type: Number, required: true, default: 0 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'partner_layouts', versionKey: false, timestamps: true, minimize: false },
);
partnerLayoutSchema.index({ cabinetId: 1, partnerId: 1, status: 1, updatedAt: -1 });
partnerLayoutSchema.index({ cabinetId: 1, status: 1, updatedAt: -1 });
partnerLayoutSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const PartnerLayout = model('PartnerLayout', partnerLayoutSchema);

export function layoutId(partnerId: Types.ObjectId | string, fingerprint: string): string {
  return `${partnerId}:${fingerprint}`;
}

/** What the identifier of a layout is made of, as imports name it. */
export function layoutParts(_id: string): { partnerId: string; layout: string } {
  const [partnerId = '', layout = ''] = _id.split(':');
  return { partnerId, layout };
}
