/** The API's own description: OpenAPI 3.1, made from the schemas that the doors check with. */
import type { z } from 'zod';
import type { Config } from '../config.ts';
import { conversionOperations } from './conversions.operations.ts';
import { dossierImportOperations } from './dossier-imports.operations.ts';
import { decidedExample, readAgainExample } from './openapi-examples.ts';
import { COMMON_PROBLEMS, headersOf, problemResponses, withCommon } from './openapi-problems.ts';
import { namedSchemas, schemaOf } from './openapi-schemas.ts';
import { type Content, type Header, json, type Operation, type OperationGroup } from './operation.ts';
import { partnerImportOperations } from './partner-imports.operations.ts';
import { partnerOperations } from './partners.operations.ts';
import { partnerImportDecided, partnerImportRead } from './webhook.schema.ts';

const HEADERS: Record<string, Header> = {
  Location: {
    description: 'Adresse de ce qui vient d’être créé.',
    example: '/api/v1/imports/6925a3f4c8b1d20e4f7a9b31',
  },
  'Content-Disposition': { description: 'Nom du fichier.', example: 'attachment; filename="ventes.txt"' },
  'Retry-After': { description: 'Secondes à attendre avant de recommencer.', example: '5' },
  'WWW-Authenticate': { description: 'Toujours Bearer.', example: 'Bearer' },
};

const SIGNING: Record<string, Header> = {
  'Relais-Delivery': { description: 'Identifiant de l’envoi, le même que `id`.', example: decidedExample.id },
  'Relais-Signature': {
    description:
      'Moment de l’envoi (secondes depuis 1970) et signature : HMAC-SHA256 de « moment.corps », en hexadécimal. Deux `v1` pendant les 24 heures qui suivent un changement de secret.',
    example: 't=1768226733,v1=5c0f…',
    pattern: '^t=\\d+(,v1=[0-9a-f]{64}){1,2}$',
  },
};

type Webhook = { id: string; summary: string; schema: z.ZodType; example: unknown };
const WEBHOOKS: Record<string, Webhook> = {
  'partner-import.decided': {
    ...{ id: 'partnerImportDecided', summary: 'Un import est validé, rejeté ou annulé' },
    ...{ schema: partnerImportDecided, example: decidedExample },
  },
  'partner-import.read': {
    ...{ id: 'partnerImportRead', summary: 'Un fichier personnalisé a été relu' },
    ...{ schema: partnerImportRead, example: readAgainExample },
  },
};

/** Every operation that is described, by router. */
export function operationGroups(config: Config): OperationGroup[] {
  return [
    partnerImportOperations(config),
    conversionOperations(config),
    dossierImportOperations(config),
    partnerOperations(),
  ];
}

/** The document, for this deployment: its address, its limits, its firm. */
export function openApiDocument(config: Config): Record<string, unknown> {
  const groups = operationGroups(config);
  return {
    openapi: '3.1.0',
    info: {
      ...{ title: 'API de Relais', version: '1.0.0' },
      summary: `${config.firm.name} : transmettre des écritures comptables.`,
      description: `Un partenaire transmet les fichiers comptables d’un dossier ; le cabinet les valide ou les rejette. Guide : ${config.publicUrl}/api/v1/docs. Une réponse peut gagner des champs : ignorez ceux que vous ne connaissez pas.`,
    },
    servers: [{ url: config.publicUrl, description: config.firm.name }],
    tags: groups.map(({ tag, description }) => ({ name: tag, description })),
    paths: pathsOf(groups),
    webhooks: Object.fromEntries(
      Object.entries(WEBHOOKS).map(([type, webhook]) => [type, { post: webhookOf(webhook) }]),
    ),
    components: {
      schemas: namedSchemas(),
      // Those of every operation.
      responses: Object.fromEntries(
        Object.entries(problemResponses(COMMON_PROBLEMS)).map(([status, one]) => [`Problem${status}`, one]),
      ),
      headers: Object.fromEntries(Object.entries(HEADERS).map(([name, header]) => [name, headerOf(header)])),
      securitySchemes: {
        partnerKey: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'relaisp_<12 chiffres hexadécimaux>_<43 caractères>' },
          description: 'Clé d’une application partenaire, remise par le cabinet.',
        },
        firmKey: {
          ...{ type: 'http', scheme: 'bearer', bearerFormat: 'relais_<12 chiffres hexadécimaux>_<43 caractères>' },
          description: 'Clé d’un programme du cabinet, créée par un administrateur pour un usage précis.',
        },
      },
    },
  };
}

