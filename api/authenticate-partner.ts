import type { Request, RequestHandler } from 'express';
import { authenticatePartner, type PartnerCaller } from '../workflows/partners/authenticate-partner.ts';
import type { Services } from '../workflows/services.ts';
import { keyDoor } from './key-door.ts';

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
  return keyDoor(services, {
    identify: (key) => authenticatePartner(services, key),
    rateOf: ({ partner }) => ({ name: String(partner._id), perMinute: partner.requestsPerMinute }),
    callers,
  });
}
