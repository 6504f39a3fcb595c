/** The doors for accounting files, described; what they take and give is in `partner-imports.schema.ts`. */
import { z } from 'zod';
import type { Config } from '../config.ts';
import { importSchema } from '../workflows/partner-imports/formats/json-schema.ts';
import {
  anomaliesExample,
  entriesExample,
  IMPORT_ID,
  importExample,
  importsExample,
  LAYOUT_ID,
  layoutExample,
  layoutsExample,
  mappingExample,
  valuesExample,
  withdrawnExample,
} from './openapi-examples.ts';
import { json, type KeyKind, type Operation, type OperationGroup } from './operation.ts';
import {
  anomaliesQuery,
  anomaliesView,
  entriesQuery,
  entriesView,
  fecQuery,
  importsView,
  importView,
  layoutBody,
  layoutsView,
  layoutView,
  listQuery,
  uploadQuery,
  valuesQuery,
  valuesView,
} from './partner-imports.schema.ts';
import { sizeText } from './size-text.ts';

const uploadForm = z.object({ fichier: z.file().describe('Le fichier ; le premier du formulaire est pris.') });
const text = z.string().describe('Le contenu du fichier.');

const [jsonExample] = importSchema.meta()!.examples as [{ entries: unknown[] }];

const READERS: KeyKind[] = ['partnerKey', 'firmKey'];

const VALUES = [
  { path: 'journals', id: 'listJournals', summary: 'Les journaux d’un import' },
  { path: 'accounts', id: 'listAccounts', summary: 'Les comptes d’un import' },
  { path: 'tiers', id: 'listTiers', summary: 'Les tiers d’un import' },
  { path: 'sections', id: 'listSections', summary: 'Les sections analytiques d’un import' },
];

export function partnerImportOperations({ partnerImports }: Config): OperationGroup {
  const most = sizeText(partnerImports.mostBytes);
  return {
    tag: 'Imports',
    description:
      'Transmettre les fichiers comptables d’un dossier, les suivre et les retirer. Avec la clé d’un partenaire (`relaisp_…`), qui ne voit que ses propres imports et les dossiers qui lui sont ouverts. Un programme du cabinet dont la clé (`relais_…`) permet de lire les imports les voit tous, et n’en change aucun.',
    security: 'partnerKey',
    parameters: {
      code: { description: 'Code du dossier dans le cabinet.', example: 'FLEURS' },
      id: { description: 'Identifiant de l’import.', example: IMPORT_ID, pattern: '^[0-9a-f]{24}$' },
    },
    problems: ['not-allowed', 'not-found'],
    operations: [receive(most), ...LISTS, ...PARTS, ...LAYOUTS].map((one) => ({
      ...one,
      ...(one.method === 'get' && { security: READERS }),
    })),
  };
}

function receive(most: string): Operation {
  return {
    ...{ method: 'post', path: '/api/v1/dossiers/{code}/imports', id: 'receiveImport' },
    summary: 'Transmettre un fichier',
    description: `Le corps de la requête est le fichier lui-même, tel quel ou compressé en gzip, de ${most} au plus une fois décompressé. Son format se reconnaît au contenu ; \`Content-Type\` ne change rien, sauf pour un formulaire. Le fichier est lu pendant qu’il arrive et la réponse dit ce qu’il contient. Un fichier qui comporte des anomalies bloquantes est gardé, dans l’état \`error\`.`,
    query: uploadQuery,
    headers: {
      'Idempotency-Key': {
        description:
          'Le nom que vous donnez à cet envoi, de 1 à 200 caractères visibles : répété, il rend le même import sans en créer un autre.',
        ...{ example: 'export-2026-01-12-FLEURS', pattern: '^[\\x21-\\x7e]{1,200}$' },
      },
      'Content-Encoding': {
        description: '`gzip` quand le fichier est compressé. Un fichier gzip est reconnu sans cela.',
        example: 'gzip',
      },
      'Content-Digest': {
        description:
          'Empreinte SHA-256 du corps tel qu’il est envoyé, compressé ou non (RFC 9530) : ce qui arrive abîmé est refusé. Sans effet pour un formulaire.',
        example: 'sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:',
      },
      'Content-Disposition': {
        description: 'Nom du fichier (RFC 6266), à défaut du paramètre `name`.',
        example: "attachment; filename*=UTF-8''912345675FEC20251231.txt",
      },
    },
    body: {
      ...{ description: 'Le fichier.', required: true },
      content: {
        'application/octet-stream': { description: 'Tout fichier : FEC, TRA, JSON, CSV, gzip…' },
        'text/*': { schema: text, example: 'JournalCode\tJournalLib\tEcritureNum\tEcritureDate\t…' },
        'application/json': { schema: importSchema, example: jsonExample },
        'application/x-ndjson': { schema: text, example: JSON.stringify(jsonExample.entries[0]) },
        'multipart/form-data': { schema: uploadForm },
      },
    },
    responses: {
      200: {
        description: 'Ce fichier, ou cette clé d’idempotence, est déjà là : l’import qui existe.',
        ...{ headers: ['Location'], content: json(importView, importExample) },
      },
      202: {
        description: 'Reçu, lu et contrôlé ; le cabinet décide ensuite.',
        ...{ headers: ['Location'], content: json(importView, importExample) },
      },
    },
    problems: [
      ...(['request-invalid', 'upload-cut', 'idempotency-invalid'] as const),
      ...([
        'upload-too-slow',
        'dossier-left',
        'import-known',
        'idempotency-busy',
        'file-too-large',
        'compression-unknown',
      ] as const),
      ...(['file-empty', 'digest-mismatch', 'compression-broken', 'compression-bomb', 'idempotency-mismatch'] as const),
      'imports-busy',
    ],
  };
}