function pathsOf(groups: OperationGroup[]): Record<string, Record<string, object>> {
  const paths: Record<string, Record<string, object>> = {};
  for (const group of groups) {
    for (const operation of group.operations) {
      paths[operation.path] = { ...paths[operation.path], [operation.method]: operationOf(operation, group) };
    }
  }
  return paths;
}

function operationOf(operation: Operation, group: OperationGroup): object {
  const { tag, problems } = group;
  const { id, path, summary, description, query, headers = {}, body, responses } = operation;
  const { security = [group.security] } = operation;
  const parameters = { ...group.parameters, ...operation.parameters };
  return {
    ...{
      operationId: id,
      tags: [tag],
      summary,
      ...(description && { description }),
      security: security.map((kind) => ({ [kind]: [] })),
    },
    parameters: [
      ...[...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => {
        const parameter = parameters[name];
        if (!parameter) throw new Error(`${path}: {${name}} is not described`);
        return { name, in: 'path', required: true, ...headerOf(parameter) };
      }),
      ...(query ? queryParameters(query) : []),
      ...Object.entries(headers).map(([name, header]) => ({ name, in: 'header', ...headerOf(header) })),
    ],
    ...(body && { requestBody: { ...body, content: contentOf(body.content, 'input') } }),
    responses: {
      ...Object.fromEntries(
        Object.entries(responses).map(([status, { content, headers: names, ...response }]) => [
          status,
          { ...response, ...headersOf(names), ...(content && { content: contentOf(content, 'output') }) },
        ]),
      ),
      ...Object.fromEntries(
        Object.keys(problemResponses(COMMON_PROBLEMS)).map((status) => [
          status,
          { $ref: `#/components/responses/Problem${status}` },
        ]),
      ),
      ...problemResponses(withCommon([...problems, ...operation.problems])),
    },
  };
}

function queryParameters(query: NonNullable<Operation['query']>): object[] {
  const { properties = {} } = schemaOf(query, 'input');
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    ...{ name, in: 'query', description, schema },
  }));
}

function contentOf(content: Record<string, Content>, direction: 'input' | 'output'): Record<string, object> {
  return Object.fromEntries(
    Object.entries(content).map(([type, { schema, example }]) => [
      type,
      { ...(schema && { schema: schemaOf(schema, direction) }), ...(example !== undefined && { example }) },
    ]),
  );
}

function headerOf({ description, example, pattern }: Header): object {
  return { description, schema: { type: 'string', ...(pattern && { pattern }) }, example };
}

function webhookOf({ id, summary, schema, example }: Webhook): object {
  return {
    ...{ operationId: id, tags: ['Imports'], summary },
    description:
      'Envoyé à l’adresse du webhook du partenaire, et répété à intervalles croissants pendant trois jours jusqu’à une réponse 2xx. Un même envoi peut arriver deux fois : `id` le reconnaît.',
    parameters: Object.entries(SIGNING).map(([name, header]) => ({
      ...{ name, in: 'header', required: true, ...headerOf(header) },
    })),
    requestBody: { required: true, content: contentOf(json(schema, example), 'output') },
    responses: {
      '2XX': { description: 'Reçu.' },
      410: { description: 'Plus personne n’écoute ici : l’envoi n’est pas répété.' },
      default: { description: 'L’envoi sera répété, après `Retry-After` si la réponse en a un (429, 503).' },
    },
  };
}
