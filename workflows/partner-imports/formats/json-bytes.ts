export const TAB = 9;
export const LF = 10;
export const CR = 13;
export const BLANK = 32;
export const QUOTE = 34;
export const COMMA = 44;
export const COLON = 58;
export const OPEN_LIST = 91;
export const BACKSLASH = 92;
export const CLOSE_LIST = 93;
export const OPEN = 123;
export const CLOSE = 125;

/** What cannot be within a number or a word. */
export function endsWord(byte: number): boolean {
  return byte <= BLANK || byte === COMMA || byte === COLON || byte === CLOSE || byte === CLOSE_LIST;
}

/** A key with its escapes read; what is no key is nothing. */
export function keyOf(quoted: string): string {
  try {
    return JSON.parse(quoted) as string;
  } catch {
    return '';
  }
}
