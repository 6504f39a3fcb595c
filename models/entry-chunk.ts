/**
 * Some hundreds of lines of a partner import, in one document (the bucket pattern): compact, in file order, with enough
 * beside them to page, filter and total without reading the rest (design, section 3).
 */
import { model, Schema, type Types } from 'mongoose';

export type EntryChunkRecord = {
  /** The import and the chunk's number: `<importId>:<n>`. */
  _id: string;
  cabinetId: string;
  importId: Types.ObjectId;
  n: number;
  /** Position of the first line among the entries, from 0. */
  from: number;
  count: number;
  /** Line numbers of the partner's file. */
  firstLine: number;
  lastLine: number;
  /** AAAAMMJJ as numbers. */
  firstDate: number;
  lastDate: number;
  /** Integer cents. */
  debit: number;
  credit: number;
  /** What a filter may ask for: `j:` journal, `a:` account, `t:` tiers. */
  keys: string[];
  /** Canonical lines (workflows/partner-imports/formats/format.ts). */
  bytes: Buffer;
};

const entryChunkSchema = new Schema<EntryChunkRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    importId: { type: Schema.Types.ObjectId, required: true },
    n: { type: Number, required: true },
    from: { type: Number, required: true },
    count: { type: Number, required: true },
    firstLine: { type: Number, required: true },
    lastLine: { type: Number, required: true },
    firstDate: { type: Number, required: true },
    lastDate: { type: Number, required: true },
    debit: { type: Number, required: true },
    credit: { type: Number, required: true },
    keys: { type: [String], required: true },
    bytes: { type: Buffer, required: true },
  },
  { collection: 'entry_chunks', versionKey: false },
);
// Pages in file order and by date, from the index alone until the chunk that is wanted.
entryChunkSchema.index({ importId: 1, n: 1, firstDate: 1, lastDate: 1 });
entryChunkSchema.index({ importId: 1, keys: 1, n: 1 });

export const EntryChunk = model('EntryChunk', entryChunkSchema);
