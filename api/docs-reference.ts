/** Every operation of the document, with its parameters, its bodies, its answers and its own refusals. */
import { fieldItem, fieldList, MUST, objectLink, typeOf } from './docs-fields.ts';
import { asJson, code, command, inline, more, paragraphs } from './docs-html.ts';
import type { JsonSchema } from './openapi-schemas.ts';
import { escapeHtml } from './pages.ts';

type Media = Record<string, { schema?: JsonSchema; example?: unknown; examples?: Record<string, { summary: string }> }>;
type Parameter = {
  name: string;
  in: 'path' | 'query' | 'header';
  description: string;
  required?: boolean;
  schema: JsonSchema;
  example?: string;
};
type Described = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  parameters: Parameter[];
  requestBody?: { description: string; required: boolean; content: Media };
  responses: Record<string, { description?: string; $ref?: string; content?: Media }>;
  security: Record<string, unknown>[];
};
export type Document = {
  servers: { url: string }[];
  tags: { name: string; description: string }[];
  paths: Record<string, Record<string, Described>>;
  components: { schemas: Record<string, JsonSchema> };
};
export type ReferenceGroup = { id: string; name: string; operations: { id: string; summary: string }[]; html: string };

const PLACES = { path: 'chemin', query: 'requête', header: 'en-tête' } as const;

export function referenceGroups(document: Document): ReferenceGroup[] {
  const all = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  );
  return document.tags.map(({ name, description }, n) => {
    const mine = all.filter(({ operation }) => operation.tags.includes(name));
    return {
      ...{ id: `groupe-${n + 1}`, name },
      operations: mine.map(({ operation }) => ({ id: operation.operationId, summary: operation.summary })),
      html: `${paragraphs(description)}${mine.map((one) => operationHtml(document, one)).join('')}`,
    };
  });
}

/** The named schemas, each with its fields. */
export function objectsHtml({ components }: Document): string {
  return Object.entries(components.schemas)
    .map(([name, schema]) => {
      const list = fieldList(schema, { requires: isRequest(name) });
      const about = schema.description ? paragraphs(schema.description) : '';
      return `<section class="operation" aria-labelledby="objet-${name}"><h3 id="objet-${name}">${name}</h3>${about}${list}</section>`;
    })
    .join('');
}

function isRequest(name: string): boolean {
  return /Request$|^Accounting/.test(name);
}

type Placed = { path: string; method: string; operation: Described };

function operationHtml(document: Document, { path, method, operation }: Placed): string {
  const { operationId: id, summary, description, parameters, requestBody, responses } = operation;
  return `<section class="operation" aria-labelledby="${id}">
<h3 id="${id}">${escapeHtml(summary)}</h3>
<p class="route"><span class="method ${method}">${method.toUpperCase()}</span><code>${escapeHtml(path)}</code></p>
${description ? paragraphs(description) : ''}
${parameters.length > 0 ? `<h4>Paramètres</h4><ul class="fields">${parameters.map(parameterHtml).join('')}</ul>` : ''}
${requestBody ? bodyHtml(requestBody) : ''}
${responsesHtml(responses)}
${more('Commande', command(commandOf(document, { path, method, operation }), `Commande : ${summary}`))}
</section>`;
}

function parameterHtml({ name, in: place, description, required, schema }: Parameter): string {
  const type = `${PLACES[place]}, ${typeOf(schema)}${required && place !== 'path' ? MUST : ''}`;
  return fieldItem({ name, type, description });
}

function bodyHtml({ description, required, content }: NonNullable<Described['requestBody']>): string {
  const kinds = Object.entries(content).map(([type, { schema }]) => {
    const what = schema?.properties ? fieldList(schema, { requires: true }) : '';
    return `<li><code>${escapeHtml(type)}</code> <span class="type">${schema ? typeOf(schema) : 'fichier'}</span>${what}</li>`;
  });
  const examples = Object.entries(content)
    .filter(([type, { example }]) => example !== undefined && type.includes('json'))
    .map(([type, { example }]) => more(`Exemple de corps (${type})`, code(shown(example), 'Exemple de corps')));
  return `<h4>Corps${required ? MUST : ''}</h4><p>${inline(description)}</p><ul class="fields">${kinds.join('')}</ul>${examples.join('')}`;
}

function responsesHtml(responses: Described['responses']): string {
  const answers = Object.entries(responses).filter(([status]) => status.startsWith('2'));
  const good = answers.map(([status, { description = '', content = {} }]) => {
    const [media] = Object.values(content);
    const what = media?.schema?.$ref ? ` ${objectLink(media.schema.$ref)}` : '';
    const example =
      media?.example === undefined ? '' : more('Exemple', code(shown(media.example), `Réponse ${status}`));
    return `<li><span class="status">${status}</span>${inline(description)}${what}${example}</li>`;
  });
  const refusals = Object.entries(responses).flatMap(([status, { content = {} }]) =>
    Object.entries(content['application/problem+json']?.examples ?? {}).map(
      ([name, { summary }]) =>
        `<li><span class="status">${status}</span><code>${name}</code><p>${escapeHtml(summary)}</p></li>`,
    ),
  );
  const title = refusals.length === 1 ? 'Un refus possible' : `${refusals.length} refus possibles`;
  return `<h4>Réponses</h4><ul class="fields">${good.join('')}</ul>${
    refusals.length > 0 ? more(title, `<ul class="fields">${refusals.join('')}</ul>`) : ''
  }`;
}

function commandOf({ servers }: Document, { path, method, operation }: Placed): string {
  const { parameters, requestBody, security } = operation;
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => String(parameters.find((one) => one.name === name)?.example));
  const [type, { example } = {}] = Object.entries(requestBody?.content ?? {})[0] ?? [];
  const key = 'firmKey' in (security[0] ?? {}) ? 'RELAIS_CLE_CABINET' : 'RELAIS_CLE';
  const isFile = type !== undefined && example === undefined;
  const returnsFile = !Object.values(operation.responses)[0]?.content?.['application/json'] && method === 'get';
  return [
    `curl ${method === 'get' ? '' : `-X ${method.toUpperCase()} `}"${servers[0]?.url}${filled}"`,
    `-H "Authorization: Bearer $${key}"`,
    ...(type ? [`-H "Content-Type: ${type}"`] : []),
    ...(isFile ? ['--data-binary @fichier'] : type ? [`-d '${JSON.stringify(example)}'`] : []),
    ...(returnsFile ? ['-O -J'] : []),
  ].join(' \\\n  ');
}

function shown(example: unknown): string {
  return typeof example === 'string' ? example : asJson(example);
}
