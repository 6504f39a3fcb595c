import { createHash } from 'node:crypto';
import type { Types } from 'mongoose';
import { StoredFile, StoredPiece } from '../../models/stored-file.ts';
import { FewAtOnce } from '../few-at-once.ts';

/** A piece, well below MongoDB's limit for a document. */
const PIECE_BYTES = 512 * 1024;
/** Pieces being written at once; as many are held in memory, and the one that is being filled. */
const AT_ONCE = 3;

type Options = {
  fileId: Types.ObjectId;
  cabinetId: string;
  name: string /** Kept for good without. */;
  expiresAt?: Date;
};

/** Keeps bytes as they come, piece by piece. The file exists once it is whole. */
export class PieceWriter {
  size = 0;
  readonly #options: Options;
  readonly #hash = createHash('sha256');
  readonly #writes = new FewAtOnce(AT_ONCE);
  /** Pieces are filled in the same few buffers over and over: a gigabyte of fresh ones would fill the memory for a while. */
  readonly #free: Buffer[] = [];
  #buffer: Buffer | undefined;
  #pieces = 0;
  #filled = 0;

  constructor(options: Options) {
    this.#options = options;
  }

  /** Takes bytes; waits while earlier ones are still being written. */
  async write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.length;
    this.#hash.update(bytes);
    for (let at = 0; at < bytes.length; ) {
      this.#buffer ??= this.#free.pop() ?? Buffer.allocUnsafeSlow(PIECE_BYTES);
      const length = Math.min(bytes.length - at, PIECE_BYTES - this.#filled);
      this.#buffer.set(bytes.subarray(at, at + length), this.#filled);
      this.#filled += length;
      at += length;
      if (this.#filled === PIECE_BYTES) await this.#flush();
    }
  }

  /** Writes what is left. What came is known then, and not yet a file. */
  async flush(): Promise<{ size: number; sha256: string; pieces: number }> {
    if (this.#filled > 0) await this.#flush();
    await this.#writes.settle();
    return { size: this.size, sha256: this.#hash.digest('hex'), pieces: this.#pieces };
  }

  /** Makes a file of what was flushed. */
  async keep({ size, sha256, pieces }: { size: number; sha256: string; pieces: number }): Promise<void> {
    const { fileId, cabinetId, name, expiresAt } = this.#options;
    await StoredFile.create({ _id: fileId, cabinetId, name, size, sha256, pieces, ...(expiresAt && { expiresAt }) });
  }

  /** Waits for writes under way, so that none of them comes after the file was taken away. */
  async abandon(): Promise<void> {
    await this.#writes.settle().catch(() => undefined);
  }

  async #flush(): Promise<void> {
    const { fileId, expiresAt } = this.#options;
    const buffer = this.#buffer as Buffer;
    this.#buffer = undefined;
    const data = buffer.subarray(0, this.#filled);
    this.#filled = 0;
    const piece = { _id: pieceId(fileId, this.#pieces), fileId, data, ...(expiresAt && { expiresAt }) };
    this.#pieces += 1;
    await this.#writes.start(async () => {
      try {
        // By a majority, so that none is missing when the last write counts; that one is journalled, and with it these.
        await StoredPiece.collection.insertOne(piece as never, { writeConcern: { w: 'majority', j: false } });
      } finally {
        this.#free.push(buffer);
      }
    });
  }
}

export function pieceId(fileId: Types.ObjectId, piece: number): string {
  return `${fileId}:${piece}`;
}
