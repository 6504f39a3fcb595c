/** How the tests of a run ended. */
export type TestCounts = { passed: number; failed: number; skipped: number };

/** The last line of a run, which programs read. */
export function lineOf({ passed, failed, skipped }: TestCounts): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}
