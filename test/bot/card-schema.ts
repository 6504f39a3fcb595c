/** The Adaptive Cards 1.5 schema, as Microsoft publishes it (test/fixtures). It forbids properties that it does not know. */
import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';

const read = (path: string) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: false });
ajv.addMetaSchema(read('../../node_modules/ajv/dist/refs/json-schema-draft-06.json'));
// Published with the `id` of draft-04 under the name of draft-06.
const { id: $id, ...schema } = read('../fixtures/adaptive-card-1.5.0.json');
const validate = ajv.compile({ $id, ...schema });

/** @returns what the schema has against the card, worst first; empty when nothing. */
export function faultsOfCard(card: unknown): string[] {
  if (validate(card)) return [];
  return (validate.errors ?? []).map(
    ({ instancePath, message, params }) => `${instancePath} ${message} ${JSON.stringify(params)}`,
  );
}
