/** What a set of entries keeps once: its anomalies, and the dates of each chunk. */
import { model, Schema, type Types } from 'mongoose';

export type KeptAnomaly = {
  code: string;
  severity: 'blocking' | 'warning' | 'note';
  line?: number;
  column?: string;
  text?: string;
};

export type EntrySummaryRecord = {
  /** The set. */
  _id: Types.ObjectId;
  cabinetId: string;
  anomalies: KeptAnomaly[];
  chunks: number;
  /** First and last date of each chunk as AAAAMMJJ, four bytes each, little endian; 0 when it has none. */
  dates: Buffer;
  attachments: string[];
};

const entrySummarySchema = new Schema<EntrySummaryRecord>(
  {
    _id: { type: Schema.Types.ObjectId, required: true },
    cabinetId: { type: String, required: true },
    anomalies: { type: Schema.Types.Mixed, default: [] } as never,
    chunks: { type: Number, required: true },
    dates: { type: Buffer, required: true },
    attachments: { type: [String], default: [] },
  },
  { collection: 'entry_summaries', versionKey: false },
);

export const EntrySummary = model('EntrySummary', entrySummarySchema);
