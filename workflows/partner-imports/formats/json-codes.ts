import { COMPLETED_CODES } from './completed-codes.ts';
import { FEC_CODES } from './fec-codes.ts';
import type { Severity } from './format.ts';

/**
 * Every anomaly of our JSON and how grave it is. A document that goes against the published schema is to be mended by the
 * software that wrote it, so that nothing of it is guessed.
 */
export const JSON_CODES = {
  ...FEC_CODES,
  ...COMPLETED_CODES,

  // The text.
  'json-syntax': 'blocking',
  'json-truncated': 'blocking',
  'json-trailing': 'blocking',
  'json-too-deep': 'blocking',
  'json-value-too-large': 'blocking',
  'json-encoding': 'warning',

  // Keys.
  'json-key-twice': 'blocking',
  'json-key-unknown': 'warning',
  'json-declared-late': 'warning',
  'json-declared-too-many': 'warning',

  // Values.
  'json-missing': 'blocking',
  'json-type': 'blocking',
  'json-value': 'blocking',
  'json-amount': 'blocking',
  'json-number-as-text': 'note',
  'json-version-missing': 'warning',
  'json-version-unknown': 'blocking',
  'json-siren-invalid': 'warning',
  'json-siren-other': 'blocking',
} as const satisfies Record<string, Severity>;

export type JsonCode = keyof typeof JSON_CODES;
