import { z } from 'zod';

/** Lines of an entry at most: a month of a supermarket's till has some thousands. */
export const MAX_ENTRY_LINES = 20_000;
const MAX_TEXT = 1_000;

/** Decimal text, never a rounded number. Zeros beyond the cents change nothing. */
const AMOUNT = /^-?\d{1,13}(\.\d{1,2}0*)?$/;

/** By which what is wrong with an amount is known from what is wrong with a text. */
export const AMOUNT_FAULT = 'amount';

const code = (description: string) => z.string().min(1).max(100).describe(description);
const label = (description: string) => z.string().max(MAX_TEXT).describe(description);
const day = (description: string) => z.iso.date().describe(`${description} (AAAA-MM-JJ)`);
const amount = (description: string) =>
  z.union([z.string().regex(AMOUNT, AMOUNT_FAULT), z.number()], AMOUNT_FAULT).describe(description);

const analyticSchema = z
  .object({
    axis: code('Axe analytique').optional(),
    section: code('Section analytique'),
    amount: amount('Montant ventilé sur la section').optional(),
    percent: amount('Part de la ligne ventilée sur la section, en pour cent').optional(),
  })
  .describe('Ventilation analytique de la ligne');

const lineSchema = z
  .object({
    account: code('Numéro du compte général'),
    accountLabel: label('Libellé du compte, s’il n’est pas déclaré dans « accounts »').optional(),
    tiers: code('Code du tiers (compte auxiliaire)').optional(),
    tiersLabel: label('Nom du tiers, s’il n’est pas déclaré dans « tiers »').optional(),
    label: label('Libellé de la ligne ; à défaut, celui de l’écriture').optional(),
    debit: amount('Débit, en euros, deux décimales au plus ; de préférence un texte : "1138.50"').optional(),
    credit: amount('Crédit, en euros, deux décimales au plus ; de préférence un texte : "1138.50"').optional(),
    lettering: z
      .object({ code: code('Code de lettrage'), date: day('Date du lettrage').optional() })
      .describe('Lettrage de la ligne')
      .optional(),
    currency: z
      .object({ code: z.string().regex(/^[A-Z]{3}$/), amount: amount('Montant dans la devise') })
      .describe('Montant en devise, et code ISO 4217 de la devise')
      .optional(),
    dueDate: day('Date d’échéance').optional(),
    analytic: z.array(analyticSchema).max(100).describe('Ventilations analytiques').optional(),
  })
  .refine((line) => line.debit !== undefined || line.credit !== undefined, { path: ['debit'] })
  .meta({
    description: 'Une ligne de l’écriture : un débit ou un crédit',
    anyOf: [{ required: ['debit'] }, { required: ['credit'] }],
  });

/** One accounting entry: what balances. */
export const entrySchema = z
  .object({
    journal: code('Code du journal'),
    date: day('Date comptable de l’écriture'),
    number: code('Numéro de l’écriture dans son journal').optional(),
    label: label('Libellé de l’écriture').optional(),
    piece: z
      .object({ ref: code('Référence de la pièce'), date: day('Date de la pièce').optional() })
      .describe('Pièce justificative')
      .optional(),
    validated: day('Date à laquelle l’écriture a été validée ; absente, l’écriture est provisoire').optional(),
    lines: z
      .array(lineSchema)
      .min(1)
      .max(MAX_ENTRY_LINES)
      .describe('Lignes de l’écriture, dont les débits égalent les crédits'),
  })
  .meta({ id: 'entry', description: 'Une écriture comptable équilibrée' });

export type JsonEntry = z.infer<typeof entrySchema>;
export type JsonLine = JsonEntry['lines'][number];

const journalSchema = z.object({ code: code('Code du journal'), label: label('Libellé du journal') });
const accountSchema = z.object({ number: code('Numéro du compte'), label: label('Libellé du compte') });
const tiersSchema = z.object({ code: code('Code du tiers'), label: label('Nom du tiers') });

const EXAMPLE = {
  version: 1,
  siren: '912345675',
  period: { start: '2025-01-01', end: '2025-12-31' },
  journals: [{ code: 'VE', label: 'Ventes' }],
  accounts: [
    { number: '411000', label: 'Clients' },
    { number: '706000', label: 'Prestations de services' },
    { number: '445710', label: 'TVA collectée' },
  ],
  tiers: [{ code: 'C00042', label: 'Menuiserie Le Guen' }],
  entries: [
    {
      journal: 'VE',
      date: '2025-03-15',
      number: 'VE000127',
      label: 'Facture F2025-127 Menuiserie Le Guen',
      piece: { ref: 'F2025-127', date: '2025-03-14' },
      validated: '2025-03-31',
      lines: [
        {
          ...{ account: '411000', tiers: 'C00042', debit: '1366.20', dueDate: '2025-04-14' },
          lettering: { code: 'AB', date: '2025-04-10' },
        },
        {
          ...{ account: '706000', label: 'Maintenance de mars', credit: '1138.50' },
          analytic: [{ axis: 'Activité', section: 'MAINTENANCE', percent: '100' }],
        },
        { account: '445710', credit: '227.70' },
      ],
    },
  ],
};

/** A whole document. Lists come before the entries that use them, since documents are read as they arrive. */
export const importSchema = z
  .object({
    $schema: z.string().max(MAX_TEXT).describe('Adresse de ce schéma').optional(),
    version: z.literal(1).describe('Version de ce format'),
    siren: z.string().max(20).describe('SIREN du dossier, vérifié à la réception').optional(),
    period: z
      .object({ start: day('Premier jour de l’exercice'), end: day('Dernier jour de l’exercice') })
      .describe('Exercice ou période des écritures')
      .optional(),
    journals: z.array(journalSchema).describe('Journaux et leurs libellés').optional(),
    accounts: z.array(accountSchema).describe('Comptes et leurs libellés').optional(),
    tiers: z.array(tiersSchema).describe('Tiers et leurs noms').optional(),
    entries: z.array(entrySchema).describe('Écritures, dans l’ordre où elles doivent être lues'),
  })
  .meta({
    title: 'Écritures comptables',
    description:
      'Document d’import d’écritures. Une simple liste d’écritures, ou une écriture par ligne (NDJSON), est lue de même.',
    examples: [EXAMPLE],
  });

/** The schema that partners are given, as JSON Schema (draft 2020-12). */
export function publishedJsonSchema(): Record<string, unknown> {
  return z.toJSONSchema(importSchema, { target: 'draft-2020-12', io: 'input' }) as Record<string, unknown>;
}
