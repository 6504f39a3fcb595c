/** Integer cents of a difference as people read them: `-12,05`, `+0,10`. */
export function centsText(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : '+'}${digits.slice(0, -2)},${digits.slice(-2)}`;
}