const aPage = { description: 'Une page.', content: json(importsView, importsExample) };
const anImport = { description: 'L’import.', content: json(importView, importExample) };

const LISTS: Operation[] = [
  {
    ...{ method: 'get', path: '/api/v1/dossiers/{code}/imports', id: 'listDossierImports' },
    summary: 'Les imports d’un dossier',
    ...{ query: listQuery.omit({ dossier: true }), responses: { 200: aPage } },
    problems: ['request-invalid', 'cursor-invalid'],
  },
  {
    ...{ method: 'get', path: '/api/v1/imports', id: 'listImports', summary: 'Les imports de tous les dossiers' },
    ...{ query: listQuery, responses: { 200: aPage }, problems: ['request-invalid', 'cursor-invalid'] },
  },
  {
    ...{ method: 'get', path: '/api/v1/imports/{id}', id: 'getImport', summary: 'Un import' },
    ...{ responses: { 200: anImport }, problems: [] },
  },
  {
    ...{ method: 'delete', path: '/api/v1/imports/{id}', id: 'withdrawImport', summary: 'Retirer un import' },
    description: 'Tant que le cabinet n’a pas décidé. L’import devient « Annulé » ; redemandé, il est rendu tel quel.',
    responses: { 200: { description: 'L’import, annulé.', content: json(importView, withdrawnExample) } },
    problems: ['import-decided'],
  },
];

const PARTS: Operation[] = [
  {
    ...{ method: 'get', path: '/api/v1/imports/{id}/entries', id: 'listEntries', summary: 'Les écritures d’un import' },
    description:
      'Ligne par ligne, dans l’ordre du fichier. Avec un filtre, une page peut être courte et avoir une suite.',
    query: entriesQuery,
    responses: { 200: { description: 'Une page.', content: json(entriesView, entriesExample) } },
    problems: ['request-invalid', 'cursor-invalid', 'entries-gone'],
  },
  ...VALUES.map(
    ({ path, id, summary }): Operation => ({
      ...{ method: 'get', path: `/api/v1/imports/{id}/${path}`, id, summary, query: valuesQuery },
      responses: { 200: { description: 'Une page.', content: json(valuesView, valuesExample) } },
      problems: ['request-invalid', 'cursor-invalid'],
    }),
  ),
  {
    ...{ method: 'get', path: '/api/v1/imports/{id}/anomalies', id: 'listAnomalies' },
    summary: 'Les anomalies d’un import',
    query: anomaliesQuery,
    responses: { 200: { description: 'Une page.', content: json(anomaliesView, anomaliesExample) } },
    problems: ['request-invalid'],
  },
  {
    ...{ method: 'get', path: '/api/v1/imports/{id}/fec', id: 'getImportFec', summary: 'Les écritures en FEC' },
    description:
      'Les écritures de l’import en FEC de 18 colonnes séparées par des tabulations, quel qu’en soit le format.',
    query: fecQuery,
    responses: {
      200: { description: 'Le fichier.', headers: ['Content-Disposition'], content: { 'text/plain': {} } },
    },
    problems: ['request-invalid', 'entries-gone', 'too-many-downloads'],
  },
  {
    ...{ method: 'get', path: '/api/v1/imports/{id}/original', id: 'getOriginal', summary: 'Le fichier d’origine' },
    description: 'Les octets tels qu’ils sont arrivés, une fois décompressés.',
    responses: {
      200: {
        ...{ description: 'Le fichier.', headers: ['Content-Disposition'] },
        content: { '*/*': {} },
      },
    },
    problems: ['too-many-downloads'],
  },
];

const LAYOUTS: Operation[] = [
  {
    ...{ method: 'get', path: '/api/v1/layouts', id: 'listLayouts' },
    summary: 'Les colonnes des fichiers personnalisés',
    responses: { 200: { description: 'Les dispositions.', content: json(layoutsView, layoutsExample) } },
    problems: [],
  },
  {
    ...{ method: 'put', path: '/api/v1/layouts/{id}', id: 'confirmLayout', summary: 'Confirmer des colonnes' },
    description:
      'Dit, une fois pour toutes, ce que sont les colonnes d’un fichier personnalisé. Les imports qui attendaient sont relus ; les fichiers suivants aux mêmes colonnes passent directement.',
    parameters: { id: { description: 'Empreinte des colonnes.', example: LAYOUT_ID } },
    body: {
      ...{ description: 'La correspondance devinée, corrigée au besoin.', required: true },
      content: json(layoutBody, { mapping: mappingExample }),
    },
    responses: { 200: { description: 'Confirmé.', content: json(layoutView, layoutExample) } },
    problems: ['request-invalid', 'invalid-json', 'too-large', 'layout-incomplete', 'layout-changed'],
  },
];
