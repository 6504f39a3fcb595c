import { z } from 'zod';

/** What every refusal answers (RFC 9457). */
export const problemView = z
  .object({
    type: z.string().describe('Adresse stable de la sorte de refus : urn:relais: suivi du code.'),
    title: z.string().describe('La raison et ce qu’il faut faire, en une phrase, pour une personne.'),
    status: z.int().describe('Le statut HTTP de la réponse.'),
    code: z.string().describe('Code stable : c’est lui qu’un programme compare.'),
    reference: z.string().describe('À citer au cabinet : elle figure aussi dans son journal technique.'),
  })
  .describe('Un refus (RFC 9457).');
