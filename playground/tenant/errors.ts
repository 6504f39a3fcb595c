/** Graph's error family: a status, a code to decide on, a message that Microsoft may reword at any time. */

/** Thrown by a call; the one exit (`answer.ts`) gives it Graph's body. */
export class GraphError extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Record<string, string>;

  constructor(status: number, code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}

export const badRequest = (message: string, code = 'BadRequest') => new GraphError(400, code, message);

export const unsupportedQuery = (message: string) => badRequest(message, 'Request_UnsupportedQuery');

export const unknownSegment = (segment: string) => badRequest(`Resource not found for the segment '${segment}'.`);

/** What the directory says of an id it does not know, and equally of one it does not know yet. */
export const resourceNotFound = (id: string) =>
  new GraphError(
    404,
    'Request_ResourceNotFound',
    `Resource '${id}' does not exist or one of its queried reference-property objects are not present.`,
  );

export const tooManyRequests = (retryAfterSeconds: number) =>
  new GraphError(429, 'TooManyRequests', 'Too many requests.', { 'Retry-After': String(retryAfterSeconds) });

export const notFound = (message: string) => new GraphError(404, 'NotFound', message);

export const missingToken = () =>
  new GraphError(401, 'InvalidAuthenticationToken', 'Access token is empty.', {
    'WWW-Authenticate':
      'Bearer realm="", authorization_uri="https://login.microsoftonline.com/common/oauth2/authorize"',
  });

export const requestDenied = () =>
  new GraphError(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.');

export const mailboxDenied = () =>
  new GraphError(403, 'ErrorAccessDenied', 'Access is denied. Check credentials and try again.');
