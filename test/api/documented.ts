/** Holds answers of the API against what its document says of them. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect } from 'chai';
import { openApiDocument } from '../../api/openapi.ts';
import type { Config } from '../../config.ts';
import type { call } from './apis.ts';

type Answer = Awaited<ReturnType<typeof call>>;
type Node = { [key: string]: unknown };

export type ApiDocument = {
  paths: Record<string, Record<string, Node & { operationId: string; responses: Record<string, Node> }>>;
  webhooks: Node;
  components: { schemas: Record<string, Node> } & Node;
} & Node;

export function documentOf(config: Config): ApiDocument {
  return JSON.parse(JSON.stringify(openApiDocument(config)));
}

export type Documented = ReturnType<typeof documented>;

export function documented(config: Config) {
  const document = documentOf(config);
  const ajv = new Ajv2020({ strict: false, allErrors: true });
  addFormats.default(ajv);
  const closed = structuredClone(document);
  for (const schema of Object.values(closed.components.schemas)) close(schema);
  ajv.addSchema(closed, 'api');

  /** What goes against the schema at this place of the document; clients may get fields it does not know, tests may not. */
  function faultsAt(place: string[], value: unknown): string[] {
    const pointer = place.map((one) => encodeURIComponent(one.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/');
    const validate = ajv.getSchema(`api#/${pointer}`);
    if (!validate) return [`${place.join(' ')} is not described`];
    validate(JSON.parse(JSON.stringify(value)));
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      [instancePath, message, JSON.stringify(params)].join(' '),
    );
  }

  /** Where the document describes this answer: its own place, or that which it refers to. */
  function placeOf(method: string, path: string, status: number): string[] {
    const response = document.paths[path]?.[method]?.responses[status];
    const reference = response?.$ref as string | undefined;
    return reference ? reference.slice(2).split('/') : ['paths', path, method, 'responses', String(status)];
  }

  return {
    document,
    faultsAt,
    /** @param template the path as the document writes it */
    expectAsDocumented(answer: Answer, method: string, template: string, status: number): Answer {
      expect(answer.status, answer.text.slice(0, 300)).to.equal(status);
      const place = placeOf(method, template, status);
      const [type = ''] = (answer.headers.get('content-type') ?? '').split(';');
      const response = at(document, place) as { content?: Node; headers?: Node } | undefined;
      expect(response, `${method} ${template} answers ${status}`).not.to.equal(undefined);
      for (const name of Object.keys(response?.headers ?? {})) {
        expect(answer.headers.get(name), `${template} ${status} ${name}`).to.be.a('string');
      }
      if (!response?.content) expect(answer.text).to.equal('');
      else if (answer.body !== undefined) {
        expect(faultsAt([...place, 'content', type, 'schema'], answer.body), `${method} ${template}`).to.deep.equal([]);
      } else
        expect(Object.keys(response.content)).to.satisfy((types: string[]) => types.some((one) => covers(one, type)));
      return answer;
    },
  };
}

function covers(range: string, type: string): boolean {
  return range === '*/*' || range === type;
}

function at(node: unknown, place: string[]): unknown {
  return place.reduce<unknown>((inner, key) => (inner as Node | undefined)?.[key], node);
}

/** An object that names its fields has no other. */
function close(node: unknown): void {
  if (Array.isArray(node)) for (const one of node) close(one);
  if (typeof node !== 'object' || node === null || Array.isArray(node)) return;
  const schema = node as Node;
  if (schema.type === 'object' && schema.properties && !('additionalProperties' in schema)) {
    schema.additionalProperties = false;
  }
  for (const one of Object.values(schema)) close(one);
}
