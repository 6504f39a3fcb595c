import type { Request, Response } from 'express';
import { AppError } from '../errors.ts';

/** After a refusal, how long a sender may go on sending before the connection ends. */
const DRAIN_MS = 5_000;

/** Takes a refused upload to its end, or its sender would never look at the answer, and says when to come back. */
export function refuseUpload(request: Request, response: Response, error: unknown): void {
  request.resume();
  setTimeout(() => request.destroy(), DRAIN_MS).unref();
  response.set('Connection', 'close');
  if (error instanceof AppError && error.retryAfterSeconds) {
    response.set('Retry-After', String(error.retryAfterSeconds));
  }
}
