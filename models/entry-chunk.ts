/** Some hundreds of lines of an import in one document, in the order of the file (design, section 3). */
import { model, Schema, type Types } from 'mongoose';

export type EntryChunkRecord = {
  /** Of `chunkId`: the chunks of a set are one range of the index of identifiers, in their order. */
  _id: string;
  cabinetId: string;
  /** Position of the first line among the set's, from 0, and how many there are. */
  from: number;
  count: number;
  /** Line numbers of the file. */
  firstLine: number;
  lastLine: number;
  /** Canonical lines (`COLUMNS`, then the extra columns), tabs between fields, UTF-8, each with a line feed. */
  bytes: Buffer;
};

const entryChunkSchema = new Schema<EntryChunkRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    from: { type: Number, required: true },
    count: { type: Number, required: true },
    firstLine: { type: Number, required: true },
    lastLine: { type: Number, required: true },
    bytes: { type: Buffer, required: true },
  },
  { collection: 'entry_chunks', versionKey: false },
);

export const EntryChunk = model('EntryChunk', entryChunkSchema);

/** Identifiers that sort as the chunks' numbers do. */
export function chunkId(setId: Types.ObjectId | string, chunk: number): string {
  return `${setId}:${String(chunk).padStart(8, '0')}`;
}

/** All identifiers of a set: `;` comes right after `:`. */
export function rangeOf(setId: Types.ObjectId | string) {
  return { $gte: `${setId}:`, $lt: `${setId};` };
}
