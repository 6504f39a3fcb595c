import type { Request, RequestHandler } from 'express';
import { authenticateKey, type Caller } from '../workflows/api-keys/authenticate-key.ts';
import type { Services } from '../workflows/services.ts';
import { keyDoor } from './key-door.ts';

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
  return keyDoor(services, {
    identify: (key) => authenticateKey(services, key, scope),
    rateOf: ({ key }) => ({ name: key.prefix, perMinute: key.requestsPerMinute }),
    callers,
  });
}
