import type { FecBatch } from './fec-batch.ts';

const LF = 10;

/**
 * Copies the lines of a batch to `out`, one after the other, each with a line feed, and hashes their bytes by two
 * polynomials, of two strands each for the processor to follow side by side.
 *
 * @returns the place after the last one
 */
export function copyLines({ memory, view }: { memory: Buffer; view: DataView }, batch: FecBatch, out: number): number {
  const { count, starts, ends, stride, hashes } = batch;
  let to = out;
  for (let row = 0, last = batch.fields - 1; row < count; row += 1, last += stride) {
    const start = starts[row] as number;
    const end = ends[last] as number;
    let low = end - start;
    let high = low;
    let low2 = 0;
    let high2 = 0;
    let o = to;
    let p = start;
    for (; p + 8 <= end; p += 8, o += 8) {
      const word = view.getInt32(p, true);
      const word2 = view.getInt32(p + 4, true);
      view.setInt32(o, word, true);
      view.setInt32(o + 4, word2, true);
      low = (Math.imul(low, 0x9e3779b1) + word) | 0;
      high = Math.imul(high, 0x85ebca6b) ^ word;
      low2 = (Math.imul(low2, 0x9e3779b1) + word2) | 0;
      high2 = Math.imul(high2, 0x85ebca6b) ^ word2;
    }
    let word = view.getInt32(p, true);
    let word2 = view.getInt32(p + 4, true);
    view.setInt32(o, word, true);
    view.setInt32(o + 4, word2, true);
    const rest = (end - p) << 3;
    if (rest < 32) {
      word &= ~(-1 << rest);
      word2 = 0;
    } else word2 &= ~(-1 << (rest - 32));
    low = (Math.imul(low, 0x9e3779b1) + word) | 0;
    high = Math.imul(high, 0x85ebca6b) ^ word;
    low = (Math.imul(low, 0xc2b2ae35) + Math.imul(low2, 0x9e3779b1) + word2) | 0;
    high = Math.imul(high, 0x27d4eb2f) ^ Math.imul(high2, 0x85ebca6b) ^ word2;
    hashes[row * 2] = low ^ (low >>> 15);
    hashes[row * 2 + 1] = high ^ (high >>> 14);
    to += end - start;
    memory[to] = LF;
    to += 1;
  }
  return to;
}
