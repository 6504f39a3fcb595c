/** A JSON Schema as a list that a person reads: each field, what it is, what it means. */
import { inline } from './docs-html.ts';
import type { JsonSchema } from './openapi-schemas.ts';
import { escapeHtml } from './pages.ts';

type Field = { name: string; type: string; description: string; isRequired: boolean };

const WORDS: Record<string, string> = {
  ...{ string: 'texte', integer: 'entier', number: 'nombre', boolean: 'vrai ou faux', null: 'null', object: 'objet' },
  ...{ date: 'date', 'date-time': 'date et heure', binary: 'fichier' },
};

/** @param requires whether to say which must be there: of what is sent to us. */
export function fieldList(schema: JsonSchema, { requires = false } = {}): string {
  const items = fieldsOf(schema).map(({ name, type, description, isRequired }) =>
    fieldItem({ name, type: `${type}${requires && isRequired ? MUST : ''}`, description }),
  );
  return items.length > 0 ? `<ul class="fields">${items.join('')}</ul>` : '';
}

export const MUST = ' <span class="must">obligatoire</span>';

/** @param field whose `type` is HTML already */
export function fieldItem({ name, type, description }: { name: string; type: string; description: string }): string {
  const meaning = description ? `<p>${inline(description)}</p>` : '';
  return `<li><code>${escapeHtml(name)}</code> <span class="type">${type}</span>${meaning}</li>`;
}

/** What a value is, as HTML: names of schemas lead to their list. */
export function typeOf(schema: JsonSchema): string {
  const { $ref, type, format, anyOf, items } = schema;
  if ($ref) return objectLink($ref);
  if (schema.const !== undefined) return `<code>${escapeHtml(JSON.stringify(schema.const))}</code>`;
  if (schema.enum) return schema.enum.map((one) => `<code>${escapeHtml(visible(String(one)))}</code>`).join(', ');
  if (anyOf && !type) return [...new Set(anyOf.map(typeOf))].join(' ou ');
  if (items) return `liste (${typeOf(items)})`;
  const usual = schema.default === undefined ? '' : `, ${escapeHtml(JSON.stringify(schema.default))} à défaut`;
  return `${WORDS[format ?? ''] ?? WORDS[String(type)] ?? 'valeur'}${usual}`;
}

/** A tab as it is written. */
function visible(text: string): string {
  return text.replaceAll('\t', '\\t');
}

export function objectLink(reference: string): string {
  const name = reference.split('/').at(-1) ?? '';
  return `<a href="#objet-${name}">${name}</a>`;
}

/** Objects within are opened: `partner.name`, `items[].code`. Those that have a name of their own are not. */
function fieldsOf(schema: JsonSchema, before = ''): Field[] {
  return Object.entries(schema.properties ?? {}).flatMap(([name, one]) => {
    const field = {
      ...{ name: `${before}${name}`, type: typeOf(one), description: one.description ?? '' },
      isRequired: schema.required?.includes(name) ?? false,
    };
    const within = one.items?.properties ? one.items : one;
    const path = `${field.name}${within === one ? '' : '[]'}.`;
    return [field, ...(within.properties ? fieldsOf(within, path) : [])];
  });
}
