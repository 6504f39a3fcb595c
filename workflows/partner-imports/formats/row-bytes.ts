const TAB = 9;
const LF = 10;
const COMMA = 44;
const MINUS = 45;
const ZERO = 48;

/** Rows written as bytes, one field after the other, into a part of a memory. */
export class RowBytes {
  readonly memory: Buffer;
  readonly view: DataView;
  readonly start: number;
  at: number;
  /** Whether a character of control became a blank since this was last set to false. */
  hasControl = false;

  constructor(memory: Buffer, view: DataView, start: number) {
    this.memory = memory;
    this.view = view;
    this.start = start;
    this.at = start;
  }

  endField(): void {
    this.memory[this.at] = TAB;
    this.at += 1;
  }

  endRow(): void {
    this.memory[this.at] = LF;
    this.at += 1;
  }

  byte(byte: number): void {
    this.memory[this.at] = byte;
    this.at += 1;
  }

  /** Copies bytes, with a blank for what would break the row. */
  copy(source: Uint8Array, from: number, to: number): void {
    const { memory } = this;
    let { at } = this;
    for (let p = from; p < to; p += 1, at += 1) {
      const byte = source[p] as number;
      if (byte < 32) {
        memory[at] = 32;
        this.hasControl = true;
      } else memory[at] = byte;
    }
    this.at = at;
  }

  text(text: string): void {
    const bytes = Buffer.from(text, 'utf8');
    this.copy(bytes, 0, bytes.length);
  }

  /** Integer cents as `-1234,50`. */
  cents(cents: number): void {
    const { memory } = this;
    if (cents < 0) this.byte(MINUS);
    const value = Math.abs(cents);
    let whole = Math.floor(value / 100);
    const rest = value - whole * 100;
    let digits = 1;
    for (let limit = 10; whole >= limit; limit *= 10) digits += 1;
    for (let at = this.at + digits - 1; at >= this.at; at -= 1) {
      const tens = Math.floor(whole / 10);
      memory[at] = ZERO + (whole - tens * 10);
      whole = tens;
    }
    const at = this.at + digits;
    memory[at] = COMMA;
    memory[at + 1] = ZERO + Math.floor(rest / 10);
    memory[at + 2] = ZERO + (rest % 10);
    this.at = at + 3;
  }
}
