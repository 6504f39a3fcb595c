import type { Severity } from './format.ts';

/**
 * Every anomaly of a FEC and how grave it is: `blocking` is what would make approval unsafe, `warning` what the
 * DGFiP's tester or a careful accountant would object to, `note` what is worth knowing (facts: fec.md sections 9 to 11).
 */
export const FEC_CODES = {
  // The file's name.
  'name-form': 'warning',
  'name-siren-invalid': 'warning',
  'name-siren-other': 'blocking',
  'name-date-invalid': 'warning',

  // Bytes and lines.
  'encoding-mixed': 'warning',
  'encoding-unusual': 'warning',
  'character-lost': 'note',
  'separator-unusual': 'warning',
  'line-end-doubled': 'warning',
  'line-too-long': 'blocking',
  'blank-line': 'warning',
  'end-mark': 'warning',
  'nul-bytes': 'warning',
  'control-character': 'note',

  // The header.
  'no-entries': 'blocking',
  'header-unknown': 'blocking',
  'header-missing': 'blocking',
  'header-repeated': 'warning',
  'header-renamed': 'warning',
  'column-twice': 'blocking',
  'mandatory-column-missing': 'blocking',
  'column-missing': 'warning',
  'columns-order': 'warning',
  'extra-columns': 'note',

  // Rows.
  'row-short': 'blocking',
  'row-long': 'blocking',
  'row-cut': 'warning',
  'row-trailing-separator': 'warning',
  'row-separator': 'warning',
  'separator-in-field': 'warning',
  'line-break-in-field': 'warning',
  'field-quoted': 'warning',

  // What is not there.
  'mandatory-missing': 'blocking',
  'data-missing': 'warning',
  'pair-tiers': 'note',
  'pair-lettering': 'note',
  'pair-currency': 'note',

  // Dates.
  'booking-date-invalid': 'blocking',
  'booking-date-impossible': 'blocking',
  'date-invalid': 'warning',
  'date-impossible': 'warning',
  'date-format': 'warning',
  'date-zero': 'note',
  'date-default': 'note',
  'date-year': 'warning',
  'date-out-of-period': 'warning',
  'period-too-long': 'warning',
  'valid-before-entry': 'warning',
  provisional: 'note',
  'validity-mixed': 'warning',

  // Amounts.
  'amount-invalid': 'blocking',
  'amount-decimals': 'blocking',
  'amount-ambiguous': 'blocking',
  'amount-too-large': 'blocking',
  'amount-format': 'warning',
  'currency-amount-invalid': 'warning',
  'sens-invalid': 'blocking',
  'sens-mixed': 'warning',
  'both-sides': 'warning',
  'no-side': 'note',

  // Accounts and entries.
  'account-class': 'warning',
  'account-digits': 'note',
  'code-too-long': 'blocking',
  'entry-unbalanced': 'blocking',
  'journal-unbalanced': 'blocking',
  'file-unbalanced': 'blocking',
  'totals-too-large': 'blocking',
  'entries-not-by-number': 'warning',
  'entries-unchecked': 'warning',
  'closing-entry': 'warning',
  'number-gap': 'warning',
  'numbers-scattered': 'warning',
  'numbering-unchecked': 'note',
  'line-twice': 'note',
  'lines-doubled': 'warning',
  'duplicates-sampled': 'note',
  'too-many-values': 'blocking',
} as const satisfies Record<string, Severity>;

export type FecCode = keyof typeof FEC_CODES;
