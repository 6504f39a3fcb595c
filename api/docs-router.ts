/** `/api/v1/`: the API's page, its OpenAPI document and the JSON Schema of entries. Anybody may read them. */
import { type Response, Router } from 'express';
import type { Config } from '../config.ts';
import { publishedJsonSchema } from '../workflows/partner-imports/formats/json-schema.ts';
import { docsPage } from './docs-page.ts';
import type { Document } from './docs-reference.ts';
import { openApiDocument } from './openapi.ts';

const HOUR_S = 3_600;

export function docsRouter(config: Config): Router {
  // The same for everybody until the next deployment; made when first asked for.
  const document = once(() => openApiDocument(config));
  const openapi = once(() => JSON.stringify(document()));
  const page = once(() => docsPage(config, document() as Document));
  const entries = once(() => {
    const { $schema, ...schema } = publishedJsonSchema();
    return JSON.stringify({ $schema, $id: `${config.publicUrl}/api/v1/schemas/ecritures.json`, ...schema });
  });
  const router = Router();
  router.get(['/', '/docs'], (_request, response) => {
    cached(response).type('html').send(page());
  });
  router.get('/openapi.json', (_request, response) => {
    cached(response).type('json').send(openapi());
  });
  router.get('/schemas/ecritures.json', (_request, response) => {
    cached(response).type('application/schema+json').send(entries());
  });
  return router;
}

function cached(response: Response): Response {
  return response.set('Cache-Control', `public, max-age=${HOUR_S}`);
}

function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
