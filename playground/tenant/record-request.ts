/** Gives each call its ids, as Graph does, and notes it for the tests to look at. */
import { randomUUID } from 'node:crypto';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import type { GraphLocals } from './answer.ts';
import type { Tenant } from './tenant.ts';

/** By which the tenant tells itself that a request came within a batch; of this server, not of Graph. */
export const BATCH_HEADER = 'x-local-batch';

/** The entry is made on arrival, in order, and filled in on the way; the exit adds the status. */
export function recordRequest(tenant: Tenant): RequestHandler {
  return (request, response, next) => {
    const requestId = randomUUID();
    const clientRequestId = request.get('client-request-id') ?? null;
    response.set('request-id', requestId);
    if (clientRequestId) response.set('client-request-id', clientRequestId);
    const recorded: GraphLocals['recorded'] = {
      at: tenant.now().toISOString(),
      method: request.method,
      path: request.originalUrl.split('?')[0] ?? '',
      query: { ...request.query },
      body: null,
      status: null,
      fault: null,
      requestId,
      clientRequestId,
      batchId: request.get(BATCH_HEADER) ?? null,
    };
    tenant.requests.add(recorded);
    (response.locals as GraphLocals).recorded = recorded;
    next();
  };
}

/** To be placed after the JSON parser. */
export function recordBody(request: Request, response: Response, next: NextFunction): void {
  (response.locals as GraphLocals).recorded.body = request.body ?? null;
  next();
}
