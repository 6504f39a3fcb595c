/**
 * A TRA that becomes a FEC (domain 198 to 206): what was read in it, what was chosen, and what came of it. The bytes are apart
 * (`stored-file.ts`). All of it is kept for a day.
 */
import { model, Schema, type Types } from 'mongoose';
import type { ErrorCode } from '../errors.ts';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const CONVERSION_STATES = ['to-choose', 'converting', 'done', 'refused'] as const;
export type ConversionState = (typeof CONVERSION_STATES)[number];

/** From each state, the states it may go to. `moveConversion` is the only writer. */
export const CONVERSION_TRANSITIONS: Record<ConversionState, readonly ConversionState[]> = {
  'to-choose': ['converting'],
  converting: ['done', 'refused'],
  // Another choice for the same file.
  done: ['converting'],
  refused: ['converting'],
};

/** Dates are AAAAMMJJ. `as-file` leaves each line the date of validation that the TRA gives it. */
export type ConversionChoice = {
  validation: 'provisional' | 'as-file' | 'definitive';
  /** Of validation, for a definitive FEC. */
  date?: number;
  closing?: number;
  siren?: string;
};

export type ConversionTotals = {
  lines: number;
  entries: number;
  debit: number;
  credit: number;
  firstDate: number;
  lastDate: number;
};

/** What the TRA tells by itself. `siren` is empty when it does not; `closing.from` says how sure it is. */
export type TraFacts = {
  siren: string;
  closing: { date: number; from: 'exercice' | 'name' | 'given' | 'guessed' };
  exercice?: { start: number; end: number; label: string };
  /** The dossier whose number is in the file's name (domain 200). */
  dossierId?: Types.ObjectId;
  /** Some of its lines have a date of validation. */
  hasValidated: boolean;
};

export type ConversionAnomaly = {
  code: string;
  severity: 'blocking' | 'warning' | 'note';
  line?: number;
  column?: string;
  text?: string;
};

export type ConversionRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  /** Who asked: one of the two. */
  collaborateurId?: Types.ObjectId;
  partnerId?: Types.ObjectId;
  status: ConversionState;
  fileName: string;
  /** The TRA. Missing when it was converted as it came. */
  sourceId?: Types.ObjectId;
  size: number;
  sha256: string;
  /** Cards that were waiting for this file. */
  slots: Types.ObjectId[];
  facts: TraFacts;
  choice?: ConversionChoice;
  /** The FEC, once there is one. */
  fecId?: Types.ObjectId;
  name?: string;
  fecSize?: number;
  totals: ConversionTotals;
  validity: 'definitive' | 'provisional' | 'mixed';
  /** The gravest twenty; all of them are counted. */
  anomalies: ConversionAnomaly[];
  anomalyCounts: Record<string, { severity: ConversionAnomaly['severity']; count: number }>;
  /** Why there is no FEC, when the file is not to blame. */
  failure?: ErrorCode;
  /** Who works on it, on which file, and until when nobody else may. */
  lease?: { token: string; until: Date; fecId: Types.ObjectId };
  /** Times that the work was taken up for this choice. */
  attempts: number;
  expiresAt: Date;
  version: number;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const count = { type: Number, required: true, default: 0 };
const totalsSchema = new Schema<ConversionTotals>(
  { lines: count, entries: count, debit: count, credit: count, firstDate: count, lastDate: count },
  { _id: false },
);

const conversionSchema = new Schema<ConversionRecord>(
  {
    cabinetId: { type: String, required: true },
    collaborateurId: { type: Schema.Types.ObjectId },
    partnerId: { type: Schema.Types.ObjectId },
    status: { type: String, enum: CONVERSION_STATES, required: true },
    fileName: { type: String, required: true },
    sourceId: { type: Schema.Types.ObjectId },
    size: count,
    sha256: { type: String, required: true },
    slots: { type: [Schema.Types.ObjectId], required: true, default: [] },
    facts: { type: Schema.Types.Mixed, required: true },
    choice: { type: Schema.Types.Mixed },
    fecId: { type: Schema.Types.ObjectId },
    name: { type: String },
    fecSize: { type: Number },
    totals: { type: totalsSchema, default: {} },
    validity: { type: String, enum: ['definitive', 'provisional', 'mixed'], default: 'provisional' },
    anomalies: { type: Schema.Types.Mixed, required: true, default: [] },
    anomalyCounts: { type: Schema.Types.Mixed, required: true, default: {} },
    failure: { type: String },
    lease: {
      type: new Schema(
        {
          token: { type: String, required: true },
          until: { type: Date, required: true },
          fecId: { type: Schema.Types.ObjectId, required: true },
        },
        { _id: false },
      ),
    },
    attempts: count,
    expiresAt: { type: Date, required: true },
    version: { type: Number, required: true, default: 1 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'conversions', versionKey: false, timestamps: true, minimize: false },
);
conversionSchema.index({ cabinetId: 1, slots: 1 });
// The same file with the same choice, sent again by a program.
conversionSchema.index({ partnerId: 1, sha256: 1 }, { sparse: true });
// The sweep: work left behind.
conversionSchema.index({ status: 1, 'lease.until': 1 });
conversionSchema.index({ 'outbox.at': 1 }, { sparse: true });
// Kept a day longer than its files: « expired » is better said than « unknown ».
conversionSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 24 * 60 * 60 });

export const Conversion = model('Conversion', conversionSchema);
