/** What the doors for accounting files take and give; the OpenAPI document is made from these. */
import { z } from 'zod';
import { customMappingSchema } from '../workflows/partner-imports/formats/custom-mapping.ts';
import { IMPORT_FORMATS } from '../workflows/partner-imports/formats/format.ts';

export const STATUSES = ['awaiting', 'error', 'rejected', 'booked', 'cancelled'] as const;

const code = z.string().trim().min(1).max(100);
const day = z.iso.date().describe('Date, AAAA-MM-JJ.');
const limit = (most: number, usual: number) =>
  z.coerce.number().int().min(1).max(most).default(usual).describe(`Nombre de lignes par page, ${most} au plus.`);
const cursor = z.string().max(600).optional().describe('Valeur de « next » de la page précédente.');
/** Several values: `a=1&a=2`, or `a=1,2`. */
const several = (what: string) =>
  z
    .union([z.string(), z.array(z.string())])
    .transform((given) =>
      [given]
        .flat()
        .flatMap((one) => one.split(','))
        .map((one) => one.trim()),
    )
    .pipe(z.array(z.string().min(1).max(200)).min(1).max(50))
    .optional()
    .describe(`${what} Plusieurs valeurs : séparées par des virgules.`);
const amount = z
  .string()
  .regex(/^\d{1,13}([.,]\d{1,2})?$/, 'un montant s’écrit 1138.50')
  .transform((text) => {
    const [whole = '0', part = ''] = text.split(/[.,]/);
    return Number(whole) * 100 + Number(part.padEnd(2, '0'));
  })
  .optional();

export const uploadQuery = z.object({
  name: z.string().max(300).optional().describe('Nom du fichier, tel que le cabinet le lira.'),
});

export const listQuery = z.object({
  dossier: code.optional().describe('Code du dossier.'),
  status: several(`État : ${STATUSES.join(', ')}.`).pipe(z.array(z.enum(STATUSES)).optional()),
  partner: z
    .string()
    .regex(/^[0-9a-f]{24}$/)
    .optional()
    .describe(
      'Identifiant du partenaire ; sans effet pour une clé de partenaire, qui ne voit que ses propres imports.',
    ),
  since: z
    .union([z.iso.datetime({ offset: true }), day])
    .optional()
    .describe('Reçus depuis ce jour ou ce moment.'),
  until: z
    .union([z.iso.datetime({ offset: true }), day])
    .optional()
    .describe('Reçus jusqu’à ce jour, compris, ou ce moment.'),
  limit: limit(100, 50),
  cursor,
});

export const entriesQuery = z.object({
  journal: several('Code journal.'),
  account: several('Numéro de compte ; « 411* » pour tous ceux qui commencent ainsi.'),
  tiers: several('Code tiers.'),
  from: day.optional().describe('Date d’écriture la plus ancienne.'),
  to: day.optional().describe('Date d’écriture la plus récente.'),
  min: amount.describe('Montant le plus petit, au débit ou au crédit : 1138.50.'),
  max: amount.describe('Montant le plus grand, au débit ou au crédit : 1138.50.'),
  text: z
    .string()
    .max(100)
    .optional()
    .describe('Cherché dans les libellés, références et codes, sans égard aux accents.'),
  limit: limit(1_000, 100),
  cursor,
});

export const valuesQuery = z.object({ limit: limit(1_000, 100), cursor });

export const fecQuery = z.object({
  encoding: z.enum(['UTF-8', 'ISO-8859-15', 'windows-1252']).default('UTF-8').describe('Encodage du fichier rendu.'),
  extras: z.enum(['true', 'false']).default('false').describe('Avec les colonnes qui suivent les 18 de la loi.'),
});

const { shape } = customMappingSchema;
const mapping = customMappingSchema
  .extend({
    columns: shape.columns.describe(
      'Par nom de colonne du FEC (ou Montant, Sens, MontantSigne) : le rang de votre colonne, à partir de 0, et son titre.',
    ),
    constants: shape.constants.describe('Ce que reçoit chaque ligne, par nom de colonne du FEC : un journal unique.'),
    extras: shape.extras.describe('Vos colonnes que le FEC n’a pas, gardées à la suite des siennes.'),
    dateOrder: shape.dateOrder.describe('Ordre des parties d’une date, quel que soit ce qui les sépare.'),
    decimal: shape.decimal.describe('Séparateur des décimales.'),
    separator: shape.separator.describe('Séparateur des colonnes d’un texte.'),
    encoding: shape.encoding.describe('Encodage d’un texte ; absent : reconnu aux octets.'),
    headerRow: shape.headerRow.describe('Ligne des titres, à partir de 1 ; 0 : il n’y en a pas.'),
    skipRows: shape.skipRows.describe('Lignes à passer après les titres, ou au début s’il n’y en a pas.'),
    signConvention: shape.signConvention.describe('Ce qu’est un MontantSigne positif.'),
  })
  .describe('Ce qu’est chaque colonne, et comment se lisent dates et montants.');

