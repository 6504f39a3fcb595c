import fc from 'fast-check';

/** `length` decimal digits. */
export const digits = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((all) => all.join(''));

/** What people and software put between two characters. */
const gap = fc.constantFrom('', '', ' ', '\u00a0', '\u202f', '.', '-', '–', '  ', '\t', '\u200b');

/** The same characters, typed with anything between and around them. */
export function spaced(text: string) {
  return fc
    .array(gap, { minLength: text.length + 1, maxLength: text.length + 1 })
    .map((gaps) => gaps.map((one, place) => one + (text[place] ?? '')).join(''));
}

/** The digit that gives `start` and it a Luhn sum that is a multiple of 10, worked out by trying. */
export function luhnDigit(start: string): string {
  const isFit = (all: string) =>
    [...all].reverse().reduce((sum, digit, place) => {
      const doubled = Number(digit) * (place % 2 ? 2 : 1);
      return sum + Math.floor(doubled / 10) + (doubled % 10);
    }, 0) %
      10 ===
    0;
  return [...'0123456789'].find((last) => isFit(start + last)) ?? '';
}

export const siren = digits(8)
  .map((start) => start + luhnDigit(start))
  .filter((all) => Number(all) !== 0);

/** `text` with the digit at `place` moved on by `by` (1 to 9). */
export function changeDigit(text: string, place: number, by: number): string {
  const changed = (Number(text[place]) + by) % 10;
  return text.slice(0, place) + changed + text.slice(place + 1);
}
