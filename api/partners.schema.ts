/**
 * What `/api/v1/partners` takes and gives. The descriptions are those of the API's document; the sentences of the
 * refusals follow the name of the field.
 */
import { z } from 'zod';
import { partnerName } from '../workflows/partners/partner-name.ts';
import { MOST_PARTNER_DOSSIERS } from '../workflows/partners/read-reach.ts';
import { GRACE_HOURS } from '../workflows/partners/rotate-partner-key.ts';

const dossierCodes = z
  .array(
    z.string('doit être une liste de codes').min(1, 'contient un code vide').max(100, 'contient un code trop long'),
    {
      error: 'doit être une liste de codes de dossier',
    },
  )
  .min(1, 'ne nomme aucun dossier')
  .max(MOST_PARTNER_DOSSIERS, `ne peut nommer plus de ${MOST_PARTNER_DOSSIERS} dossiers`);

const name = partnerName.describe('Nom du partenaire, unique dans le cabinet (casse et accents mis à part).');
const webhookUrl = z
  .string('doit être une adresse https')
  .max(500, 'doit compter 500 caractères au plus')
  .describe('Adresse https publique où le partenaire est prévenu, sans mot de passe.');

/** A word too many is refused: « dossier » for `dossiers` would otherwise open every one of them. */
export const createPartnerRequest = z.strictObject({
  name,
  dossiers: dossierCodes
    .nullish()
    .describe('Codes des dossiers accessibles ; absent ou null : tous (application partenaire globale).'),
  webhookUrl: webhookUrl.optional(),
});

export const changePartnerRequest = z.strictObject({
  name: name.optional(),
  dossiers: dossierCodes
    .nullish()
    .describe('Codes des dossiers accessibles, à la place des précédents ; null : tous ; absent : inchangés.'),
});

const HOURS = `doit être un nombre entier d’heures, de 0 à ${GRACE_HOURS.most}`;
export const rotateKeyRequest = z.strictObject({
  graceHours: z
    .int(HOURS)
    .min(0, HOURS)
    .max(GRACE_HOURS.most, HOURS)
    .default(GRACE_HOURS.usual)
    .describe('Heures pendant lesquelles l’ancienne clé reste valable ; 0 : elle prend fin tout de suite.'),
});

export const changeWebhookRequest = z.strictObject({ url: webhookUrl });

/** What is not a number is as if it were absent. */
export const partnersQuery = z.object({
  skip: z.coerce.number().int().min(0).max(10_000).catch(0).describe('Applications passées, depuis la première.'),
  limit: z.coerce.number().int().min(1).max(100).catch(50).describe('Applications rendues, 100 au plus.'),
});

const moment = z.iso.datetime();
const line = {
  id: z.string().describe('Identifiant de l’application partenaire.'),
  name: z.string().describe('Nom du partenaire.'),
  reach: z.enum(['all', 'dossiers']).describe('all : tous les dossiers ; dossiers : ceux de la liste seulement.'),
  dossierCount: z.int().describe('Nombre de dossiers de la liste ; 0 quand l’application est globale.'),
  createdAt: moment.describe('Date de création.'),
  lastUsedAt: moment.optional().describe('Dernier usage de l’une de ses clés, à la minute près.'),
  revokedAt: moment.optional().describe('Date de révocation de l’application.'),
};

export const partnerLineResponse = z.strictObject({
  ...line,
  keyPrefix: z.string().optional().describe('Partie publique de la clé valable la plus récente.'),
});

export const partnersResponse = z.strictObject({
  items: z.array(partnerLineResponse).describe('Par nom, les applications révoquées en dernier.'),
  skip: z.int().describe('Applications passées.'),
  limit: z.int().describe('Applications rendues au plus.'),
  total: z.int().describe('Nombre d’applications du cabinet.'),
});

export const partnerResponse = z.strictObject({
  ...line,
  dossiers: z.array(z.string()).nullable().describe('Codes des dossiers accessibles ; null : tous.'),
  requestsPerMinute: z.int().describe('Demandes admises par minute, toutes clés confondues.'),
  webhook: z.strictObject({ url: z.string() }).nullable().describe('Webhook, sans son secret.'),
  keys: z
    .array(
      z.strictObject({
        id: z.string().describe('Identifiant de la clé.'),
        prefix: z.string().describe('Partie publique de la clé.'),
        valid: z.boolean().describe('Vrai tant que la clé ouvre l’accès.'),
        createdAt: moment.describe('Date de création.'),
        expiresAt: moment.optional().describe('Fin de validité, une fois la clé remplacée.'),
        revokedAt: moment.optional().describe('Date de révocation.'),
        lastUsedAt: moment.optional().describe('Dernier usage, à la minute près.'),
      }),
    )
    .describe('Clés, la plus récente d’abord ; jamais les clés elles-mêmes.'),
});

const newKey = {
  keyId: z.string().describe('Identifiant de la clé.'),
  prefix: z.string().describe('Partie publique de la clé.'),
  key: z.string().describe('La clé, donnée cette seule fois.'),
};

export const createdPartnerResponse = partnerResponse.extend({
  ...newKey,
  webhookSecret: z.string().optional().describe('Secret de signature du webhook, donné cette seule fois.'),
});

export const rotatedKeyResponse = z.strictObject({
  ...newKey,
  previousKeyExpiresAt: moment
    .optional()
    .describe('Fin de validité de l’ancienne clé ; absent quand plus aucune n’est valable.'),
});

export const changedWebhookResponse = z.strictObject({
  url: z.string().describe('Adresse du webhook.'),
  secret: z.string().describe('Nouveau secret de signature, donné cette seule fois.'),
  previousSecretExpiresAt: moment.optional().describe('Jusqu’à quand l’ancien secret signe aussi.'),
});
