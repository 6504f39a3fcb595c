/** The schemas of the API as JSON Schema (draft 2020-12), made from those that the doors check with. */
import { z } from 'zod';
import { entrySchema, importSchema } from '../workflows/partner-imports/formats/json-schema.ts';
import { conversionView } from './conversions.schema.ts';
import { confirmRequest, portfolioImportView } from './dossier-imports.schema.ts';
import {
  anomaliesView,
  anomalyView,
  entriesView,
  entryView,
  importsView,
  importView,
  layoutBody,
  layoutsView,
  layoutView,
  valuesView,
  valueView,
} from './partner-imports.schema.ts';
import {
  changedWebhookResponse,
  changePartnerRequest,
  changeWebhookRequest,
  createdPartnerResponse,
  createPartnerRequest,
  partnerLineResponse,
  partnerResponse,
  partnersResponse,
  rotatedKeyResponse,
  rotateKeyRequest,
} from './partners.schema.ts';
import { problemView } from './problem.schema.ts';
import { partnerImportDecided, partnerImportRead } from './webhook.schema.ts';

export type JsonSchema = {
  $ref?: string;
  type?: string | string[];
  description?: string;
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  anyOf?: JsonSchema[];
  allOf?: JsonSchema[];
  additionalProperties?: boolean | JsonSchema;
  [keyword: string]: unknown;
};

type Direction = 'input' | 'output';

/** Those that have a name in the document, by what is sent to us and what we send. */
const NAMED = {
  input: {
    ...{ AccountingEntries: importSchema, AccountingEntry: entrySchema, ConfirmRequest: confirmRequest },
    ConfirmLayoutRequest: layoutBody,
    ...{ CreatePartnerRequest: createPartnerRequest, ChangePartnerRequest: changePartnerRequest },
    ...{ RotateKeyRequest: rotateKeyRequest, ChangeWebhookRequest: changeWebhookRequest },
  },
  output: {
    ...{ Import: importView, Imports: importsView, Entry: entryView, Entries: entriesView },
    ...{ Value: valueView, Values: valuesView, Anomaly: anomalyView, Anomalies: anomaliesView },
    ...{ PartnerLine: partnerLineResponse, Partners: partnersResponse, Partner: partnerResponse },
    ...{ CreatedPartner: createdPartnerResponse, RotatedKey: rotatedKeyResponse },
    ...{ ChangedWebhook: changedWebhookResponse, PortfolioImport: portfolioImportView },
    ...{ PartnerImportDecided: partnerImportDecided, PartnerImportRead: partnerImportRead, Problem: problemView },
    ...{ Layout: layoutView, Layouts: layoutsView, Conversion: conversionView },
  },
} as const satisfies Record<Direction, Record<string, z.ZodType>>;

const uriOf = (name: string) => `#/components/schemas/${name}`;

/** All the named schemas, those that use one another by reference. */
export function namedSchemas(): Record<string, JsonSchema> {
  return { ...convertNamed('input'), ...convertNamed('output') };
}

/** A schema where it is used: a reference when it has a name. */
export function schemaOf(schema: z.ZodType, direction: Direction): JsonSchema {
  const [name] = Object.entries(NAMED[direction]).find(([, one]) => one === schema) ?? [];
  if (name) return { $ref: uriOf(name) };
  return withoutIdentity(z.toJSONSchema(schema, { io: direction, override: plainly(direction) }) as JsonSchema);
}

function convertNamed(direction: Direction): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(NAMED[direction])) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, { io: direction, uri: uriOf, override: plainly(direction) });
  return Object.fromEntries(Object.entries(schemas).map(([name, one]) => [name, withoutIdentity(one as JsonSchema)]));
}

/**
 * What zod says beside the facts: the pattern of a date, which its format says already, and the bounds of an exact
 * integer. What we send may grow: a client that refuses a field it does not know would break.
 */
function plainly(direction: Direction) {
  return ({ jsonSchema }: { jsonSchema: Record<string, unknown> }): void => {
    if (jsonSchema.format === 'date' || jsonSchema.format === 'date-time') delete jsonSchema.pattern;
    if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
    if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
    if (direction === 'output' && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  };
}

/** The document says the dialect once, and names by place. */
function withoutIdentity({ $schema: _, $id: __, id: ___, ...schema }: JsonSchema): JsonSchema {
  return schema;
}
