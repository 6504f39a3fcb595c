/** What is posted at a partner's webhook. */
import { z } from 'zod';
import { importView } from './partner-imports.schema.ts';

const message = {
  id: z.string().describe('Identifiant de l’envoi, le même à chaque nouvel essai : la clé contre les doublons.'),
  createdAt: z.iso.datetime().describe('Quand il y a eu lieu de prévenir.'),
  data: z.object({ import: importView }).describe('L’import tel qu’il est au moment de l’envoi.'),
};

export const partnerImportDecided = z
  .object({ ...message, type: z.literal('partner-import.decided').describe('Ce qui s’est passé.') })
  .describe('L’import est décidé : validé ou rejeté par le cabinet, ou retiré.');

export const partnerImportRead = z
  .object({ ...message, type: z.literal('partner-import.read').describe('Ce qui s’est passé.') })
  .describe(
    'Les colonnes d’un fichier personnalisé sont confirmées et il a été relu : il attend sa décision, ou comporte encore des anomalies bloquantes.',
  );
