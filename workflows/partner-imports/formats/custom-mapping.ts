import { z } from 'zod';
import { COLUMNS } from './format.ts';

/** What a column of a partner's file may be: one of the FEC, or an amount in other forms than Debit and Credit. */
export const MAPPED_COLUMNS = [...COLUMNS, 'Montant', 'Sens', 'MontantSigne'] as const;
export type MappedColumn = (typeof MAPPED_COLUMNS)[number];

export const SEPARATORS = [';', ',', '\t', '|'] as const;
export const TEXT_ENCODINGS = ['UTF-8', 'windows-1252', 'ISO-8859-15', 'CP850'] as const;

/** Order of the parts of a date, whatever is between them; years of two digits only where the order says so. */
export const DATE_ORDERS = ['JJMMAAAA', 'MMJJAAAA', 'AAAAMMJJ', 'JJMMAA', 'MMJJAA', 'AAMMJJ'] as const;
export type DateOrder = (typeof DATE_ORDERS)[number];

/** Columns of a file at most. */
export const MAX_COLUMNS = 256;
const MAX_HEADER = 200;

const place = z.object({
  index: z
    .int()
    .min(0)
    .max(MAX_COLUMNS - 1),
  header: z.string().max(MAX_HEADER),
});

/** How the columns of a partner's files are read; saved once for each layout that the partner has. */
export const customMappingSchema = z.object({
  columns: z.partialRecord(z.enum(MAPPED_COLUMNS), place),
  /** What every line gets: one journal for the whole file. */
  constants: z.partialRecord(z.enum(COLUMNS), z.string().min(1).max(MAX_HEADER)),
  /** Columns that the FEC does not have and that are kept after its own. */
  extras: z.array(place).max(50),
  dateOrder: z.enum(DATE_ORDERS),
  decimal: z.enum([',', '.']),
  /** Of a text; a sheet has none. */
  separator: z.enum(SEPARATORS),
  /** Of a text; found out from its bytes when missing. */
  encoding: z.enum(TEXT_ENCODINGS).optional(),
  /** Line of the header when the mapping was made, from 1; 0 for a file without one. The header is then looked for by its names. */
  headerRow: z.int().min(0).max(10_000),
  /** Rows that are no entries, after the header or, without one, at the start. */
  skipRows: z.int().min(0).max(10_000),
  /** What a positive MontantSigne is. */
  signConvention: z.enum(['debit-positive', 'credit-positive']),
});

export type CustomMapping = z.infer<typeof customMappingSchema>;

/** What no entry can do without and the mapping has not, in names of columns; `Debit` stands for any form of amount. */
export function missingColumns({ columns, constants }: Pick<CustomMapping, 'columns' | 'constants'>): MappedColumn[] {
  const missing: MappedColumn[] = [];
  if (!columns.CompteNum && !constants.CompteNum) missing.push('CompteNum');
  if (!columns.EcritureDate && !constants.EcritureDate) missing.push('EcritureDate');
  if (columns.MontantSigne) return missing;
  if (columns.Montant) return columns.Sens ? missing : [...missing, 'Sens'];
  if (!columns.Debit) missing.push('Debit');
  if (!columns.Credit) missing.push('Credit');
  return missing;
}
