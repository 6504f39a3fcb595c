import { isAscii, isUtf8 } from 'node:buffer';
import { guessLegacyEncoding, type LegacyEncoding, type LegacyTable, legacyTable } from './legacy-encoding.ts';

const LF = 10;
const LOST = Buffer.from('\ufffd', 'utf8');

/** What was met while decoding, with the place in the block that was given. */
export type Decoding = { from: number; to: number; mixedAt: number; lostAt: number };

/**
 * Blocks of lines as UTF-8. Each line is UTF-8 when it can be, since texts in other encodings hardly ever are by chance;
 * else it is in the encoding of one byte a character that the file's first such lines look like.
 */
export class LineDecoder {
  #hasUtf8 = false;
  #legacy: LegacyEncoding | undefined;
  #table: LegacyTable | undefined;

  /** For people: `ASCII`, `UTF-8`, `windows-1252`, `UTF-8, CP850`. */
  get encoding(): string {
    return [this.#hasUtf8 && 'UTF-8', this.#legacy].filter(Boolean).join(', ') || 'ASCII';
  }

  get legacy(): LegacyEncoding | undefined {
    return this.#legacy;
  }

  /**
   * Decodes the lines from `from` to `to` into `target`, which has room for three times as many, or leaves them where they
   * are when they need nothing. `mixedAt` is where a line in a second encoding begins, `lostAt` where one holds a
   * character that was lost; -1 for none.
   */
  decode(memory: Buffer, from: number, to: number, target: number): Decoding {
    const block = memory.subarray(from, to);
    const same: Decoding = { from, to, mixedAt: -1, lostAt: -1 };
    if (isAscii(block)) return same;
    if (isUtf8(block)) {
      if (!this.#hasUtf8 && this.#legacy) same.mixedAt = from + firstHigh(block);
      this.#hasUtf8 = true;
      const lost = block.indexOf(LOST);
      if (lost >= 0) same.lostAt = from + lost;
      return same;
    }
    return this.#decodeLines(memory, from, to, target);
  }

  #decodeLines(memory: Buffer, from: number, to: number, target: number): Decoding {
    const result: Decoding = { from: target, to: target, mixedAt: -1, lostAt: -1 };
    let out = target;
    for (let start = from; start < to; ) {
      const end = memory.indexOf(LF, start) + 1;
      const line = memory.subarray(start, end);
      if (isAscii(line)) {
        memory.copyWithin(out, start, end);
        out += end - start;
      } else if (isUtf8(line) || isDamagedUtf8(line)) {
        if (!this.#hasUtf8 && this.#legacy) result.mixedAt = start;
        this.#hasUtf8 = true;
        const text = isUtf8(line) ? line : Buffer.from(line.toString('utf8'), 'utf8');
        if (text.includes(LOST)) result.lostAt = start;
        memory.set(text, out);
        out += text.length;
      } else {
        if (!this.#table) {
          this.#legacy = guessLegacyEncoding(legacyLines(memory, start, to));
          this.#table = legacyTable(this.#legacy);
          if (this.#hasUtf8) result.mixedAt = start;
        }
        out = transcode(memory, start, end, out, this.#table);
      }
      start = end;
    }
    result.to = out;
    return result;
  }
}

function transcode(memory: Buffer, from: number, to: number, target: number, { codes, lengths }: LegacyTable): number {
  let out = target;
  for (let at = from; at < to; at += 1) {
    const byte = memory[at] as number;
    if (byte < 128) {
      memory[out] = byte;
      out += 1;
      continue;
    }
    const code = codes[byte] as number;
    memory[out] = code & 0xff;
    memory[out + 1] = (code >> 8) & 0xff;
    memory[out + 2] = code >> 16;
    out += lengths[byte] as number;
  }
  return out;
}

/** The lines of a block that are not UTF-8, for the others say nothing of their encoding. */
function legacyLines(memory: Buffer, from: number, to: number): Buffer {
  const lines: Buffer[] = [];
  for (let start = from; start < to; ) {
    const end = memory.indexOf(LF, start) + 1;
    const line = memory.subarray(start, end);
    if (!isUtf8(line)) lines.push(line);
    start = end;
  }
  return Buffer.concat(lines);
}

/** UTF-8 in which a label was cut within a character: whole characters outnumber the bytes that make none. */
function isDamagedUtf8(line: Buffer): boolean {
  const text = line.toString('utf8');
  let lost = 0;
  let whole = 0;
  for (let n = 0; n < text.length; n += 1) {
    const code = text.charCodeAt(n);
    if (code === 0xfffd) lost += 1;
    else if (code > 127) whole += 1;
  }
  return whole > lost;
}

function firstHigh(block: Buffer): number {
  return block.findIndex((byte) => byte > 127);
}
