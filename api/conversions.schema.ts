/** What the door that makes FEC of TRA takes and gives (domain 198 to 204); the OpenAPI document is made from these. */
import { z } from 'zod';
import { readSiren } from '../workflows/identifiers/read-siren.ts';
import { anomalyView, importView } from './partner-imports.schema.ts';

const VALIDATIONS = ['provisional', 'as-file', 'definitive'] as const;
const day = z.iso.date();

export const conversionQuery = z
  .object({
    validation: z
      .enum(VALIDATIONS)
      .default('as-file')
      .describe(
        'FEC provisoire, sans date de validation (provisional) ; dates de validation du TRA, là où il en a (as-file) ; FEC définitif, dont la date de validation est forcée (definitive).',
      ),
    date: day
      .optional()
      .describe('Date de validation d’un FEC définitif, AAAA-MM-JJ ; pas avant la dernière écriture.'),
    closing: day.optional().describe('Date de clôture, AAAA-MM-JJ ; sert quand ni le TRA ni son nom ne la disent.'),
    siren: z
      .string()
      .max(20)
      .refine((text) => readSiren(text).ok, 'ce n’est pas un SIREN valable')
      .optional()
      .describe('SIREN de la société, quand le TRA ne le dit pas ; s’il le dit, ce doit être le même.'),
    name: z
      .string()
      .max(300)
      .optional()
      .describe('Nom du TRA : numéro du dossier, « _ », date de clôture. Il peut donner la date de clôture.'),
  })
  .superRefine(({ validation, date }, context) => {
    if (validation === 'definitive' && !date) {
      context.addIssue({ code: 'custom', path: ['date'], message: 'un FEC définitif a une date de validation' });
    }
    if (validation !== 'definitive' && date) {
      context.addIssue({ code: 'custom', path: ['date'], message: 'elle ne va qu’avec validation=definitive' });
    }
  });

const { totals, validity, anomalies, counts } = importView.shape;

export const conversionView = z
  .object({
    id: z.string().describe('Identifiant de la conversion.'),
    fileName: z.string().describe('Nom du TRA.'),
    size: z.int().describe('Octets du TRA, une fois décompressé.'),
    sha256: z.string().describe('Empreinte SHA-256 de ces octets, en hexadécimal.'),
    validation: z.enum(VALIDATIONS).describe('Le FEC demandé.'),
    name: z.string().describe('Nom du FEC, tel que la loi le veut : SIREN, FEC, date de clôture.'),
    fecSize: z.int().describe('Octets du FEC.'),
    period: z
      .object({
        firstDate: day.describe('Date du premier mouvement.'),
        lastDate: day.describe('Date du dernier mouvement.'),
      })
      .describe('Période des écritures.'),
    counts: counts.pick({ lines: true, entries: true }).describe('Ce que contient le FEC.'),
    ...{ totals, validity },
    anomalies: anomalies
      .extend({ first: z.array(anomalyView).describe('Les plus graves, une à une, vingt au plus.') })
      .describe('Anomalies relevées, aucune bloquante.'),
    createdAt: z.iso.datetime().describe('Date de la conversion.'),
    expiresAt: z.iso.datetime().describe('Jusqu’à quand le FEC est conservé : 24 heures.'),
    links: z
      .object({ self: z.string().describe('La conversion.'), fec: z.string().describe('Le FEC lui-même.') })
      .describe('Adresses.'),
  })
  .describe('Une conversion de TRA en FEC.');
