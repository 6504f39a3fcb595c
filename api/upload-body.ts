import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../errors.ts';

/** Accounting files come down to a twentieth, rarely to a hundredth; a bomb to a thousandth. */
const MOST_RATIO = 200;
/** Below, any ratio will do. */
const RATIO_FROM = 1024 * 1024;
/** Zeros that a tape or a block device left after the last member. */
const MOST_PADDING = 1024 * 1024;

/**
 * The bytes of an upload as they come, unpacked when they are gzip, whether the request says so or not.
 *
 * @param expectedSha256 of the bytes as they are sent, in hexadecimal
 * @throws AppError `digest-mismatch`, `compression-unknown`, `compression-broken`, `compression-bomb`.
 */
export function uploadBody(
  { headers }: Pick<IncomingMessage, 'headers'>,
  source: AsyncIterable<Uint8Array>,
  { expectedSha256 }: { expectedSha256?: string } = {},
): AsyncIterable<Uint8Array> {
  const encoding = (headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  if (!['identity', 'gzip', 'x-gzip'].includes(encoding)) throw new AppError('compression-unknown');
  return unpacked(expectedSha256 ? verified(source, expectedSha256) : source, encoding !== 'identity');
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
  const gunzip = createGunzip({ chunkSize: 128 * 1024 });
  const packed = new PackedBytes(source, () => gunzip.bytesWritten);
  let unpackedBytes = 0;
  const input = Readable.from(packed.take(), { objectMode: false });
  input.on('error', (error) => gunzip.destroy(error));
  input.pipe(gunzip);
  try {
    for await (const bytes of gunzip as AsyncIterable<Buffer>) {
      unpackedBytes += bytes.length;
      if (unpackedBytes > RATIO_FROM && unpackedBytes > packed.size * MOST_RATIO)
        throw new AppError('compression-bomb');
      yield bytes;
    }
    input.unpipe(gunzip);
    packed.expectPadding();
    // Nothing is left in it but what was looked at; the source is taken to its end.
    for await (const _ of input);
  } catch (error) {
    const isZlib = String((error as { code?: string }).code).startsWith('Z_');
    throw isZlib ? new AppError('compression-broken', { cause: error }) : error;
  } finally {
    input.destroy();
    gunzip.destroy();
  }
}

/** What goes into gunzip, which takes a zero after a member for the end and throws away in silence what follows. */
class PackedBytes {
  size = 0;
  readonly #source: AsyncIterable<Uint8Array>;
  readonly #used: () => number;
  /** Given, and not used as far as is known. */
  readonly #recent: { from: number; bytes: Uint8Array }[] = [];
  #padding: number | undefined;

  constructor(source: AsyncIterable<Uint8Array>, used: () => number) {
    this.#source = source;
    this.#used = used;
  }

  async *take(): AsyncGenerator<Uint8Array> {
    for await (const bytes of this.#source) {
      if (this.#padding !== undefined) {
        this.#pad(bytes);
        continue;
      }
      const used = this.#used();
      while (this.#recent[0] && this.#recent[0].from + this.#recent[0].bytes.length <= used) this.#recent.shift();
      this.#recent.push({ from: this.size, bytes });
      this.size += bytes.length;
      yield bytes;
    }
  }

  /** Once gunzip has ended: zeros alone may follow. */
  expectPadding(): void {
    const used = this.#used();
    this.#padding = 0;
    for (const { from, bytes } of this.#recent.splice(0)) this.#pad(bytes.subarray(Math.max(0, used - from)));
  }

  #pad(bytes: Uint8Array): void {
    this.#padding = (this.#padding ?? 0) + bytes.length;
    if (this.#padding > MOST_PADDING || bytes.some((byte) => byte !== 0)) {
      throw new AppError('compression-broken', { because: 'something follows the last member' });
    }
  }
}
