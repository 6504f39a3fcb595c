import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Services } from '../workflows/services.ts';
import { sendProblem } from './problem.ts';

type KeyDoor<Caller> = {
  /** @returns undefined for a key that is not good, whatever is wrong with it */
  identify(key: string): Promise<Caller | undefined>;
  /** Whose calls are counted together, and how many a minute they may be. */
  rateOf(caller: Caller): { name: string; perMinute: number };
  callers: WeakMap<Request, Caller>;
};

/** Lets in whoever has a good key, and no more often than it may. Before that, each address may only try so often. */
export function keyDoor<Caller>(
  { config }: Services,
  { identify, rateOf, callers }: KeyDoor<Caller>,
): RequestHandler[] {
  const common = { windowMs: 60_000, standardHeaders: 'draft-8', legacyHeaders: false } as const;
  const handler = (_request: Request, response: Response) => sendProblem(response, 'too-many-requests');
  const rate = (request: Request) => rateOf(callers.get(request) as Caller);
  return [
    rateLimit({ ...common, limit: config.rateLimitPerMinute, skip: () => config.isLocal, handler }),
    async (request: Request, response: Response, next: NextFunction) => {
      const [, key] = /^Bearer +(\S{1,200})$/i.exec(request.headers.authorization ?? '') ?? [];
      const caller = key ? await identify(key) : undefined;
      if (!caller) return sendProblem(response.set('WWW-Authenticate', 'Bearer'), 'unauthorized');
      callers.set(request, caller);
      next();
    },
    rateLimit({
      ...common,
      limit: (request) => rate(request).perMinute,
      keyGenerator: (request) => rate(request).name,
      handler,
    }),
  ];
}
