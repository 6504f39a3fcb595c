import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { StoredFile, StoredPiece } from '../../models/stored-file.ts';
import { PieceWriter } from './piece-writer.ts';

type Options = { cabinetId: string; name: string; mostBytes: number; expiresAt: Date };

export type Stored = { fileId: Types.ObjectId; size: number; sha256: string };

/**
 * Keeps bytes as they come, piece by piece: the next is asked for once there is room. The file exists once it is whole; of
 * one that is cut or too long nothing stays.
 *
 * @throws AppError `file-too-large`, `file-empty`, `upload-cut` when the source fails.
 */
export async function storeFile(
  source: AsyncIterable<Uint8Array>,
  { cabinetId, name, mostBytes, expiresAt }: Options,
): Promise<Stored> {
  const fileId = new Types.ObjectId();
  const writer = new PieceWriter({ fileId, cabinetId, name, expiresAt });
  try {
    for await (const chunk of orCut(source)) {
      if (writer.size + chunk.length > mostBytes) throw tooLarge(mostBytes);
      await writer.write(chunk);
    }
    const flushed = await writer.flush();
    if (flushed.size === 0) throw new AppError('file-empty');
    await writer.keep(flushed);
    return { fileId, size: flushed.size, sha256: flushed.sha256 };
  } catch (error) {
    await writer.abandon();
    await forgetFile(fileId).catch(() => undefined);
    throw error;
  }
}

export function tooLarge(mostBytes: number): AppError {
  return new AppError('file-too-large', { params: { most: Math.floor(mostBytes / 1024 / 1024) } });
}

/** A source that breaks is not a fault of ours; whatever it says may hold its address. */
export async function* orCut(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* source;
  } catch (error) {
    throw error instanceof AppError ? error : new AppError('upload-cut', { cause: error });
  }
}

/** Takes a file away. Pieces that this misses go when their time comes. */
export async function forgetFile(fileId: Types.ObjectId): Promise<void> {
  await StoredFile.deleteOne({ _id: fileId });
  await StoredPiece.deleteMany({ fileId });
}
