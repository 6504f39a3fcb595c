/**
 * A file of companies to bring in (domain 103): what was read in it, what somebody said yes to, and how far it has come.
 * The bytes are apart (`stored-file.ts`); the dossiers it makes have identifiers derived from its own and their line, so
 * that a line makes one dossier however often it is run.
 */
import { createHash } from 'node:crypto';
import { model, Schema, Types } from 'mongoose';
import type { ErrorCode } from '../errors.ts';
import { type OutboxEvent, outboxSchema } from './outbox.ts';

export const PORTFOLIO_IMPORT_STATES = [
  ...(['receiving', 'reading', 'previewed', 'importing', 'done', 'cancelled', 'failed', 'expired'] as const),
] as const;
export type PortfolioImportState = (typeof PORTFOLIO_IMPORT_STATES)[number];

/** From each state, the states it may go to. `movePortfolioImport` is the only writer. */
export const PORTFOLIO_IMPORT_TRANSITIONS: Record<PortfolioImportState, readonly PortfolioImportState[]> = {
  // Being fetched for a card that waits for it: nothing of it is kept yet.
  receiving: ['reading', 'failed'],
  reading: ['previewed', 'failed', 'cancelled', 'expired'],
  previewed: ['importing', 'cancelled', 'expired'],
  importing: ['done', 'failed'],
  done: [],
  cancelled: [],
  failed: [],
  expired: [],
};

/** Something wrong with a line. `text` is what stands there, cut; `other` is what it goes against: a line, or codes. */
export type LineFault = { line: number; column: string; text: string; code: string; other?: string };
/** A line whose dossier is there already and says something else: it is said, never written (domain 105). */
export type LineDifference = { line: number; code: string; fields: string[] };

export type ImportCounts = {
  lines: number;
  toCreate: number;
  present: number;
  differing: number;
  refused: number;
  dirigeants: number;
  /** Dirigeants whose line asks for an invitation. */
  invitations: number;
};

export type ImportProgress = { line: number; handled: number; created: number; present: number; refused: number };

export type PortfolioImportRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  status: PortfolioImportState;
  door: 'teams' | 'api';
  fileName: string;
  fileId?: Types.ObjectId;
  sha256?: string;
  size?: number;
  /** The bytes' fingerprint while the import is open: the same file is not previewed twice at once. */
  openKey?: string;
  /** Whoever handed the file in; the second to hand in the same bytes joins the first. */
  depositors: Types.ObjectId[];
  createdBy: Types.ObjectId;
  apiKeyId?: Types.ObjectId;
  /** Cards that were waiting for this file. */
  slots: Types.ObjectId[];
  /** Column headings as the file has them, by the field they were recognised as. */
  columns: { field: string; heading: string }[];
  unknownColumns: string[];
  counts: ImportCounts;
  /** All faults, counted by code; only the first thousand are kept. */
  faultCounts: Record<string, number>;
  faults: LineFault[];
  differences: LineDifference[];
  progress: ImportProgress;
  /** A wish to import as soon as the file has been read, said with the file itself (API), and who said so. */
  confirmsItself?: { invites: boolean; by?: Types.ObjectId };
  confirmedBy?: Types.ObjectId;
  confirmedAt?: Date;
  /** Invitations were confirmed with their count. */
  invites: boolean;
  failure?: ErrorCode;
  /** Columns that had to be there, for a file refused for want of them. */
  missingColumns: string[];
  /** While a job works on it; also its fence. */
  leaseUntil?: Date;
  failures: number;
  cardsAt?: Date;
  expiresAt: Date;
  finishedAt?: Date;
  version: number;
  outbox: OutboxEvent[];
  createdAt: Date;
  updatedAt: Date;
};

const numbers = (names: string[]) =>
  Object.fromEntries(names.map((name) => [name, { type: Number, required: true, default: 0 }]));

const portfolioImportSchema = new Schema<PortfolioImportRecord>(
  {
    cabinetId: { type: String, required: true },
    status: { type: String, enum: PORTFOLIO_IMPORT_STATES, required: true },
    door: { type: String, enum: ['teams', 'api'], required: true },
    fileName: { type: String, required: true },
    fileId: { type: Schema.Types.ObjectId },
    sha256: { type: String },
    size: { type: Number },
    openKey: { type: String },
    depositors: { type: [Schema.Types.ObjectId], required: true, default: [] },
    createdBy: { type: Schema.Types.ObjectId, required: true },
    apiKeyId: { type: Schema.Types.ObjectId },
    slots: { type: [Schema.Types.ObjectId], required: true, default: [] },
    columns: { type: Schema.Types.Mixed, required: true, default: [] },
    unknownColumns: { type: [String], required: true, default: [] },
    counts: numbers(['lines', 'toCreate', 'present', 'differing', 'refused', 'dirigeants', 'invitations']),
    faultCounts: { type: Schema.Types.Mixed, required: true, default: {} },
    faults: { type: Schema.Types.Mixed, required: true, default: [] },
    differences: { type: Schema.Types.Mixed, required: true, default: [] },
    progress: numbers(['line', 'handled', 'created', 'present', 'refused']),
    confirmsItself: {
      type: { invites: { type: Boolean, required: true }, by: { type: Schema.Types.ObjectId } },
      _id: false,
    },
    confirmedBy: { type: Schema.Types.ObjectId },
    confirmedAt: { type: Date },
    invites: { type: Boolean, required: true, default: false },
    failure: { type: String },
    missingColumns: { type: [String], required: true, default: [] },
    leaseUntil: { type: Date },
    failures: { type: Number, required: true, default: 0 },
    cardsAt: { type: Date },
    expiresAt: { type: Date, required: true },
    finishedAt: { type: Date },
    version: { type: Number, required: true, default: 1 },
    outbox: { type: [outboxSchema], required: true, default: [] },
  },
  { collection: 'portfolio_imports', versionKey: false, timestamps: true, minimize: false },
);
portfolioImportSchema.index(
  { cabinetId: 1, openKey: 1 },
  { unique: true, partialFilterExpression: { openKey: { $exists: true } } },
);
portfolioImportSchema.index({ cabinetId: 1, slots: 1 });
portfolioImportSchema.index({ cabinetId: 1, createdAt: -1 });
// The sweep: work left behind, and previews that nobody answered.
portfolioImportSchema.index({ status: 1, leaseUntil: 1 });
portfolioImportSchema.index({ status: 1, expiresAt: 1 });
portfolioImportSchema.index({ 'outbox.at': 1 }, { sparse: true });

export const PortfolioImport = model('PortfolioImport', portfolioImportSchema);

/** The identifier of the dossier that a line makes: the same however often, and by whomever, the line is run. */
export function dossierIdOfLine(importId: Types.ObjectId, line: number): Types.ObjectId {
  const digest = createHash('sha256').update(`${importId}\n${line}`).digest('hex');
  // The moment of the import first, as in any identifier: new dossiers stand together in the index.
  return new Types.ObjectId(String(importId).slice(0, 8) + digest.slice(0, 16));
}
