const FIRST_BYTES = 8;

/**
 * Ascending numbers of chunks, each as its distance from the one before in as few bytes as it takes (seven bits a byte,
 * the eighth says that more follow): one byte for a value that most chunks hold.
 */
export class PostingList {
  #bytes = new Uint8Array(FIRST_BYTES);
  #length = 0;
  #last = -1;

  /** A number greater than the ones before; the last one again adds nothing. */
  add(number: number): void {
    if (number === this.#last) return;
    let distance = number - this.#last - 1;
    this.#last = number;
    if (this.#length + 5 > this.#bytes.length) {
      const more = new Uint8Array(this.#bytes.length * 2);
      more.set(this.#bytes);
      this.#bytes = more;
    }
    while (distance > 0x7f) {
      this.#bytes[this.#length] = (distance & 0x7f) | 0x80;
      this.#length += 1;
      distance >>>= 7;
    }
    this.#bytes[this.#length] = distance;
    this.#length += 1;
  }

  toBuffer(): Buffer<ArrayBuffer> {
    return Buffer.from(this.#bytes.subarray(0, this.#length));
  }
}

/** The numbers of a list, in ascending order. */
export function readPostings(bytes: Uint8Array): number[] {
  const numbers: number[] = [];
  let last = -1;
  for (let at = 0; at < bytes.length; at += 1) {
    let distance = 0;
    let shift = 0;
    while ((bytes[at] as number) > 0x7f) {
      distance |= ((bytes[at] as number) & 0x7f) << shift;
      shift += 7;
      at += 1;
    }
    distance |= (bytes[at] as number) << shift;
    last += distance + 1;
    numbers.push(last);
  }
  return numbers;
}
