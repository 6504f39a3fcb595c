/** What a card asks about the columns of a partner's files, and the mapping that comes of the answers. Pure. */
import { z } from 'zod';
import {
  type CustomMapping,
  DATE_ORDERS,
  MAPPED_COLUMNS,
  type MappedColumn,
  missingColumns,
} from '../formats/custom-mapping.ts';
import type { LayoutView } from './get-layout.ts';

/** How amounts stand in a file, and the columns that each way needs. */
export const AMOUNTS = {
  sides: ['Debit', 'Credit'],
  sens: ['Montant', 'Sens'],
  signed: ['MontantSigne'],
} as const satisfies Record<string, MappedColumn[]>;
export type AmountsForm = keyof typeof AMOUNTS;

/** The columns that are asked about, in the order of the card; those of amounts come after the two first. */
export const ASKED = [
  'CompteNum',
  'EcritureDate',
  'JournalCode',
  'EcritureLib',
  'PieceRef',
  'CompAuxNum',
  'EcritureLet',
] as const;
const AMOUNT_COLUMNS = Object.values(AMOUNTS).flat();
export type AskedColumn = (typeof ASKED)[number] | (typeof AMOUNT_COLUMNS)[number];

/** « absent », as a list of choices says it. */
export const NONE = 'none';
/** Characters of the code of a journal. */
export const LONGEST_JOURNAL = 20;

/** As a card sends it: an index of a column, or `none`; what was not on the card is not sent and stays as it was. */
const choice = z.string().max(10).optional().catch(undefined);
export const mappingEntriesSchema = z.object({
  ...{ CompteNum: choice, EcritureDate: choice, JournalCode: choice, EcritureLib: choice, PieceRef: choice },
  ...{ CompAuxNum: choice, EcritureLet: choice, Debit: choice, Credit: choice, Montant: choice, Sens: choice },
  MontantSigne: choice,
  amounts: z.enum(['sides', 'sens', 'signed']).optional().catch(undefined),
  journal: z.string().max(400).optional().catch(undefined),
  /** Names of the other columns of the FEC that were recognised and are to be kept, with commas. */
  others: z.string().max(400).optional().catch(undefined),
  dateOrder: z.enum(DATE_ORDERS).optional().catch(undefined),
  decimal: z.enum([',', '.']).optional().catch(undefined),
  signConvention: z.enum(['debit-positive', 'credit-positive']).optional().catch(undefined),
});
export type MappingEntries = z.infer<typeof mappingEntriesSchema>;

export type MappingForm = {
  /** By column asked about, the index of the file's; nothing when it has none. */
  columns: Partial<Record<AskedColumn, number>>;
  amounts: AmountsForm;
  journal: string;
  /** Recognised columns that are not asked about, all kept unless unticked. */
  others: { column: MappedColumn; index: number; isKept: boolean }[];
} & Pick<CustomMapping, 'dateOrder' | 'decimal' | 'signConvention'>;

/** `missing`: no entry can do without; `unknown`: the file has no such column; `twice`: another one is read from it. */
export type MappingFaults = Partial<Record<AskedColumn | 'journal', 'missing' | 'unknown' | 'twice' | 'journal'>>;

/** Two columns of the FEC that one of the file may well be. */
const ALIKE: MappedColumn[][] = [
  ['EcritureDate', 'PieceDate'],
  ['PieceRef', 'EcritureNum'],
  ['PieceRef', 'EcritureLib'],
];

/** A mapping as the card shows it. */
export function toMappingForm({ columns, constants, dateOrder, decimal, signConvention }: CustomMapping): MappingForm {
  const amounts = columns.MontantSigne
    ? 'signed'
    : columns.Montant && !columns.Debit && !columns.Credit
      ? 'sens'
      : 'sides';
  const asked: readonly MappedColumn[] = [...ASKED, ...AMOUNTS[amounts]];
  const places = MAPPED_COLUMNS.flatMap((column) => {
    const index = columns[column]?.index;
    return index === undefined ? [] : [{ column, index, isKept: true }];
  });
  return {
    columns: Object.fromEntries(
      places.filter(({ column }) => asked.includes(column)).map(({ column, index }) => [column, index]),
    ),
    ...{ amounts, journal: constants.JournalCode ?? '', dateOrder, decimal, signConvention },
    others: places.filter(({ column }) => isOther(column)),
  };
}

/**
 * The form with what was chosen, and the mapping that comes of it unless something is wrong: then what, by column. Columns
 * of the file that were read as something and no longer are stay with the entries, under their own name.
 */
