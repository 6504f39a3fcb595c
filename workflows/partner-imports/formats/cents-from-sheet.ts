/** How far from a cent a sum of a sheet may be: what its calculations with binary numbers leave, and no more. */
const NOISE = 1e-6;

/** A number of a sheet as the amount it stands for: `1234.56000000001` is what a formula makes of 1234.56. */
export function centsFromSheet(text: string): { text: string; isRounded: boolean } {
  if (!/^-?\d+\.\d{3,}$/.test(text) && !/e-/i.test(text)) return { text, isRounded: false };
  const value = Number(text);
  const rounded = value.toFixed(2);
  const isNoise = Math.abs(value - Number(rounded)) < NOISE && Math.abs(value) < 1e12;
  return isNoise ? { text: rounded.replace(/^-0\.00$/, '0.00'), isRounded: true } : { text, isRounded: false };
}
