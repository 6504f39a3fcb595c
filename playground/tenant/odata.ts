/** The part of OData that the imitated calls need: query options, pages, bodies. */
import type { Request } from 'express';
import type { z } from 'zod';
import { badRequest, GraphError, unsupportedQuery } from './errors.ts';
import type { Tenant } from './tenant.ts';

const ADVANCED = ['$search', '$count', '$orderby'];
const DEFAULT_PAGE = 100;
const LARGEST_PAGE = 999;

export type QueryOptions = Partial<Record<'$filter' | '$select' | '$top' | '$skiptoken', string>>;

/** The call's query options; anything the call does not know is refused, as a typing error would be. */
export function queryOptions(request: Request, allowed: (keyof QueryOptions)[]): QueryOptions {
  const options: QueryOptions = {};
  for (const [name, value] of Object.entries(request.query)) {
    if (ADVANCED.includes(name))
      throw unsupportedQuery(`The query option '${name}' is not supported on this resource.`);
    const known = allowed.find((option) => option === name);
    if (!known) throw badRequest(`Unrecognized query argument specified: '${name}'.`, 'Request_BadRequest');
    if (typeof value !== 'string') throw badRequest(`Query option '${name}' was specified more than once.`);
    options[known] = value;
  }
  return options;
}

/**
 * One page of `items`, in the order of their keys, with the link to the next.
 * The token is the last key seen: people who come or go between two pages neither repeat nor hide the others.
 */
export function page<Item>(
  tenant: Tenant,
  path: string,
  options: QueryOptions,
  items: Item[],
  keyOf: (item: Item) => string,
) {
  const size = pageSize(options.$top);
  const after = options.$skiptoken === undefined ? '' : readToken(options.$skiptoken);
  const rest = items.filter((item) => keyOf(item) > after).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  const value = rest.slice(0, size);
  const last = value.at(-1);
  if (last === undefined || rest.length <= size) return { value };
  const query = new URLSearchParams({ ...options, $top: String(size), $skiptoken: writeToken(keyOf(last)) });
  const nextLink = `${tenant.url}/v1.0${path}?${query.toString().replaceAll('%24', '$').replaceAll('+', '%20')}`;
  return { '@odata.nextLink': nextLink, value };
}

/** The body in the shape the call needs, or Graph's 400. */
export function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(request.body);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const where = issue?.path.length ? `Invalid value specified for property '${issue.path.join('/')}': ` : '';
  throw badRequest(`${where}${issue?.message ?? 'invalid body'}`);
}

/** The address of a resource's description, as answers carry it. */
export function context(tenant: Tenant, of: string): { '@odata.context': string } {
  return { '@odata.context': `${tenant.url}/v1.0/$metadata#${of}` };
}

/** A path parameter, which express types more widely than these routes need. */
export function parameter(request: Request, name: string): string {
  return String(request.params[name] ?? '');
}

function pageSize(top: string | undefined): number {
  if (top === undefined) return DEFAULT_PAGE;
  const size = /^\d+$/.test(top) ? Number(top) : 0;
  if (size >= 1 && size <= LARGEST_PAGE) return size;
  const message = `Invalid page size specified: '${top}'. Must be between 1 and ${LARGEST_PAGE} inclusive.`;
  throw badRequest(message, 'Request_BadRequest');
}

const TOKEN_PREFIX = 'after ';

function writeToken(key: string): string {
  return Buffer.from(TOKEN_PREFIX + key).toString('base64url');
}

function readToken(token: string): string {
  const text = Buffer.from(token, 'base64url').toString();
  if (text.startsWith(TOKEN_PREFIX)) return text.slice(TOKEN_PREFIX.length);
  throw new GraphError(400, 'Directory_ExpiredPageToken', 'Specified page token value has expired or is not valid.');
}
