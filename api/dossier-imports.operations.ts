/** The doors for files of companies, described; what they take and give is in `dossier-imports.schema.ts`. */
import type { Config } from '../config.ts';
import { confirmRequest, faultsQuery, portfolioImportView, portfolioUploadQuery } from './dossier-imports.schema.ts';
import {
  PORTFOLIO_ID,
  portfolioCancelledExample,
  portfolioImportExample,
  portfolioImportingExample,
  portfolioReadingExample,
} from './openapi-examples.ts';
import { json, type Operation, type OperationGroup } from './operation.ts';
import { sizeText } from './size-text.ts';

const ONE = '/api/v1/dossiers/imports/{id}';
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const decided = (done: string, again: string, example: unknown): Operation['responses'] => ({
  200: { description: again, content: json(portfolioImportView, example) },
  202: { description: done, content: json(portfolioImportView, example) },
});

const FOLLOWING: Operation[] = [
  {
    ...{ method: 'get', path: ONE, id: 'getDossierImport', summary: 'Où en est un fichier' },
    query: faultsQuery,
    responses: { 200: { description: 'Le fichier.', content: json(portfolioImportView, portfolioImportExample) } },
    problems: [],
  },
  {
    ...{ method: 'post', path: `${ONE}/confirm`, id: 'confirmDossierImport', summary: 'Confirmer l’import' },
    description: 'Crée les dossiers dont la ligne est bonne. Redite, une confirmation n’a pas d’autre effet.',
    body: {
      ...{ description: 'Sans corps, personne n’est invité.', required: false },
      content: json(confirmRequest, { invitations: true }),
    },
    responses: decided('La création commence.', 'C’était déjà confirmé.', portfolioImportingExample),
    problems: ['request-invalid', 'invalid-json', 'too-large', 'import-not-ready'],
  },
  {
    ...{ method: 'post', path: `${ONE}/cancel`, id: 'cancelDossierImport', summary: 'Abandonner l’import' },
    description: 'Rien de ce fichier n’est écrit.',
    responses: decided('C’est abandonné.', 'C’était déjà abandonné.', portfolioCancelledExample),
    problems: ['import-not-ready'],
  },
  {
    ...{ method: 'get', path: `${ONE}/report`, id: 'getDossierReport', summary: 'Le rapport, ligne par ligne' },
    description: 'Un classeur Excel : chaque ligne, ce qu’elle est devenue et pourquoi.',
    responses: {
      200: { description: 'Le classeur.', headers: ['Content-Disposition'], content: { [WORKBOOK]: {} } },
    },
    problems: ['file-gone', 'report-unavailable'],
  },
];

export function dossierImportOperations({ imports }: Config): OperationGroup {
  const most = sizeText(imports.mostBytes);
  return {
    tag: 'Dossiers',
    description:
      'Reprendre un portefeuille de dossiers depuis un fichier Excel ou CSV. Avec une clé d’administrateur (`relais_…`) créée pour importer des dossiers.',
    security: 'firmKey',
    parameters: {
      id: { description: 'Identifiant de l’import.', example: PORTFOLIO_ID, pattern: '^[0-9a-f]{24}$' },
    },
    problems: ['not-allowed', 'not-found'],
    operations: [
      {
        ...{ method: 'post', path: '/api/v1/dossiers/import', id: 'importDossiers', summary: 'Déposer un fichier' },
        description: `Le corps de la requête est le fichier lui-même, non compressé, de ${most} au plus. Il est lu ensuite : suivez son état à l’adresse rendue.`,
        query: portfolioUploadQuery,
        body: {
          ...{ description: 'Le fichier Excel (.xlsx) ou CSV.', required: true },
          content: { 'application/octet-stream': {}, 'text/csv': {}, [WORKBOOK]: {} },
        },
        responses: {
          202: {
            ...{ description: 'Reçu ; la lecture commence.', headers: ['Location'] },
            content: json(portfolioImportView, portfolioReadingExample),
          },
        },
        problems: [
          ...(['upload-cut', 'upload-too-slow', 'file-too-large', 'encoding-refused', 'file-expected'] as const),
          ...(['file-empty', 'file-compressed', 'stale-card'] as const),
        ],
      },
      ...FOLLOWING,
    ],
  };
}
