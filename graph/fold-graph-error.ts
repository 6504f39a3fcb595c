import { AppError, type ErrorCode } from '../errors.ts';

/** What the SDK throws: its `GraphError`, or a network failure with `statusCode` -1 or none. */
type SdkError = { statusCode?: number; code?: string | null; message?: string; headers?: Headers; name?: string };

/** Answers after which the same call may succeed later. 500 counts: "Unable to find target address" is passing. */
const PASSING = new Set([408, 423, 500, 502, 503, 504]);

/**
 * Any failure of a Graph call as one of ours. Status and code decide; texts are English and change, so they are only
 * read where nothing else tells (see `fold-invitation-error.ts`).
 */
export function foldGraphError(error: unknown): AppError {
  if (error instanceof AppError) return error;
  const { statusCode, code, headers } = error as SdkError;
  const because = `${statusCode ?? 'network'} ${code ?? (error as Error)?.name ?? ''}`.trim();
  const fold = (folded: ErrorCode, retryAfterSeconds?: number) =>
    new AppError(folded, { because, cause: error, retryAfterSeconds });

  if (!statusCode || statusCode < 0) return fold('graph-unavailable');
  if (statusCode === 429) return fold('graph-throttled', retryAfter(headers));
  if (PASSING.has(statusCode)) return fold('graph-unavailable', retryAfter(headers));
  if (statusCode === 404) return fold('graph-not-found');
  if (statusCode === 409) return fold('graph-conflict');
  // A token just expired or a consent not yet effective: worth another try with a fresh one.
  if (statusCode === 401) return fold('graph-unavailable');
  if (statusCode === 403 && PERMISSION_CODES.has(code ?? '')) return fold('graph-permission-missing');
  return fold('graph-refused');
}

const PERMISSION_CODES = new Set(['Authorization_RequestDenied', 'ErrorAccessDenied', 'AccessDenied', 'Forbidden']);

/** Seconds, or a date; a missing or odd value leaves our own back-off in charge. */
function retryAfter(headers: Headers | undefined): number | undefined {
  const value = headers?.get?.('retry-after');
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : (Date.parse(value) - Date.now()) / 1000;
  return Number.isFinite(seconds) && seconds >= 0 ? Math.ceil(seconds) : undefined;
}