export const layoutBody = z.object({ mapping }).describe('Ce que sont les colonnes d’un fichier personnalisé.');

export const layoutView = z
  .object({
    id: z.string().describe('Empreinte des colonnes.'),
    status: z.enum(['guessed', 'confirmed']).describe('Devinée, ou confirmée une fois pour toutes.'),
    header: z.array(z.string()).describe('Titres des colonnes, dans leur ordre.'),
    sample: z.array(z.array(z.string())).describe('Les premières lignes.'),
    mapping,
    missing: z.array(z.string()).describe('Colonnes indispensables qui manquent.'),
    confidence: z.number().describe('Confiance dans ce qui est deviné, de 0 à 1.'),
    updatedAt: z.iso.datetime().describe('Date du dernier changement.'),
    links: z.object({ self: z.string() }).describe('Adresse : self.'),
  })
  .describe('Les colonnes d’un fichier personnalisé.');
export const layoutsView = z
  .object({ items: z.array(layoutView).describe('Par disposition de colonnes.') })
  .describe('Les dispositions de colonnes rencontrées.');

export const anomaliesQuery = z.object({
  severity: z
    .enum(['blocking', 'warning', 'note'])
    .optional()
    .describe('Gravité : blocking (bloquante), warning (à vérifier), note (pour information).'),
  code: z.string().max(60).optional().describe('Code d’anomalie.'),
  skip: z.coerce.number().int().min(0).max(1_000).default(0).describe('Anomalies passées, depuis la première.'),
  limit: limit(1_000, 100),
});

const decimal = z
  .string()
  .regex(/^-?\d+\.\d{2}$/)
  .describe('Montant en euros, deux décimales.');
const severity = z.enum(['blocking', 'warning', 'note']).describe('Gravité : bloquante, à vérifier, pour information.');
const next = z.string().optional().describe('Curseur de la page suivante ; absent à la dernière.');
const anomalyCode = z.string().describe('Code stable de l’anomalie.');

export const importView = z
  .object({
    id: z.string().describe('Identifiant de l’import.'),
    dossier: z.string().describe('Code du dossier.'),
    partner: z
      .object({
        id: z.string().optional().describe('Identifiant du partenaire.'),
        name: z.string().describe('Son nom au moment de l’envoi.'),
      })
      .describe('Qui a transmis le fichier.'),
    fileName: z.string().describe('Nom du fichier ; plusieurs imports peuvent porter le même.'),
    format: z.enum(IMPORT_FORMATS).describe('Format reconnu au contenu du fichier.'),
    variant: z.string().describe('Forme exacte du fichier, pour être lue.'),
    encoding: z.string().describe('Encodage des caractères.'),
    status: z.enum(STATUSES).describe('État.'),
    statusLabel: z.string().describe('L’état, tel que le cabinet le lit.'),
    origin: z.string().describe('Par où le fichier est arrivé.'),
    size: z.int().describe('Octets, une fois décompressés.'),
    sha256: z.string().describe('Empreinte SHA-256 de ces octets, en hexadécimal.'),
    createdAt: z.iso.datetime().describe('Date de réception.'),
    updatedAt: z.iso.datetime().describe('Date du dernier changement.'),
    detail: z.string().describe('« 97 écritures ».'),
    error: z.string().optional().describe('La première anomalie bloquante, en une phrase.'),
    period: z
      .object({
        label: z.string().optional().describe('« EXERCICE 2025 ».'),
        firstDate: day.optional().describe('Date du premier mouvement.'),
        lastDate: day.optional().describe('Date du dernier mouvement.'),
      })
      .describe('Période des écritures.'),
    counts: z
      .object({
        lines: z.int().describe('Lignes.'),
        entries: z.int().describe('Écritures équilibrées.'),
        journals: z.int().describe('Journaux.'),
        accounts: z.int().describe('Comptes.'),
        tiers: z.int().describe('Tiers.'),
      })
      .describe('Ce que contient le fichier.'),
    totals: z
      .object({
        debit: decimal.describe('Total au débit, en euros.'),
        credit: decimal.describe('Total au crédit, en euros.'),
        balance: decimal.describe('Débit moins crédit.'),
      })
      .describe('Totaux.'),
    validity: z
      .enum(['definitive', 'provisional', 'mixed'])
      .describe('Toutes les lignes ont une date de validation, aucune, ou certaines.'),
    grouping: z.string().describe('Ce qui délimite les écritures équilibrées.'),
    extraColumns: z.array(z.string()).describe('Titres des colonnes en plus des 18 du FEC.'),
    anomalies: z
      .object({
        blocking: z.int().describe('Bloquantes : l’import est « Terminé avec erreur ».'),
        warning: z.int().describe('À vérifier.'),
        note: z.int().describe('Pour information.'),
        byCode: z
          .array(
            z.object({
              code: anomalyCode,
              severity,
              count: z.int().describe('Combien de fois.'),
              message: z.string().describe('L’anomalie, en une phrase.'),
            }),
          )
          .describe('Par code, les plus graves d’abord.'),
      })
      .describe('Anomalies relevées.'),
    links: z.record(z.string(), z.string()).describe('Adresses de ce qui s’y rapporte, par nom.'),
  })
  .describe('Un import.');

