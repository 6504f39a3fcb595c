/** Without what people and other software put between the digits: spaces of every kind, dots, dashes, invisible marks. */
export function stripSeparators(typed: string): string {
  return typed.replace(/[\s.\p{Pd}\p{Cf}\u2212]/gu, '');
}
