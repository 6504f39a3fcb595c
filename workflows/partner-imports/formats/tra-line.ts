/** Positions beyond are nobody's: the longest record of a TRA has 1,407. */
const MAX_POSITIONS = 2_048;

/** Kinds of entry lines, by the byte at position 31: those that balances count, and two that go with them (facts: tra.md section 5). */
export const LINE_KIND = { general: 32, tiers: 88, detailed: 72, sharedOut: 65, attachment: 71 } as const;
export const KIND_POSITION = 31;

/**
 * One line of a TRA, whose fields are at fixed positions (facts: tra.md section 1). Positions are counted from 1 in
 * characters, as the documents count them: in UTF-8 they are not those of bytes.
 */
export class TraLine {
  /** Of the file, from 1. */
  number = 0;
  /** Characters, those beyond the last position not counted. */
  length = 0;
  /** Where the field last found is, without blanks around it. */
  from = 0;
  to = 0;
  readonly memory: Buffer;
  readonly view: DataView;
  #start = 0;
  #isAscii = true;
  /** Where each character begins, when they have not one byte each. */
  readonly #places = new Int32Array(MAX_POSITIONS + 1);

  constructor(memory: Buffer) {
    this.memory = memory;
    this.view = new DataView(memory.buffer, memory.byteOffset, memory.length);
  }

  /** Takes the bytes from `start` to `end`, valid UTF-8. */
  take(start: number, end: number, isAscii: boolean, number: number): void {
    this.number = number;
    this.#start = start;
    this.#isAscii = isAscii || !this.#hasHighByte(start, end);
    if (this.#isAscii) {
      this.length = Math.min(end - start, MAX_POSITIONS);
      return;
    }
    const { memory } = this;
    const places = this.#places;
    let count = 0;
    let at = start;
    for (; at < end && count < MAX_POSITIONS; at += 1) {
      if (((memory[at] as number) & 0xc0) === 0x80) continue;
      places[count] = at;
      count += 1;
    }
    while (at < end && ((memory[at] as number) & 0xc0) === 0x80) at += 1;
    places[count] = at;
    this.length = count;
  }

  /** Where the character at a position begins, or the line ends. */
  placeOf(position: number): number {
    const n = Math.min(position - 1, this.length);
    return this.#isAscii ? this.#start + n : (this.#places[n] as number);
  }

  /** Finds a field and says whether it holds anything but blanks. */
  find(position: number, length: number): boolean {
    if (position > this.length) {
      this.to = this.from;
      return false;
    }
    const { memory } = this;
    let from = this.placeOf(position);
    let to = this.placeOf(position + length);
    while (to > from && (memory[to - 1] as number) <= 32) to -= 1;
    while (from < to && (memory[from] as number) <= 32) from += 1;
    this.from = from;
    this.to = to;
    return to > from;
  }

  /** The byte of a character at a position, a blank beyond the end. */
  byteAt(position: number): number {
    return position > this.length ? 32 : (this.memory[this.placeOf(position)] as number);
  }

  /** A field without blanks around it. */
  text(position: number, length: number): string {
    return this.find(position, length) ? this.memory.toString('utf8', this.from, this.to) : '';
  }

  /** Whether a field is the same as the bytes given. */
  isSame(position: number, length: number, other: Buffer, otherLength: number): boolean {
    const from = this.placeOf(position);
    if (this.placeOf(position + length) - from !== otherLength) return false;
    const { memory } = this;
    for (let n = 0; n < otherLength; n += 1) if (memory[from + n] !== other[n]) return false;
    return true;
  }

  /** Puts the bytes of a field into `target` and gives their number. */
  save(position: number, length: number, target: Buffer): number {
    const from = this.placeOf(position);
    return this.memory.copy(target, 0, from, this.placeOf(position + length));
  }

  #hasHighByte(start: number, end: number): boolean {
    const { memory, view } = this;
    let at = start;
    for (; at + 4 <= end; at += 4) if ((view.getInt32(at, true) & 0x80808080) !== 0) return true;
    for (; at < end; at += 1) if ((memory[at] as number) > 127) return true;
    return false;
  }
}
