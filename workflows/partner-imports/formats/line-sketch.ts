/** Hashes of a sketch at most: shares are then known to some percent. */
export const SKETCH_LINES = 512;
const BYTES = 8;

type Sketched = { sketch: Buffer; lines: number };

/**
 * The smallest hashes of a file's distinct lines in ascending order (a "bottom-k" sketch): those of two files that are
 * below the largest hash that both know are a fair sample of all.
 */
export function makeSketch(hashes: Iterable<bigint>): Buffer {
  const smallest = [...new Set(hashes)].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0)).slice(0, SKETCH_LINES);
  const sketch = Buffer.alloc(smallest.length * BYTES);
  for (const [n, hash] of smallest.entries()) sketch.writeBigUInt64BE(hash, n * BYTES);
  return sketch;
}

/** The share of the first file's lines, from 0 to 1, that the second holds as well: exact for files of 512 lines at most. */
export function sharedShare(one: Sketched, other: Sketched): number {
  const mine = hashesOf(one.sketch);
  const theirs = hashesOf(other.sketch);
  if (mine.length === 0 || theirs.length === 0) return 0;
  const limit = smaller(limitOf(mine), limitOf(theirs));
  const known = new Set(theirs);
  const sample = mine.filter((hash) => hash <= limit);
  if (sample.length === 0) return 0;
  return sample.filter((hash) => known.has(hash)).length / sample.length;
}

/** A sketch that is not full holds all hashes there are. */
function limitOf(hashes: bigint[]): bigint {
  return hashes.length < SKETCH_LINES ? 0xffff_ffff_ffff_ffffn : (hashes.at(-1) as bigint);
}

function smaller(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}

function hashesOf(sketch: Buffer): bigint[] {
  return Array.from({ length: Math.floor(sketch.length / BYTES) }, (_, n) => sketch.readBigUInt64BE(n * BYTES));
}
