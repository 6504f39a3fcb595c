import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { StoredFile, type StoredFileRecord, StoredPiece, type StoredPieceRecord } from '../../models/stored-file.ts';
import { pieceId } from './piece-writer.ts';

/**
 * The bytes of a file that was kept, piece by piece.
 *
 * @throws AppError `file-gone` when it has expired.
 */
export async function* openFile(cabinetId: string, fileId: Types.ObjectId): AsyncGenerator<Buffer> {
  const file = await StoredFile.findOne({ _id: fileId, cabinetId }).lean<StoredFileRecord>();
  if (!file) throw new AppError('file-gone');
  for (let piece = 0; piece < file.pieces; piece += 1) {
    const found = await StoredPiece.collection.findOne({ _id: pieceId(fileId, piece) as never });
    if (!found) throw new AppError('file-gone', { because: 'a piece is missing' });
    const { data } = found as unknown as StoredPieceRecord & { data: { buffer: Buffer } };
    yield Buffer.from(data.buffer);
  }
}