export const importsView = z
  .object({ items: z.array(importView).describe('Les imports, le plus récent d’abord.'), next })
  .describe('Une page d’imports.');

const named = (code: string, label: string, what: string) =>
  z.object({ code: z.string().describe(code), label: z.string().describe(label) }).describe(what);

export const entryView = z
  .object({
    index: z.int().describe('Rang de la ligne parmi celles de l’import, à partir de 0.'),
    line: z.int().optional().describe('Numéro de ligne dans le fichier.'),
    journal: named('Code journal.', 'Libellé du journal.', 'Journal.'),
    number: z.string().describe('Numéro de l’écriture.'),
    date: z.string().describe('AAAA-MM-JJ, ou ce que le fichier contient si ce n’est pas une date.'),
    account: z
      .object({ number: z.string().describe('Numéro de compte.'), label: z.string().describe('Libellé du compte.') })
      .describe('Compte général.'),
    tiers: named('Code tiers.', 'Nom du tiers.', 'Compte auxiliaire.').optional(),
    piece: z
      .object({
        ref: z.string().describe('Référence de la pièce.'),
        date: z.string().optional().describe('Date de la pièce.'),
      })
      .describe('Pièce justificative.'),
    label: z.string().describe('Libellé de l’écriture.'),
    debit: z.string().describe('Débit en euros, ou ce que le fichier contient si ce n’est pas un montant.'),
    credit: z.string().describe('Crédit en euros, de même.'),
    lettering: z
      .object({
        code: z.string().describe('Code de lettrage.'),
        date: z.string().optional().describe('Date de lettrage.'),
      })
      .optional()
      .describe('Lettrage.'),
    validDate: z.string().optional().describe('Date de validation.'),
    currency: z
      .object({
        amount: z.string().describe('Montant en devise.'),
        code: z.string().describe('Code ISO 4217 de la devise.'),
      })
      .optional()
      .describe('Devise.'),
    extra: z.record(z.string(), z.string()).optional().describe('Valeurs des colonnes en plus, par titre.'),
  })
  .describe('Une ligne d’écriture.');

export const entriesView = z
  .object({ items: z.array(entryView).describe('Les lignes, dans l’ordre du fichier.'), next })
  .describe('Une page de lignes d’écriture.');

export const valueView = z
  .object({
    code: z.string().describe('Code ou numéro.'),
    label: z.string().describe('Libellé.'),
    lines: z.int().describe('Lignes qui le portent.'),
    debit: decimal.describe('Total au débit, en euros.'),
    credit: decimal.describe('Total au crédit, en euros.'),
    balance: decimal.describe('Débit moins crédit.'),
  })
  .describe('Un journal, un compte, un tiers ou une section, avec ses totaux.');
export const valuesView = z
  .object({ items: z.array(valueView).describe('Par code.'), next })
  .describe('Une page de totaux par code.');

export const anomalyView = z
  .object({
    code: anomalyCode,
    severity,
    message: z.string().describe('L’anomalie, en une phrase.'),
    line: z
      .int()
      .optional()
      .describe('Numéro de ligne dans le fichier ; absent pour ce qui concerne le fichier entier.'),
    column: z.string().optional().describe('Colonne.'),
    text: z.string().optional().describe('Ce qui s’y trouve, raccourci.'),
  })
  .describe('Une anomalie.');
export const anomaliesView = z
  .object({
    kept: z
      .int()
      .describe('Anomalies gardées qui répondent au filtre ; les 1 000 premières le sont, toutes sont comptées.'),
    skip: z.int().describe('Anomalies passées.'),
    items: z.array(anomalyView).describe('Les anomalies, dans l’ordre où elles ont été relevées.'),
  })
  .describe('Une page d’anomalies.');
