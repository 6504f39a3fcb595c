import { createHash } from 'node:crypto';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { StoredFile, StoredPiece } from '../../models/stored-file.ts';

type Options = { cabinetId: string; name: string; mostBytes: number; expiresAt: Date };

/** A piece well below MongoDB's limit for a document; also all that is held in memory. */
const PIECE_BYTES = 1024 * 1024;

export type Stored = { fileId: Types.ObjectId; size: number; sha256: string };

/**
 * Keeps bytes as they come, piece by piece: the next is asked for once the last is written. The file exists once it is
 * whole; of one that is cut or too long nothing stays.
 *
 * @throws AppError `file-too-large`, `file-empty`, `upload-cut` when the source fails.
 */
export async function storeFile(
  source: AsyncIterable<Uint8Array>,
  { cabinetId, name, mostBytes, expiresAt }: Options,
): Promise<Stored> {
  const fileId = new Types.ObjectId();
  const hash = createHash('sha256');
  let size = 0;
  let pieces = 0;
  let waiting: Uint8Array[] = [];
  let waitingBytes = 0;
  const flush = async () => {
    if (waitingBytes === 0) return;
    const data = Buffer.concat(waiting);
    waiting = [];
    waitingBytes = 0;
    await StoredPiece.collection.insertOne({ _id: pieceId(fileId, pieces), fileId, data, expiresAt } as never);
    pieces += 1;
  };
  try {
    for await (const chunk of whole(source)) {
      size += chunk.length;
      if (size > mostBytes) {
        throw new AppError('file-too-large', { params: { most: Math.floor(mostBytes / 1024 / 1024) } });
      }
      hash.update(chunk);
      waiting.push(chunk);
      waitingBytes += chunk.length;
      if (waitingBytes >= PIECE_BYTES) await flush();
    }
    await flush();
    if (size === 0) throw new AppError('file-empty');
    const sha256 = hash.digest('hex');
    await StoredFile.create({ _id: fileId, cabinetId, name, size, sha256, pieces, expiresAt });
    return { fileId, size, sha256 };
  } catch (error) {
    await forgetFile(fileId).catch(() => undefined);
    throw error;
  }
}

/** A source that breaks is not a fault of ours; whatever it says may hold its address. */
async function* whole(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
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

export function pieceId(fileId: Types.ObjectId, piece: number): string {
  return `${fileId}:${piece}`;
}
