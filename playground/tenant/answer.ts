/** The one exit of the Graph-shaped calls: headers, Graph's error body, and the faults that strike after the effect. */
import type { Request, Response } from 'express';
import { GraphError } from './errors.ts';
import { faultError, strikesAfter, type Verdict } from './faults.ts';
import type { RecordedRequest } from './requests.ts';

export type Answer = { status: number; body?: unknown; headers?: Record<string, string> };

/** What the middlewares leave on the response for the exit. */
export type GraphLocals = { recorded: RecordedRequest; fault?: Verdict['fault'] };

/** Sends the answer, unless the fault chosen for this call says otherwise. */
export function send(request: Request, response: Response, answer: Answer): void {
  const { fault } = response.locals as GraphLocals;
  if (fault && strikesAfter(fault.kind)) {
    const error = faultError(fault);
    if (!error) {
      request.socket.destroy();
      return;
    }
    write(response, errorAnswer(response, error));
    return;
  }
  write(response, answer);
}

/** Sends an error in Graph's shape. */
export function sendError(request: Request, response: Response, error: GraphError): void {
  send(request, response, errorAnswer(response, error));
}

/** What the JSON parser or the router threw, as Graph would put it; undefined for a fault of our own. */
export function asGraphError(error: unknown): GraphError | undefined {
  if (error instanceof GraphError) return error;
  const { type, status } = error as { type?: string; status?: number };
  if (type === 'entity.too.large') {
    return new GraphError(413, 'RequestEntityTooLarge', 'The request body is larger than 4 MB.');
  }
  if (type?.startsWith('entity.')) {
    const message = 'Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of ';
    return new GraphError(400, 'BadRequest', `${message}valid JSON format.`);
  }
  return status === 400 ? new GraphError(400, 'BadRequest', 'Malformed request URI.') : undefined;
}

function write(response: Response, { status, body, headers = {} }: Answer): void {
  // Before the answer leaves: a test that has it may ask at once what was recorded.
  (response.locals as GraphLocals).recorded.status = status;
  response.status(status).set(headers);
  if (body === undefined) response.end();
  else
    response
      .type('application/json;odata.metadata=minimal;odata.streaming=true;charset=utf-8')
      .send(JSON.stringify(body));
}

function errorAnswer(response: Response, error: GraphError): Answer {
  const requestId = String(response.getHeader('request-id'));
  const innerError = {
    // Graph writes universal time without saying so.
    date: new Date().toISOString().slice(0, 19),
    'request-id': requestId,
    'client-request-id': String(response.getHeader('client-request-id') ?? requestId),
  };
  return {
    status: error.status,
    headers: error.headers,
    body: { error: { code: error.code, message: error.message, innerError } },
  };
}