export function readMappingForm(
  { mapping: before, columns: fileColumns }: Pick<LayoutView, 'mapping' | 'columns'>,
  entries: MappingEntries,
): { form: MappingForm; faults: MappingFaults; mapping?: CustomMapping } {
  const { form, unknown } = fillForm(before, fileColumns, entries);
  const faults: MappingFaults = { ...unknown };
  const used = new Map<number, MappedColumn>();
  for (const column of askedOf(form)) {
    const index = form.columns[column];
    if (index === undefined) continue;
    const other = used.get(index);
    if (other && !isAlike(other, column)) faults[column] = 'twice';
    used.set(index, column);
  }
  for (const column of [...(['CompteNum', 'EcritureDate'] as const), ...AMOUNTS[form.amounts]]) {
    const isConstant = column === 'CompteNum' || column === 'EcritureDate' ? before.constants[column] : undefined;
    if (form.columns[column] === undefined && !isConstant) faults[column] ??= 'missing';
  }
  if (!isJournal(form.journal)) faults.journal = 'journal';
  if (Object.keys(faults).length > 0) return { form, faults };
  const mapping = toMapping(before, fileColumns, form);
  return missingColumns(mapping).length > 0 ? { form, faults } : { form, faults, mapping };
}

/** The columns that a form asks about, in the order of its card. */
export function askedOf({ amounts }: Pick<MappingForm, 'amounts'>): AskedColumn[] {
  const [account, date, ...rest] = ASKED;
  return [account, date, ...AMOUNTS[amounts], ...rest];
}

function fillForm(
  mapping: CustomMapping,
  fileColumns: LayoutView['columns'],
  entries: MappingEntries,
): { form: MappingForm; unknown: MappingFaults } {
  const before = toMappingForm(mapping);
  const { amounts = before.amounts, journal = before.journal, others } = entries;
  const known = new Set(fileColumns.map(({ index }) => String(index)));
  const columns: MappingForm['columns'] = {};
  const unknown: MappingFaults = {};
  for (const column of askedOf({ amounts })) {
    const chosen = entries[column];
    const index =
      chosen === undefined || chosen === '' ? before.columns[column] : chosen === NONE ? undefined : Number(chosen);
    if (chosen && chosen !== NONE && !known.has(chosen)) unknown[column] = 'unknown';
    else if (index !== undefined) columns[column] = index;
  }
  // Nothing ticked is not sent; the form being there tells it from a card that did not ask.
  const isAsked = entries.CompteNum !== undefined;
  const kept = isAsked ? (others ?? '').split(',') : before.others.map(({ column }) => column as string);
  const { dateOrder, decimal, signConvention } = { ...before, ...withoutGaps(entries) };
  return {
    form: {
      ...{ columns, amounts, journal: journal.trim(), dateOrder, decimal, signConvention },
      others: before.others.map(({ column, index }) => ({ column, index, isKept: kept.includes(column) })),
    },
    unknown,
  };
}

function toMapping(before: CustomMapping, fileColumns: LayoutView['columns'], form: MappingForm): CustomMapping {
  const nameOf = new Map(fileColumns.map(({ index, name }) => [index, name]));
  const place = (index: number) => ({ index, header: (nameOf.get(index) ?? '').slice(0, 200) });
  const columns: CustomMapping['columns'] = {};
  for (const column of askedOf(form)) {
    const index = form.columns[column];
    if (index !== undefined) columns[column] = place(index);
  }
  for (const { column, index, isKept } of form.others) {
    const takers = askedOf(form).filter((one) => form.columns[one] === index);
    if (isKept && takers.every((one) => isAlike(one, column))) columns[column] = place(index);
  }
  const { JournalCode: _, ...constants } = before.constants;
  const used = new Set(Object.values(columns).map(({ index }) => index));
  const kept = [...before.extras, ...Object.values(before.columns)].map(({ index }) => index);
  const extras = [...new Set(kept)]
    .filter((index) => !used.has(index) && nameOf.get(index))
    .sort((one, other) => one - other)
    .map((index) => ({ index, header: (nameOf.get(index) as string).slice(0, 100) }))
    .slice(0, 50);
  return {
    ...{ ...before, columns, extras },
    constants: { ...constants, ...(form.journal && !columns.JournalCode && { JournalCode: form.journal }) },
    ...{ dateOrder: form.dateOrder, decimal: form.decimal, signConvention: form.signConvention },
  };
}

function isOther(column: MappedColumn): boolean {
  return !(ASKED as readonly string[]).includes(column) && !(AMOUNT_COLUMNS as readonly string[]).includes(column);
}

function isAlike(one: MappedColumn, other: MappedColumn): boolean {
  return ALIKE.some((pair) => pair.includes(one) && pair.includes(other));
}

/** A code of the firm's or of the partner's: short, on one line. */
function isJournal(text: string): boolean {
  return text.length <= LONGEST_JOURNAL && /^[^\p{C}<>]*$/u.test(text);
}

function withoutGaps({ dateOrder, decimal, signConvention }: MappingEntries) {
  return { ...(dateOrder && { dateOrder }), ...(decimal && { decimal }), ...(signConvention && { signConvention }) };
}
