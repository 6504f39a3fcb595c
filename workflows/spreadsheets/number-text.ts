/**
 * A number as Excel shows it in a cell wide enough: fifteen digits that count, never an exponent for a whole number.
 * '732829320.0' and '7.3282932E8' are '732829320'; 0.30000000000000004 is '0.3'.
 */
export function numberText(value: number): string {
  if (Number.isSafeInteger(value)) return String(value);
  const rounded = Number(value.toPrecision(15));
  if (Number.isInteger(rounded)) return BigInt(rounded).toString();
  return String(rounded);
}
