import type { IncomingMessage } from 'node:http';
import type { Response } from 'express';

/** After an answer that does not wait for the body, how long a sender may go on, and how much of that is taken. */
const DRAIN_MS = 5_000;
const DRAIN_BYTES = 64 * 1024 * 1024;

/** Whether some of the body is still to come. */
export function isStillSent(request: IncomingMessage): boolean {
  const { 'content-length': length = '0', 'transfer-encoding': chunks } = request.headers;
  return (chunks !== undefined || Number(length) > 0) && !request.complete && !request.destroyed;
}

/**
 * Answers, be the request whole or not. A sender who is still at it has the whole answer at once, and some time to read it
 * while we take what it sends: ended at once, the connection would be reset under it and the answer lost.
 */
export function answerEarly(response: Response, text: string): void {
  const { req: request } = response;
  if (!isStillSent(request)) return void response.send(text);
  response.set({ Connection: 'close', 'Content-Length': String(Buffer.byteLength(text)) });
  response.write(text);
  let left = DRAIN_BYTES;
  const timer = setTimeout(end, DRAIN_MS).unref();
  // Whoever read it has left, and would keep it from flowing.
  request.removeAllListeners('readable');
  request.on('data', (bytes: Buffer) => {
    left -= bytes.length;
    if (left < 0) request.pause();
  });
  request.on('error', end);
  request.once('end', end);
  request.once('close', end);
  request.resume();

  function end(): void {
    clearTimeout(timer);
    response.end();
  }
}
