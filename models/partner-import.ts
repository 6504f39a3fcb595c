/**
 * A partner's accounting file on a dossier (domain 157 to 197). Its lines are in projet or booked by its status, never by
 * a field of their own (design, section 3), and live in their set of `EntryChunk`, `EntryValue` and `EntrySummary`.
 */
import { model, Schema, type Types } from 'mongoose';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const PARTNER_IMPORT_STATES = ['receiving', 'awaiting', 'error', 'rejected', 'booked', 'cancelled'] as const;
export type PartnerImportState = (typeof PARTNER_IMPORT_STATES)[number];

/** From each state, the states it may go to (design, section 7). `movePartnerImport` is the only writer. */
export const PARTNER_IMPORT_TRANSITIONS: Record<PartnerImportState, readonly PartnerImportState[]> = {
  receiving: ['awaiting', 'error'],
  awaiting: ['booked', 'rejected', 'cancelled'],
  // Read again, once the columns of a custom file are confirmed.
  error: ['awaiting', 'error', 'rejected', 'cancelled'],
  rejected: [],
  booked: [],
  cancelled: [],
};

/** States in which the same bytes, sent again for the same dossier, are this import. */
export const PRESENT_STATES: PartnerImportState[] = ['awaiting', 'error', 'booked'];

/** How many there are; amounts are integer cents, dates AAAAMMJJ as numbers (0: none). */
export type ImportTotals = {
  lines: number;
  entries: number;
  journals: number;
  accounts: number;
  tiers: number;
  debit: number;
  credit: number;
  firstDate: number;
  lastDate: number;
};

export type SeverityCounts = { blocking: number; warning: number; note: number };

export type PartnerImportRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  dossierId: Types.ObjectId;
  /** Missing for records made before partners had one. */
  partnerId?: Types.ObjectId;
  /** The partner's name when it sent the file. */
  partner: string;
  /** Not a key: several imports may have the same (domain 170). */
  fileName: string;
  format: string;
  status: PartnerImportState;
  /** The set of documents that hold its lines, and the file that holds its bytes as they came. */
  setId: Types.ObjectId;
  fileId: Types.ObjectId;
  /** The set that a new reading is being written to, until it takes the place of the other. */
  nextSetId?: Types.ObjectId;
  /** Of the bytes, once unpacked. */
  size: number;
  sha256?: string;
  /** The partner's own names for the uploads that brought it. */
  idempotencyKeys?: string[];
  /** While bytes come in, or are read again: who does it, and until when nobody else may think them lost. */
  lease?: { token: string; until: Date };
  variant: string;
  encoding: string;
  validity: 'definitive' | 'provisional' | 'mixed';
  grouping: string;
  totals: ImportTotals;
  /** « EXERCICE 2021 » (domain 168). */
  periodLabel?: string;
  extraColumns: string[];
  /** How many anomalies of each code; the first thousand are in the set's summary. */
  anomalyCounts: Record<string, { severity: 'blocking' | 'warning' | 'note'; count: number }>;
  severities: SeverityCounts;
  /** The smallest hashes of its lines, by which two imports are compared. */
  sketch?: Buffer;
  /** Fingerprint of a custom file's columns. */
  layout?: string;
  version: number;
  outbox: OutboxEvent[];
  receivedAt?: Date;
  createdAt: Date;
  updatedAt: Date;
};

const count = { type: Number, required: true, default: 0 };
const totalsSchema = new Schema<ImportTotals>(
  {
    ...{ lines: count, entries: count, journals: count, accounts: count, tiers: count },
    ...{ debit: count, credit: count, firstDate: count, lastDate: count },
  },
  { _id: false },
);
const severitiesSchema = new Schema<SeverityCounts>({ blocking: count, warning: count, note: count }, { _id: false });
const leaseSchema = new Schema(
  { token: { type: String, required: true }, until: { type: Date, required: true } },
  { _id: false },
);

const partnerImportSchema = new Schema<PartnerImportRecord>(
  {
    cabinetId: { type: String, required: true },
    dossierId: { type: Schema.Types.ObjectId, required: true },
    partnerId: { type: Schema.Types.ObjectId },
    partner: { type: String, required: true },
    fileName: { type: String, required: true },
    format: { type: String, required: true },
    status: { type: String, enum: PARTNER_IMPORT_STATES, required: true },
    setId: { type: Schema.Types.ObjectId, auto: true },
    fileId: { type: Schema.Types.ObjectId, auto: true },
    nextSetId: { type: Schema.Types.ObjectId },
    size: count,
    sha256: { type: String },
    idempotencyKeys: { type: [String], default: undefined },
    lease: { type: leaseSchema },
    variant: { type: String, default: '' },
    encoding: { type: String, default: '' },
    validity: { type: String, enum: ['definitive', 'provisional', 'mixed'], default: 'provisional' },
    grouping: { type: String, default: 'none' },
    totals: { type: totalsSchema, default: {} },
    periodLabel: { type: String },
    extraColumns: { type: [String], default: [] },
    anomalyCounts: { type: Schema.Types.Mixed, default: {} },
    severities: { type: severitiesSchema, default: {} },
    sketch: { type: Buffer },
    layout: { type: String },
    version: { type: Number, required: true, default: 0 },
    outbox: { type: [outboxSchema], required: true, default: [] },
    receivedAt: { type: Date },
  },
  { collection: 'partner_imports', versionKey: false, timestamps: true, minimize: false },
);
partnerImportSchema.index({ cabinetId: 1, dossierId: 1, status: 1, createdAt: -1 });
// The partner's own list, newest first, by cursor.
partnerImportSchema.index({ partnerId: 1, _id: -1 });
partnerImportSchema.index({ partnerId: 1, status: 1, _id: -1 });
// The same bytes are one import of a dossier (domain 170; design, section 3).
partnerImportSchema.index(
  { dossierId: 1, sha256: 1 },
  { unique: true, partialFilterExpression: { sha256: { $exists: true }, status: { $in: PRESENT_STATES } } },
);
partnerImportSchema.index(
  { partnerId: 1, idempotencyKeys: 1 },
  { unique: true, partialFilterExpression: { idempotencyKeys: { $exists: true } } },
);
partnerImportSchema.index({ partnerId: 1, layout: 1, status: 1 }, { sparse: true });
// Readings that nobody will finish.
partnerImportSchema.index({ nextSetId: 1 }, { sparse: true });
// What was cut while it came in.
partnerImportSchema.index({ 'lease.until': 1 }, { sparse: true });
partnerImportSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const PartnerImport = model('PartnerImport', partnerImportSchema);
