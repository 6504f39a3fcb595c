import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';

/** Accounting files come down to a twentieth, rarely to a hundredth; a bomb to a thousandth. */
const MOST_RATIO = 200;
/** Below, any ratio will do. */
const RATIO_FROM = 1024 * 1024;
/** A sender is too slow who takes a minute of our waiting for fewer bytes. */
const SLOW_MS = 60_000;
const SLOW_BYTES = 64 * 1024;

/**
 * The bytes of an upload as they come, unpacked when they are gzip, whether the request says so or not.
 *
 * @param expectedSha256 of the bytes as they are sent, in hexadecimal
 * @throws AppError `upload-too-slow`, `digest-mismatch`, `compression-unknown`, `compression-broken`, `compression-bomb`.
 */
export function uploadBody(
  request: IncomingMessage,
  source: AsyncIterable<Uint8Array>,
  { idleMs, expectedSha256 }: { idleMs: number; expectedSha256?: string },
): AsyncIterable<Uint8Array> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) throw new AppError('compression-unknown');
  const steady = steadily(source, idleMs);
  return unpacked(expectedSha256 ? verified(steady, expectedSha256) : steady, encoding !== 'identity');
}

/** Cuts a sender who falls silent, or who drips. Time that we take ourselves does not count. */
async function* steadily(source: AsyncIterable<Uint8Array>, idleMs: number): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let waited = 0;
  let received = 0;
  for (;;) {
    let timer: NodeJS.Timeout | undefined;
    const silence = new Promise<never>((_, reject) => {
      timer = setTimeout(() => reject(new AppError('upload-too-slow')), idleMs);
    });
    const since = performance.now();
    const next = iterator.next();
    // Said by whoever comes first; the other is not to be missed.
    next.catch(() => undefined);
    const { done, value } = await Promise.race([next, silence]).finally(() => clearTimeout(timer));
    if (done) return;
    waited += performance.now() - since;
    received += value.length;
    if (waited > SLOW_MS) {
      if (received < SLOW_BYTES) throw new AppError('upload-too-slow');
      waited = 0;
      received = 0;
    }
    yield value;
  }
}

async function* verified(source: AsyncIterable<Uint8Array>, expected: string): AsyncGenerator<Uint8Array> {
  const hash = createHash('sha256');
  for await (const bytes of source) {
    hash.update(bytes);
    yield bytes;
  }
  if (hash.digest('hex') !== expected) throw new AppError('digest-mismatch');
}

async function* unpacked(source: AsyncIterable<Uint8Array>, isPacked: boolean): AsyncGenerator<Uint8Array> {
  const iterator = source[Symbol.asyncIterator]();
  let first = await iterator.next();
  while (!first.done && first.value.length < 2) {
    const more = await iterator.next();
    if (more.done) break;
    first = { done: false, value: Buffer.concat([first.value, more.value]) };
  }
  const isGzip = !first.done && first.value[0] === 0x1f && first.value[1] === 0x8b;
  if (isPacked && !isGzip) throw new AppError('compression-broken', { because: 'no gzip' });
  const whole = (async function* () {
    if (!first.done) yield first.value;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  })();
  if (!isGzip) yield* whole;
  else yield* gunzipped(whole);
}

async function* gunzipped(source: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  let packed = 0;
  let unpackedBytes = 0;
  const counted = (async function* () {
    for await (const bytes of source) {
      packed += bytes.length;
      yield bytes;
    }
  })();
  const gunzip = createGunzip({ chunkSize: 128 * 1024 });
  const input = Readable.from(counted, { objectMode: false });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const bytes of gunzip as AsyncIterable<Buffer>) {
      unpackedBytes += bytes.length;
      if (unpackedBytes > RATIO_FROM && unpackedBytes > packed * MOST_RATIO) throw new AppError('compression-bomb');
      yield bytes;
    }
  } catch (error) {
    const isZlib = String((error as { code?: string }).code).startsWith('Z_');
    throw isZlib ? new AppError('compression-broken', { cause: error }) : error;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}
