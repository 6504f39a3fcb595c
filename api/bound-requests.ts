import type { IncomingMessage } from 'node:http';
import type { NextFunction, Request, Response } from 'express';
import { log } from '../log.ts';
import { isStillSent } from './answer-early.ts';

/** No body but a file takes so long. */
const WHOLE_MS = 30_000;
/** Once answered, how long the rest of a body may take. */
const REST_MS = 5_000;

const timers = new WeakMap<IncomingMessage, NodeJS.Timeout>();

/**
 * Ends the connection of whoever sends on without having been let in: a body has to be there within `wholeMs`, unless a
 * route that takes files allows it more, and within `restMs` of the answer in any case.
 */
export function boundRequests({ wholeMs = WHOLE_MS, restMs = REST_MS } = {}) {
  return (request: Request, response: Response, next: NextFunction): void => {
    const cut = () => {
      if (!isStillSent(request)) return;
      log().info('a request was cut: its body had no end');
      request.socket.destroy();
    };
    if (isStillSent(request)) {
      timers.set(request, setTimeout(cut, wholeMs).unref());
      response.once('finish', () => setTimeout(cut, restMs).unref());
      response.once('close', () => clearTimeout(timers.get(request)));
    }
    next();
  };
}

/** For a route that takes files, once it has let its caller in. */
export function allowLongBody(request: IncomingMessage): void {
  clearTimeout(timers.get(request));
}
