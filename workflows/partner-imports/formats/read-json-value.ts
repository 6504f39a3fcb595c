import { JsonNumber } from './json-number.ts';

/** Levels of lists and objects within a value; our schema has five. */
const MAX_DEPTH = 16;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERALS: [text: string, value: boolean | null][] = [
  ['true', true],
  ['false', false],
  ['null', null],
];
const LONE_SURROGATE = /\p{Cs}/gu;

export type JsonValue = string | boolean | null | JsonNumber | JsonValue[] | { [key: string]: JsonValue };

/** Where something is in the value: keys and indexes from its root. */
export type JsonPath = (string | number)[];

export type JsonReading = {
  text: string;
  value: JsonValue;
  /** Offset in the text of each object, for what wants to know its line. */
  offsets: Map<object, number>;
  /** Keys that came again in the same object; the first value counts. */
  twice: { path: JsonPath; offset: number }[];
  /** Strings with half a character, which became a replacement character. */
  lost: { path: JsonPath; offset: number }[];
};

/** What is no JSON, and where. */
export class JsonFault extends Error {
  readonly code: 'json-syntax' | 'json-too-deep';
  readonly offset: number;
  readonly path: JsonPath;

  constructor(code: JsonFault['code'], offset: number, path: JsonPath) {
    super(code);
    this.code = code;
    this.offset = offset;
    this.path = path;
  }
}

/** One JSON value (RFC 8259), its numbers as they are written. @throws {JsonFault} */
export function readJsonValue(text: string): JsonReading {
  const reader = new ValueReader(text);
  const value = reader.read();
  return { text, value, offsets: reader.offsets, twice: reader.twice, lost: reader.lost };
}

class ValueReader {
  readonly offsets = new Map<object, number>();
  readonly twice: JsonReading['twice'] = [];
  readonly lost: JsonReading['lost'] = [];
  readonly #text: string;
  readonly #path: JsonPath = [];
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  read(): JsonValue {
    const value = this.#value();
    this.#next();
    if (this.#at < this.#text.length) throw this.#fault();
    return value;
  }

  #value(): JsonValue {
    const char = this.#next();
    if (char === 34) return this.#string();
    if (char === 123) return this.#object();
    if (char === 91) return this.#list();
    NUMBER.lastIndex = this.#at;
    const number = NUMBER.exec(this.#text)?.[0];
    if (number !== undefined) {
      this.#at += number.length;
      return new JsonNumber(number);
    }
    const literal = LITERALS.find(([word]) => this.#text.startsWith(word, this.#at));
    if (!literal) throw this.#fault();
    this.#at += literal[0].length;
    return literal[1];
  }

  #object(): { [key: string]: JsonValue } {
    const object: { [key: string]: JsonValue } = {};
    this.offsets.set(object, this.#at);
    this.#enter('');
    if (this.#next() === 125) return this.#leave(object);
    for (;;) {
      if (this.#next() !== 34) throw this.#fault();
      const offset = this.#at;
      const key = this.#string();
      this.#path[this.#path.length - 1] = key;
      this.#take(58);
      const value = this.#value();
      if (object[key] !== undefined && Object.hasOwn(object, key)) this.twice.push({ path: [...this.#path], offset });
      // A key like any other, where assignment would change what the object inherits.
      else if (key === '__proto__') Object.defineProperty(object, key, { value, enumerable: true, configurable: true });
      else object[key] = value;
      if (this.#next() === 125) return this.#leave(object);
      this.#take(44);
    }
  }

  #list(): JsonValue[] {
    const list: JsonValue[] = [];
    this.#enter(0);
    if (this.#next() === 93) return this.#leave(list);
    for (;;) {
      this.#path[this.#path.length - 1] = list.length;
      list.push(this.#value());
      if (this.#next() === 93) return this.#leave(list);
      this.#take(44);
    }
  }

  #string(): string {
    const text = this.#text;
    const start = this.#at + 1;
    let at = start;
    let code = text.charCodeAt(at);
    while (code !== 34 && code !== 92 && code >= 32) code = text.charCodeAt(++at);
    if (code === 34) {
      this.#at = at + 1;
      return text.slice(start, at);
    }
    while (code !== 34 && code >= 32) {
      at += code === 92 ? 2 : 1;
      code = text.charCodeAt(at);
    }
    // No number here: the engine knows escapes as well as we would.
    const value = code === 34 ? readQuoted(text.slice(start - 1, at + 1)) : undefined;
    if (value === undefined) {
      this.#at = Math.min(at, text.length);
      throw this.#fault();
    }
    this.#at = at + 1;
    const whole = value.replace(LONE_SURROGATE, '\ufffd');
    if (whole !== value) this.lost.push({ path: [...this.#path], offset: start });
    return whole;
  }

  /** The next character that is no blank, which is not passed. */
  #next(): number {
    let code = this.#text.charCodeAt(this.#at);
    while (code === 32 || code === 10 || code === 13 || code === 9) code = this.#text.charCodeAt(++this.#at);
    return code;
  }

  #take(char: number): void {
    if (this.#next() !== char) throw this.#fault();
    this.#at += 1;
  }

  #enter(key: string | number): void {
    if (this.#path.length >= MAX_DEPTH) throw new JsonFault('json-too-deep', this.#at, [...this.#path]);
    this.#path.push(key);
    this.#at += 1;
  }

  #leave<T>(value: T): T {
    this.#path.pop();
    this.#at += 1;
    return value;
  }

  #fault(): JsonFault {
    return new JsonFault('json-syntax', this.#at, [...this.#path]);
  }
}

function readQuoted(quoted: string): string | undefined {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return undefined;
  }
}
