import type { Severity } from './format.ts';

/** What formats without all the columns of a FEC have filled in for them. */
export const COMPLETED_CODES = {
  'column-completed': 'note',
  'entry-number-made': 'note',
} as const satisfies Record<string, Severity>;

export type CompletedCode = keyof typeof COMPLETED_CODES;
