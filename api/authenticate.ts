import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { authenticateKey, type Caller } from '../workflows/api-keys/authenticate-key.ts';
import type { Services } from '../workflows/services.ts';
import { sendProblem } from './problem.ts';

const callers = new WeakMap<Request, Caller>();

/** Who calls, once `authenticate` has let them in. */
export function callerOf(request: Request): Caller {
  const caller = callers.get(request);
  if (!caller) throw new Error('This route has no authentication');
  return caller;
}

/**
 * Lets in whoever has a key that is good for this, and no more often than the key says. Before that, each address may
 * only try so often.
 */
export function authenticate(services: Services, scope: Parameters<typeof authenticateKey>[2]): RequestHandler[] {
  const common = { windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false } as const;
  const handler = (_request: Request, response: Response) => sendProblem(response, 'too-many-requests');
  return [
    rateLimit({ ...common, limit: services.config.rateLimitPerMinute, skip: () => services.config.isLocal, handler }),
    async (request: Request, response: Response, next: NextFunction) => {
      const [, key] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
      const caller = key ? await authenticateKey(services, key, scope) : undefined;
      if (!caller) return sendProblem(response.set('WWW-Authenticate', 'Bearer'), 'unauthorized');
      callers.set(request, caller);
      next();
    },
    rateLimit({
      ...common,
      limit: (request) => callerOf(request).key.requestsPerMinute,
      keyGenerator: (request) => callerOf(request).key.prefix,
      handler,
    }),
  ];
}
