import { FEC_CODES } from './fec-codes.ts';
import type { Severity } from './format.ts';

/**
 * Every anomaly of a TRA and how grave it is (facts: tra.md section 8). Its entries go through the checks of a FEC, whose
 * codes are therefore here too; columns are named as the TRA names its fields.
 */
export const TRA_CODES = {
  ...FEC_CODES,

  // Header and parameters.
  'version-unknown': 'warning',
  'siret-invalid': 'warning',
  'siren-other': 'blocking',
  'record-unknown': 'warning',
  'parameters-after-entries': 'warning',
  'period-invalid': 'warning',
  'period-closed': 'note',
  'books-currency': 'warning',
  'balance-without-entries': 'blocking',
  'balance-file': 'warning',

  // Lines.
  'line-short': 'blocking',
  'line-length': 'note',
  'line-kind-unknown': 'blocking',
  'entry-type-unknown': 'blocking',
  'not-bookkeeping': 'warning',
  'lines-beside-entries': 'note',
  'piece-type-unknown': 'note',
  'due-date-invalid': 'warning',
  'reference-blank': 'note',
  'label-blank': 'note',
  'opening-not-first': 'note',

  // Amounts and currencies.
  'amount-coding': 'warning',
  'currency-missing': 'warning',
  'currency-rate-missing': 'blocking',
  'amount-converted': 'warning',

  // Journals, accounts, tiers. Files of partners mostly declare none, which is said once.
  'journal-undeclared': 'warning',
  'account-undeclared': 'warning',
  'tiers-undeclared': 'warning',
  'journals-not-declared': 'note',
  'accounts-not-declared': 'note',
  'tiers-not-declared': 'note',
  'account-not-collective': 'warning',
  'tiers-missing': 'warning',
  'tiers-unmarked': 'warning',

  // Analytic lines.
  'axis-missing': 'warning',
  'section-missing': 'warning',
  'analytic-orphan': 'warning',
  'analytic-unbalanced': 'warning',

  // Entries.
  'numbers-mixed': 'warning',
  'references-within-entry': 'note',
  'validated-without-date': 'warning',
  'forced-date-early': 'blocking',
} as const satisfies Record<string, Severity>;

export type TraCode = keyof typeof TRA_CODES;

/** What only the making of a FEC can find wrong. */
export const CONVERSION_CODES = {
  'siren-missing': 'blocking',
  'siren-invalid': 'blocking',
  'closing-guessed': 'warning',
  'closing-other': 'warning',
  'closing-early': 'warning',
  'characters-replaced': 'warning',
} as const satisfies Record<string, Severity>;

export type ConversionCode = keyof typeof CONVERSION_CODES;

/** The field of a TRA that each column of the FEC is made from (facts: tra.md section 7). */
export const TRA_FIELDS: Readonly<Record<string, string>> = {
  ...{ JournalCode: 'JOURNAL', JournalLib: 'JOURNAL', EcritureNum: 'NUMEROPIECE', EcritureDate: 'DATECOMPTABLE' },
  ...{ CompteNum: 'GENERAL', CompteLib: 'GENERAL', CompAuxNum: 'AUXILIAIRE', CompAuxLib: 'AUXILIAIRE' },
  ...{ PieceRef: 'REFINTERNE', PieceDate: 'DATEREFEXTERNE', EcritureLib: 'LIBELLE', Debit: 'MONTANT' },
  ...{ Credit: 'MONTANT', EcritureLet: 'LETTRAGE', DateLet: 'DATEPAQUETMAX', ValidDate: 'VALIDDATE' },
  ...{ Montantdevise: 'MONTANT', Idevise: 'DEVISE' },
};
