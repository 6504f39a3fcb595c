/** A journal, an account or a tiers of an import: its totals, and the chunks that hold it, for filters to read no others. */
import { createHash } from 'node:crypto';
import { model, Schema, type Types } from 'mongoose';

export const VALUE_KINDS = ['journal', 'account', 'tiers', 'section'] as const;
export type ValueKind = (typeof VALUE_KINDS)[number];

export type EntryValueRecord = {
  /** Of `valueId`: values of a kind are one range of the index of identifiers, in their order. */
  _id: string;
  cabinetId: string;
  value: string;
  label: string;
  /** Of lines; amounts are integer cents. */
  count: number;
  debit: number;
  credit: number;
  /** Numbers of the chunks in ascending order, each as its distance from the one before, in one to five bytes. */
  chunks: Buffer;
};

const entryValueSchema = new Schema<EntryValueRecord>(
  {
    _id: { type: String, required: true },
    cabinetId: { type: String, required: true },
    value: { type: String, required: true },
    label: { type: String, default: '' },
    count: { type: Number, required: true },
    debit: { type: Number, required: true },
    credit: { type: Number, required: true },
    chunks: { type: Buffer, required: true },
  },
  { collection: 'entry_values', versionKey: false },
);

export const EntryValue = model('EntryValue', entryValueSchema);

const LONGEST = 120;

/** Values that are no codes any more are told apart by their hash. */
export function valueId(setId: Types.ObjectId | string, kind: ValueKind, value: string): string {
  const short =
    value.length <= LONGEST
      ? value
      : `${value.slice(0, LONGEST)}#${createHash('sha256').update(value).digest('base64url')}`;
  return `${setId}:${kind}:${short}`;
}
