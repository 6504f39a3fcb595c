/** What the door for files of companies takes and gives; the OpenAPI document is made from these. */
import { z } from 'zod';

const PORTFOLIO_STATUSES = [
  ...(['receiving', 'reading', 'previewed', 'importing', 'done', 'cancelled', 'failed', 'expired'] as const),
] as const;

const flag = (what: string) => z.enum(['true', 'false']).catch('false').describe(what);

/** What is not understood is as if it were absent. */
export const portfolioUploadQuery = z.object({
  confirm: flag('true : importe sans attendre de confirmation, une fois le fichier lu.'),
  invitations: flag('true : invite aussi les dirigeants pour lesquels le fichier le demande ; seulement avec confirm.'),
  name: z.string().max(300).catch('import').describe('Nom du fichier.'),
});

export const faultsQuery = z.object({
  skip: z.coerce.number().int().min(0).max(1_000).catch(0).describe('Fautes passées, depuis la première.'),
  limit: z.coerce.number().int().min(1).max(100).catch(50).describe('Fautes rendues, 100 au plus.'),
});

export const importId = z.string().regex(/^[0-9a-f]{24}$/);

export const confirmRequest = z.object({
  invitations: z
    .boolean('doit être vrai ou faux')
    .default(false)
    .describe('Invite aussi les dirigeants pour lesquels le fichier le demande.'),
});

const moment = z.iso.datetime();
const field = z.string().describe('Champ du dossier.');

export const portfolioImportView = z
  .object({
    id: z.string().describe('Identifiant de l’import.'),
    status: z
      .enum(PORTFOLIO_STATUSES)
      .describe(
        'receiving : en cours de réception ; reading : en lecture ; previewed : aperçu prêt, attend une confirmation ; importing : création en cours ; done : terminé ; cancelled : abandonné ; failed : fichier refusé ; expired : aperçu resté un jour sans réponse.',
      ),
    fileName: z.string().describe('Nom du fichier.'),
    size: z.int().optional().describe('Taille en octets.'),
    sha256: z.string().optional().describe('Empreinte SHA-256 du fichier, en hexadécimal.'),
    createdAt: moment.describe('Date de réception.'),
    finishedAt: moment.optional().describe('Date de fin.'),
    expiresAt: moment.optional().describe('Jusqu’à quand l’aperçu peut être confirmé.'),
    failure: z
      .object({ code: z.string().describe('Code stable.'), message: z.string().describe('La raison, en une phrase.') })
      .optional()
      .describe('Pourquoi le fichier entier est refusé.'),
    columns: z
      .array(z.object({ field, heading: z.string().describe('Titre de la colonne dans le fichier.') }))
      .describe('Colonnes reconnues.'),
    unknownColumns: z.array(z.string()).describe('Titres des colonnes qui ne sont pas lues.'),
    missingColumns: z.array(z.string()).describe('Colonnes nécessaires qui manquent.'),
    counts: z
      .object({
        lines: z.int().describe('Lignes lues.'),
        toCreate: z.int().describe('Dossiers à créer.'),
        present: z.int().describe('Dossiers déjà présents.'),
        differing: z.int().describe('Dossiers présents dont la ligne dit autre chose : ils ne sont jamais modifiés.'),
        refused: z.int().describe('Lignes refusées.'),
        dirigeants: z.int().describe('Dirigeants.'),
        invitations: z.int().describe('Dirigeants que le fichier demande d’inviter.'),
      })
      .describe('Ce que contient le fichier.'),
    progress: z
      .object({
        line: z.int().describe('Dernière ligne traitée.'),
        handled: z.int().describe('Lignes traitées.'),
        created: z.int().describe('Dossiers créés.'),
        present: z.int().describe('Dossiers déjà présents.'),
        refused: z.int().describe('Lignes refusées.'),
      })
      .describe('Où en est la création.'),
    invitations: z.boolean().describe('Vrai quand les invitations ont été confirmées.'),
    differences: z
      .array(
        z.object({
          line: z.int().describe('Ligne du fichier.'),
          code: z.string().describe('Code du dossier.'),
          fields: z.array(z.string()).describe('Champs qui diffèrent.'),
        }),
      )
      .describe('Dossiers présents dont la ligne dit autre chose.'),
    faultCounts: z.record(z.string(), z.int()).describe('Nombre de fautes par code.'),
    faults: z
      .object({
        skip: z.int().describe('Fautes passées.'),
        limit: z.int().describe('Fautes rendues au plus.'),
        kept: z.int().describe('Fautes gardées : les 1 000 premières. Toutes sont comptées.'),
        items: z.array(
          z.object({
            line: z.int().describe('Ligne du fichier.'),
            column: z.string().describe('Titre de la colonne.'),
            text: z.string().describe('Ce qui s’y trouve, raccourci.'),
            code: z.string().describe('Code stable.'),
            other: z.string().optional().describe('Ce qui s’y oppose : une autre ligne, des codes.'),
            message: z.string().describe('La faute, en une phrase.'),
          }),
        ),
      })
      .describe('Les fautes, par page.'),
    links: z.record(z.string(), z.string()).describe('Adresses : self, confirm, cancel, report.'),
  })
  .describe('Un fichier de dossiers et ce qu’il devient.');
