/** POST /$batch: several requests in one. Each is made again, to this same server, as though it had come alone. */
import { randomInt } from 'node:crypto';
import type { Request } from 'express';
import { z } from 'zod';
import type { Answer } from './answer.ts';
import { badRequest } from './errors.ts';
import { readBody } from './odata.ts';
import { BATCH_HEADER } from './record-request.ts';
import type { Tenant } from './tenant.ts';

const MOST_REQUESTS = 20;

const innerRequest = z.strictObject({
  id: z.string().min(1),
  method: z
    .string()
    .toUpperCase()
    .pipe(z.enum(['GET', 'POST', 'PATCH', 'PUT', 'DELETE'])),
  url: z.string().min(1),
  headers: z.record(z.string(), z.string()).default({}),
  body: z.unknown().optional(),
  dependsOn: z.array(z.string()).optional(),
});

const batchBody = z.strictObject({ requests: z.array(innerRequest).min(1) });

type InnerRequest = z.infer<typeof innerRequest>;
type InnerAnswer = { id: string; status: number; headers: Record<string, string>; body?: unknown };

/** What an inner answer keeps of its headers. */
const KEPT_HEADERS = ['Content-Type', 'Retry-After', 'WWW-Authenticate', 'request-id', 'client-request-id'];

/** The answers come in another order than the requests, as Graph's may. @throws GraphError 400 for a malformed batch. */
export async function answerBatch(tenant: Tenant, request: Request): Promise<Answer> {
  const { requests } = readBody(request, batchBody);
  refuseMalformed(requests);
  const batchId = String(request.res?.getHeader('request-id'));
  const authorization = String(request.get('authorization'));
  const answers = await Promise.all(requests.map((one) => answerOne(tenant, one, { authorization, batchId })));
  return { status: 200, body: { responses: shuffled(answers) } };
}

function refuseMalformed(requests: InnerRequest[]): void {
  if (requests.length > MOST_REQUESTS) {
    const message = `Number of batch request steps exceeds the maximum value of ${MOST_REQUESTS}.`;
    throw badRequest(message, 'MaximumValueExceeded');
  }
  if (new Set(requests.map(({ id }) => id)).size < requests.length) {
    throw badRequest('Request Id has to be unique in a batch request.');
  }
  for (const { id, method, url, headers, body, dependsOn } of requests) {
    if (dependsOn) throw badRequest(`Request ${id}: 'dependsOn' is not imitated here.`);
    if (/^([a-z][a-z\d+.-]*:|\/\/)/i.test(url)) throw badRequest(`Invalid request url for request id: ${id}.`);
    if (/^\/?(\$|%24)batch\b/i.test(url)) throw badRequest('A batch may not contain another batch.');
    const isTyped = Object.keys(headers).some((name) => name.toLowerCase() === 'content-type');
    const isWrite = method !== 'GET' && method !== 'DELETE';
    if ((isWrite && (!isTyped || body === undefined)) || (body !== undefined && !isTyped)) {
      throw badRequest(`Write request id : ${id} does not contain Content-Type header or body.`);
    }
  }
}

/** An inner connection that is cut shows as 504: the outer answer has to say something. */
async function answerOne(
  tenant: Tenant,
  { id, method, url, headers, body }: InnerRequest,
  { authorization, batchId }: { authorization: string; batchId: string },
): Promise<InnerAnswer> {
  const address = new URL(`${tenant.url}/v1.0/${url.replace(/^\//, '')}`);
  if (!address.pathname.startsWith('/v1.0/')) return { id, ...failure(400, 'BadRequest', 'Malformed request URI.') };
  try {
    const response = await fetch(address, {
      method,
      headers: { ...headers, authorization, [BATCH_HEADER]: batchId },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    const kept = KEPT_HEADERS.flatMap((name) => {
      const value = response.headers.get(name);
      return value === null ? [] : [[name, value] as const];
    });
    const { status } = response;
    return { id, status, headers: Object.fromEntries(kept), ...(text && { body: JSON.parse(text) as unknown }) };
  } catch {
    return { id, ...failure(504, 'GatewayTimeout', 'The server did not receive a timely response.') };
  }
}

function failure(status: number, code: string, message: string) {
  return { status, headers: { 'Content-Type': 'application/json' }, body: { error: { code, message } } };
}

function shuffled<Item>(items: Item[]): Item[] {
  const left = [...items];
  return items.map(() => left.splice(randomInt(left.length), 1)[0] as Item);
}
