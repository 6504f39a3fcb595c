import {
  BACKSLASH,
  BLANK,
  CLOSE,
  CLOSE_LIST,
  COLON,
  COMMA,
  CR,
  endsWord,
  keyOf,
  LF,
  OPEN,
  OPEN_LIST,
  QUOTE,
  TAB,
} from './json-bytes.ts';
import { type JsonPiece, type JsonStop, MAX_VALUE_BYTES } from './json-piece.ts';

/** What comes next, where no value is being taken. */
type Expected = 'root' | 'first-key' | 'key' | 'colon' | 'member' | 'member-end' | 'first-item' | 'item' | 'item-end';
/** What the values that are read now stand in; nobody knows yet whether an `unknown` object is a document or an entry. */
type Place = 'nothing' | 'unknown' | 'document' | 'list';

const MARK = Buffer.from('\ufeff', 'utf8');
/** Enough for people to find the place. */
const SHOWN_BYTES = 60;

/**
 * Cuts a JSON text into the values that are read one by one, in memory that holds the largest of them: each member of the
 * document, each item of its lists. A document, a bare list of entries and entries one after another are told apart by the
 * first key that is known. However the bytes come in pieces, the values are the same ones.
 */
export class JsonPieces {
  readonly #keys: { document: ReadonlySet<string>; entry: ReadonlySet<string> };
  #memory = Buffer.alloc(256 * 1024);
  #filled = 0;
  #at = 0;
  /** Place from which bytes are still needed. */
  #start = 0;
  #line = 1;
  #startLine = 1;
  #hasBegun = false;
  #isStopped = false;

  #place: Place = 'nothing';
  #expected: Expected = 'root';
  #key = '';
  #index = 0;
  #roots = 0;
  /** There is a document, whatever it lacks. */
  hasDocument = false;
  /** Nothing more may come: all the entries were there. */
  #isComplete = false;

  /** A value is being taken, which begins here; its depth and whether the place is within quotes. */
  #isTaking = false;
  #valueAt = 0;
  #depth = 0;
  #isInText = false;

  constructor(keys: { document: ReadonlySet<string>; entry: ReadonlySet<string> }) {
    this.#keys = keys;
  }

