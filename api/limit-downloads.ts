import type { Request, RequestHandler } from 'express';
import type { Services } from '../workflows/services.ts';
import { sendProblem } from './problem.ts';

/** Each holds a cursor, and what its reader has not taken yet. */
const MOST_AT_ONCE = 8;
const WAIT_SECONDS = '5';

const countsOf = new WeakMap<Services, Map<string, number>>();

/**
 * Lets a caller download so many files at once in this process, whichever door they come from. The place is given back once
 * the answer has gone or its reader has, one that stops reading being cut by the server's timeout.
 */
export function limitDownloads(services: Services, whoOf: (request: Request) => string): RequestHandler {
  const counts = countsOf.get(services) ?? new Map<string, number>();
  countsOf.set(services, counts);
  return (request, response, next) => {
    if (request.method === 'HEAD') return next();
    const who = whoOf(request);
    const count = counts.get(who) ?? 0;
    if (count >= MOST_AT_ONCE) return sendProblem(response.set('Retry-After', WAIT_SECONDS), 'too-many-downloads');
    counts.set(who, count + 1);
    response.once('close', () => {
      const left = (counts.get(who) ?? 1) - 1;
      if (left > 0) counts.set(who, left);
      else counts.delete(who);
    });
    next();
  };
}
