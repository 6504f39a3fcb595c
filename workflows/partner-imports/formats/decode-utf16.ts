/** Bytes by which UTF-16 without a mark is known: texts of ours have a zero in every second place. */
const SAMPLE = 64;

/**
 * The bytes of a stream as they are, or as UTF-8 when the stream is UTF-16, by its mark or by the zeros that French texts
 * have in it. `found` is told which before the first bytes are given.
 */
export async function* decodeUtf16(
  source: AsyncIterable<Uint8Array>,
  found: (encoding: 'UTF-16LE' | 'UTF-16BE') => void,
): AsyncGenerator<Uint8Array> {
  let head: Uint8Array | undefined = new Uint8Array(0);
  let decoder: InstanceType<typeof TextDecoder> | undefined;
  const give = (piece: Uint8Array, isLast = false) =>
    decoder ? Buffer.from(decoder.decode(piece, { stream: !isLast }), 'utf8') : piece;
  const start = (bytes: Uint8Array) => {
    const encoding = utf16Of(bytes);
    if (encoding) {
      decoder = new TextDecoder(encoding);
      found(encoding === 'utf-16le' ? 'UTF-16LE' : 'UTF-16BE');
    }
  };
  for await (const piece of source) {
    if (head === undefined) {
      yield give(piece);
      continue;
    }
    head = head.length === 0 ? piece : Buffer.concat([head, piece]);
    if (head.length < SAMPLE) continue;
    start(head);
    yield give(head);
    head = undefined;
  }
  if (head !== undefined) {
    start(head);
    yield give(head);
  }
  if (decoder) yield give(new Uint8Array(0), true);
}

function utf16Of(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const sample = bytes.subarray(0, SAMPLE);
  if (sample.length < 8) return undefined;
  const zeros = [0, 0];
  for (let n = 0; n < sample.length; n += 1) if (sample[n] === 0) zeros[n & 1] = (zeros[n & 1] as number) + 1;
  const [even, odd] = zeros as [number, number];
  // A header is ASCII: all its high bytes are zero, and none of the low ones.
  if (odd >= sample.length / 2 - 1 && even === 0) return 'utf-16le';
  return even >= sample.length / 2 - 1 && odd === 0 ? 'utf-16be' : undefined;
}
