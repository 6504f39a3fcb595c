import type { SpreadsheetFault } from '../../spreadsheets/spreadsheet-error.ts';
import { COMPLETED_CODES } from './completed-codes.ts';
import { FEC_CODES } from './fec-codes.ts';
import type { Severity } from './format.ts';

/** What makes a whole spreadsheet unreadable. */
const SPREADSHEET_CODES = {
  'file-empty': 'blocking',
  'file-unreadable': 'blocking',
  'file-encrypted': 'blocking',
  'file-old-excel': 'blocking',
  'file-too-large': 'blocking',
  'file-too-wide': 'blocking',
} as const satisfies Record<SpreadsheetFault, Severity>;

/** Every anomaly of a custom file and how grave it is. What is skipped is said: nothing of a file goes missing in silence. */
export const CUSTOM_CODES = {
  ...FEC_CODES,
  ...COMPLETED_CODES,
  ...SPREADSHEET_CODES,

  // The mapping.
  'mapping-incomplete': 'blocking',
  'mapping-to-confirm': 'blocking',
  'header-mismatch': 'blocking',

  // Rows that are no entries.
  'row-before-header': 'note',
  'blank-row-skipped': 'note',
  'header-row-skipped': 'note',
  'total-row-skipped': 'note',
  'text-row-skipped': 'note',
  'quote-unclosed': 'warning',

  // Values.
  'date-other-order': 'blocking',
  'amount-other-notation': 'blocking',
  'sheet-amount-rounded': 'note',
  'journal-made': 'note',
} as const satisfies Record<string, Severity>;

export type CustomCode = keyof typeof CUSTOM_CODES;
