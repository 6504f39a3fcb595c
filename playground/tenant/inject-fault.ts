/** Applies the fault rules to a call: waits, fails it now, or leaves word for the exit to fail it afterwards. */
import { setTimeout as wait } from 'node:timers/promises';
import type { RequestHandler } from 'express';
import { type GraphLocals, sendError } from './answer.ts';
import { faultError, strikesAfter } from './faults.ts';
import type { Tenant } from './tenant.ts';

export function injectFault(tenant: Tenant): RequestHandler {
  return async (request, response, next) => {
    const { latencyMs, fault } = tenant.faults.judge(request.method, request.originalUrl.split('?')[0] ?? '');
    const locals = response.locals as GraphLocals;
    locals.fault = fault;
    locals.recorded.fault = fault?.kind ?? null;
    // The caller may have given up meanwhile; the effect comes all the same, as it would at Microsoft's.
    if (latencyMs > 0) await wait(latencyMs, undefined, { ref: false });
    if (!fault || strikesAfter(fault.kind)) return next();
    const error = faultError(fault);
    if (error) sendError(request, response, error);
    else request.socket.destroy();
  };
}
