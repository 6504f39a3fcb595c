/** Places of the table at its largest: 134 MB, for 12.5 million lines. */
const MAX_SLOTS = 1 << 24;

/**
 * Hashes of 64 bits of all lines so far, to find those met before: a false find among 10 million lines has one chance in
 * 300,000. Costs 11 to 22 bytes a line. Beyond 12.5 million lines no more are taken in, and `isFull` says so.
 */
export class LineHashes {
  isFull = false;
  #low = new Int32Array(1 << 12);
  #high = new Int32Array(1 << 12);
  #count = 0;

  /**
   * Takes in the hashes of a batch of lines, `found` called with the place of each that was there already. In batches,
   * since the processor then waits for many of the table's far-apart places at once.
   */
  addAll(low: Int32Array, high: Int32Array, count: number, found: (place: number) => void): void {
    if (!this.isFull && (this.#count + count) * 4 > this.#low.length * 3) this.#grow();
    const lows = this.#low;
    const highs = this.#high;
    const mask = lows.length - 1;
    for (let n = 0; n < count; n += 1) {
      const one = low[n] as number;
      // Zero is an empty place.
      const two = (high[n] as number) || 1;
      let slot = one & mask;
      while (highs[slot] !== 0 && (highs[slot] !== two || lows[slot] !== one)) slot = (slot + 1) & mask;
      if (highs[slot] !== 0) found(n);
      else if (!this.isFull) {
        lows[slot] = one;
        highs[slot] = two;
        this.#count += 1;
      }
    }
  }

  #grow(): void {
    const lows = this.#low;
    const highs = this.#high;
    if (lows.length >= MAX_SLOTS) {
      this.isFull = true;
      return;
    }
    const length = lows.length * 2;
    this.#low = new Int32Array(length);
    this.#high = new Int32Array(length);
    const mask = length - 1;
    for (let n = 0; n < lows.length; n += 1) {
      if (highs[n] === 0) continue;
      let slot = (lows[n] as number) & mask;
      while (this.#high[slot] !== 0) slot = (slot + 1) & mask;
      this.#low[slot] = lows[n] as number;
      this.#high[slot] = highs[n] as number;
    }
  }
}
