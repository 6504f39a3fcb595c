import type { Readable } from 'node:stream';
import type { Request } from 'express';
import { allowLongBody } from './bound-requests.ts';
import { steadily } from './steadily.ts';

/**
 * The body of a request that was let in to send a file: it may take hours, for as long as its sender keeps sending. The
 * request is left whole when its reader stops early, for the answer still has to go out on the same connection.
 *
 * @param idleMs how long a silence may last
 * @throws AppError `upload-too-slow`, while it is read.
 */
export function readUpload(request: Request, idleMs: number): AsyncIterable<Uint8Array> {
  allowLongBody(request);
  return steadily((request as Readable).iterator({ destroyOnReturn: false }), { idleMs });
}