  *push(bytes: Uint8Array): Generator<JsonPiece | JsonStop> {
    for (let from = 0; from < bytes.length && !this.#isStopped; from += MAX_VALUE_BYTES) {
      this.#append(bytes.subarray(from, from + MAX_VALUE_BYTES));
      // The mark itself may come in pieces.
      if (this.#hasBegun || this.#filled >= MARK.length) yield* this.#read();
    }
  }

  /** The text ends here. */
  *end(): Generator<JsonPiece | JsonStop> {
    if (this.#isStopped) return;
    // So that a number at the very end ends; the line it begins is none.
    this.#append(Buffer.from(' '));
    yield* this.#read();
    if (!this.#isStopped && (this.#isTaking || this.#expected !== 'root')) yield this.#stop('json-truncated');
  }

  *#read(): Generator<JsonPiece | JsonStop> {
    if (!this.#hasBegun) {
      this.#hasBegun = true;
      if (this.#memory.subarray(0, MARK.length).equals(MARK)) this.#at = MARK.length;
    }
    while (!this.#isStopped) {
      if (this.#isTaking) {
        const taken = this.#take();
        const length = (taken === 'partial' ? this.#filled : this.#at) - this.#start;
        if (length > MAX_VALUE_BYTES) yield this.#stop('json-value-too-large', this.#startLine);
        else if (taken === 'broken') yield this.#stop('json-syntax');
        if (taken === 'partial' || this.#isStopped) return;
        const piece = this.#finish();
        if (piece) yield piece;
      } else {
        this.#skipBlanks();
        if (this.#place !== 'unknown') this.#start = this.#at;
        if (this.#at >= this.#filled) return;
        const stop = this.#step(this.#memory[this.#at] as number);
        if (stop) yield stop;
      }
    }
  }

  /** One character between values. */
  #step(byte: number): JsonStop | undefined {
    switch (this.#expected) {
      case 'root':
        return this.#open(byte);
      case 'first-key':
        return byte === CLOSE ? this.#close() : byte === QUOTE ? this.#begin() : this.#stop('json-syntax');
      case 'key':
        return byte === QUOTE ? this.#begin() : this.#stop('json-syntax');
      case 'colon':
        return byte === COLON ? this.#pass('member') : this.#stop('json-syntax');
      case 'member':
        if (byte !== OPEN_LIST || this.#place === 'unknown') return this.#begin();
        if (this.#key === 'entries') this.#isComplete = true;
        return this.#pass('first-item');
      case 'member-end':
        return byte === COMMA ? this.#pass('key') : byte === CLOSE ? this.#close() : this.#stop('json-syntax');
      case 'first-item':
        this.#index = 0;
        return byte === CLOSE_LIST ? this.#closeList() : this.#begin();
      case 'item':
        return this.#begin();
      case 'item-end':
        return byte === COMMA
          ? this.#pass('item')
          : byte === CLOSE_LIST
            ? this.#closeList()
            : this.#stop('json-syntax');
    }
  }

  #open(byte: number): JsonStop | undefined {
    if (byte !== OPEN && byte !== OPEN_LIST) return this.#stop(this.#roots > 0 ? 'json-trailing' : 'json-syntax');
    // A list beside anything else may hold the same entries again.
    if (this.#isComplete || (byte === OPEN_LIST && this.#roots > 0)) return this.#stop('json-trailing');
    this.#startLine = this.#line;
    this.#roots += 1;
    if (byte === OPEN) {
      this.#place = 'unknown';
      return this.#pass('first-key');
    }
    this.#place = 'list';
    this.#key = 'entries';
    this.#isComplete = true;
    return this.#pass('first-item');
  }

  /** The object at `start` is known to be a document, or taken for an entry. */
  #decide(isDocument: boolean): JsonStop | undefined {
    this.#at = this.#start;
    this.#line = this.#startLine;
    if (!isDocument) {
      this.#place = 'nothing';
      this.#expected = 'root';
      return this.#begin();
    }
    if (this.#roots > 1) return this.#stop('json-trailing');
    this.#place = 'document';
    this.hasDocument = true;
    return this.#pass('first-key');
  }

  /** An object without any key that is known is an entry, which will be told what it lacks. */
  #close(): JsonStop | undefined {
    if (this.#place === 'unknown') return this.#decide(false);
    this.#place = 'nothing';
    this.#index = 0;
    return this.#pass('root');
  }

  #closeList(): undefined {
    if (this.#place === 'document') return this.#pass('member-end');
    this.#place = 'nothing';
    return this.#pass('root');
  }

  #pass(next: Expected): undefined {
    this.#at += 1;
    this.#expected = next;
  }

  /** Begins to take the value at the place. */
  #begin(): undefined {
    if (this.#place !== 'unknown') this.#startLine = this.#line;
    this.#isTaking = true;
    this.#valueAt = this.#at;
    this.#depth = 0;
    this.#isInText = false;
  }

  /** Goes on to the end of the value, which is the place when it is `whole`. */
  #take(): 'whole' | 'partial' | 'broken' {
    const memory = this.#memory;
    const filled = this.#filled;
    let at = this.#at;
    let depth = this.#depth;
    let isInText = this.#isInText;
    let taken: 'whole' | 'partial' | 'broken' = 'partial';
    while (at < filled) {
      const byte = memory[at] as number;
      if (isInText) {
        // A line end within quotes is no JSON, and a quote was left open.
        if (byte === LF) {
          taken = 'broken';
          break;
        }
        at += byte === BACKSLASH ? 2 : 1;
        if (byte !== QUOTE) continue;
        isInText = false;
        if (depth > 0) continue;
        taken = 'whole';
        break;
      }
      if (depth === 0 && endsWord(byte)) {
        taken = at > this.#valueAt ? 'whole' : 'broken';
        break;
      }
      at += 1;
      if (byte === QUOTE) isInText = true;
      else if (byte === OPEN || byte === OPEN_LIST) depth += 1;
      else if (byte === LF) this.#line += 1;
      else if (byte === CLOSE || byte === CLOSE_LIST) {
        depth -= 1;
        if (depth > 0) continue;
        taken = 'whole';
        break;
      }
    }
    this.#at = at;
    this.#depth = depth;
    this.#isInText = isInText;
    return taken;
  }

  /** What the value that has ended was: a key, a member, an item; nothing yet within an object that is unknown. */
  #finish(): JsonPiece | JsonStop | undefined {
    this.#isTaking = false;
    const { member, line } = { member: this.#key, line: this.#startLine };
    if (this.#expected === 'first-key' || this.#expected === 'key') {
      this.#key = keyOf(this.#memory.toString('utf8', this.#valueAt, this.#at));
      this.#expected = 'colon';
      if (this.#place !== 'unknown') return undefined;
      if (this.#keys.document.has(this.#key)) return this.#decide(true);
      return this.#keys.entry.has(this.#key) ? this.#decide(false) : undefined;
    }
    if (this.#place === 'unknown') {
      this.#expected = 'member-end';
      return undefined;
    }
    const bytes = this.#memory.subarray(this.#start, this.#at);
    if (this.#expected === 'member') {
      this.#expected = 'member-end';
      return { member, line, bytes };
    }
    if (this.#expected === 'root') return { member: 'entries', index: this.#index++, line, bytes };
    this.#expected = 'item-end';
    return { member, index: this.#index++, line, bytes };
  }

  #skipBlanks(): void {
    const memory = this.#memory;
    let at = this.#at;
    for (; at < this.#filled; at += 1) {
      const byte = memory[at];
      if (byte === LF) this.#line += 1;
      else if (byte !== BLANK && byte !== CR && byte !== TAB) break;
    }
    this.#at = at;
  }

  #stop(stop: JsonStop['stop'], line = this.#line): JsonStop {
    this.#isStopped = true;
    const to = Math.min(this.#at + 1, this.#filled);
    const text = this.#memory.toString('utf8', Math.max(this.#start, to - SHOWN_BYTES), to);
    // Nothing is kept any more; the rest of the stream goes by.
    this.#memory = Buffer.alloc(0);
    return { stop, line, ...(text.trim() === '' ? {} : { text: text.replace(/\s+/g, ' ').trim() }) };
  }

  /** Adds bytes, in memory that grows with the value being taken. */
  #append(bytes: Uint8Array): void {
    if (this.#filled + bytes.length > this.#memory.length) {
      const needed = this.#filled - this.#start + bytes.length;
      const target = needed > this.#memory.length / 2 ? Buffer.alloc(needed * 2) : this.#memory;
      this.#memory.copy(target, 0, this.#start, this.#filled);
      this.#memory = target;
      this.#at -= this.#start;
      this.#valueAt -= this.#start;
      this.#filled -= this.#start;
      this.#start = 0;
    }
    this.#memory.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }
}
