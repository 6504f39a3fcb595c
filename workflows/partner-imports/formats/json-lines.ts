import type { JsonPath, JsonReading, JsonValue } from './read-json-value.ts';

/**
 * Lines of the file for offsets of a value's text, each counted from the one before: an entry of thousands of lines may
 * have as many faults. @param line on which the value begins
 */
export function lineCounter(text: string, line: number): (offset: number) => number {
  let counted = line;
  let last = 0;
  let next = text.indexOf('\n');
  return (offset) => {
    if (offset < last) {
      counted = line;
      next = text.indexOf('\n');
    }
    last = offset;
    for (; next >= 0 && next < offset; next = text.indexOf('\n', next + 1)) counted += 1;
    return counted;
  };
}

/** Offset of the innermost object on the way to a place. */
export function offsetOfPath({ value, offsets }: JsonReading, path: JsonPath): number {
  let offset = 0;
  let one: JsonValue | undefined = value;
  for (const step of ['', ...path]) {
    if (step !== '') one = (one as Record<string | number, JsonValue> | undefined)?.[step];
    if (typeof one !== 'object' || one === null) break;
    offset = offsets.get(one) ?? offset;
  }
  return offset;
}
