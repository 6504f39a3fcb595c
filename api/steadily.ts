import { AppError } from '../errors.ts';

/** A sender is too slow who takes a minute of our waiting for fewer bytes. */
const SLOW_MS = 60_000;
const SLOW_BYTES = 64 * 1024;

/**
 * What a sender sends, cut once it falls silent, or drips. Time that we take ourselves does not count.
 *
 * @param idleMs how long a silence may last
 * @param slowMs how much waiting 64 KB are worth
 * @throws AppError `upload-too-slow`.
 */
export async function* steadily(
  source: AsyncIterable<Uint8Array>,
  { idleMs, slowMs = SLOW_MS }: { idleMs: number; slowMs?: number },
): AsyncGenerator<Uint8Array> {
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
    if (waited > slowMs) {
      if (received < SLOW_BYTES) throw new AppError('upload-too-slow');
      waited = 0;
      received = 0;
    }
    yield value;
  }
}
