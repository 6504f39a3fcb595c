/** Bytes handed to us, kept in pieces, for a while or for good. A file counts only once it is whole. */
import { model, Schema, type Types } from 'mongoose';

export type StoredFileRecord = {
  _id: Types.ObjectId;
  cabinetId: string;
  name: string;
  size: number;
  sha256: string;
  pieces: number;
  /** Missing: kept until it is taken away. */
  expiresAt?: Date;
};

export type StoredPieceRecord = {
  _id: string;
  fileId: Types.ObjectId;
  data: Buffer;
  /** Pieces of an upload that was cut go by themselves too. */
  expiresAt?: Date;
};

const storedFileSchema = new Schema<StoredFileRecord>(
  {
    cabinetId: { type: String, required: true },
    name: { type: String, default: '' },
    size: { type: Number, required: true },
    sha256: { type: String, required: true },
    pieces: { type: Number, required: true },
    expiresAt: { type: Date },
  },
  { collection: 'stored_files', versionKey: false },
);
storedFileSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const StoredFile = model('StoredFile', storedFileSchema);

const storedPieceSchema = new Schema<StoredPieceRecord>(
  {
    /** The file's identifier and the piece's number. */
    _id: { type: String, required: true },
    fileId: { type: Schema.Types.ObjectId, required: true },
    data: { type: Buffer, required: true },
    expiresAt: { type: Date },
  },
  { collection: 'stored_pieces', versionKey: false },
);
storedPieceSchema.index({ fileId: 1 });
storedPieceSchema.index({ expiresAt: 1 }, { expireAfterSeconds: 0 });
export const StoredPiece = model('StoredPiece', storedPieceSchema);
