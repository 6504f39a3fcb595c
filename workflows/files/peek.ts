/**
 * The first bytes of a source, and all of it: what a file is can be told before anything is done with it.
 *
 * @param least bytes to look at; there may be fewer when the source ends, and more
 */
export async function peek(
  source: AsyncIterable<Uint8Array>,
  least: number,
): Promise<{ head: Buffer; whole: AsyncIterable<Uint8Array> }> {
  const iterator = source[Symbol.asyncIterator]();
  const first: Uint8Array[] = [];
  for (let length = 0; length < least; ) {
    const { done, value } = await iterator.next();
    if (done) break;
    first.push(value);
    length += value.length;
  }
  return { head: Buffer.concat(first), whole: again(first, iterator) };
}

async function* again(first: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    // Let go of as they are given.
    for (let bytes = first.shift(); bytes; bytes = first.shift()) yield bytes;
    for (;;) {
      const { done, value } = await iterator.next();
      if (done) return;
      yield value;
    }
  } finally {
    await iterator.return?.();
  }
}
