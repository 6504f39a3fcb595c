import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import { authenticatePartner, type PartnerCaller } from '../workflows/partners/authenticate-partner.ts';
import type { Services } from '../workflows/services.ts';
import { sendProblem } from './problem.ts';

const callers = new WeakMap<Request, PartnerCaller>();
const doors = new WeakMap<Services, RequestHandler[]>();

/** Which partner calls, once `authenticatePartnerKey` has let it in. */
export function partnerOf(request: Request): PartnerCaller {
  const caller = callers.get(request);
  if (!caller) throw new Error('This route has no authentication');
  return caller;
}

/**
 * Lets in whichever partner has a good key, and no more often than its record says, whichever of its keys it uses.
 * Before that, each address may only try so often. All routes of a process count together.
 */
export function authenticatePartnerKey(services: Services): RequestHandler[] {
  const door = doors.get(services) ?? makeDoor(services);
  doors.set(services, door);
  return door;
}

function makeDoor(services: Services): RequestHandler[] {
  const common = { windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false } as const;
  const handler = (_request: Request, response: Response) => sendProblem(response, 'too-many-requests');
  return [
    rateLimit({ ...common, limit: services.config.rateLimitPerMinute, skip: () => services.config.isLocal, handler }),
    async (request: Request, response: Response, next: NextFunction) => {
      const [, key] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
      const caller = key ? await authenticatePartner(services, key) : undefined;
      if (!caller) return sendProblem(response.set('WWW-Authenticate', 'Bearer'), 'unauthorized');
      callers.set(request, caller);
      next();
    },
    rateLimit({
      ...common,
      limit: (request) => partnerOf(request).partner.requestsPerMinute,
      keyGenerator: (request) => String(partnerOf(request).partner._id),
      handler,
    }),
  ];
}
