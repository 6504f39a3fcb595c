const NO_BREAK_SPACE = '\xc2\xa0';

/**
 * A byte string without blanks, control characters and no-break spaces (two bytes of UTF-8) at either end. By hand: a regular expression
 * takes the square of the length where blanks are many and within.
 */
export function withoutPadding(text: string): string {
  let from = 0;
  let to = text.length;
  for (;;) {
    if (from < to && text.charCodeAt(from) <= 32) from += 1;
    else if (from + 1 < to && text.startsWith(NO_BREAK_SPACE, from)) from += 2;
    else break;
  }
  for (;;) {
    if (to > from && text.charCodeAt(to - 1) <= 32) to -= 1;
    else if (to - 1 > from && text.startsWith(NO_BREAK_SPACE, to - 2)) to -= 2;
    else break;
  }
  return text.slice(from, to);
}
