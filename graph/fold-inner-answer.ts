import { z } from 'zod';
import type { AppError } from '../errors.ts';
import { foldGraphError } from './fold-graph-error.ts';

/** One answer within the answer to a batch. */
export const innerAnswerSchema = z.object({
  id: z.string(),
  status: z.int(),
  headers: z.record(z.string(), z.unknown()).nullish(),
  body: z.unknown().optional(),
});

export type InnerAnswer = z.infer<typeof innerAnswerSchema>;

const errorBodySchema = z.object({
  error: z.object({
    code: z.string().nullish(),
    message: z.string().nullish(),
    innerError: z.object({ 'request-id': z.string().optional() }).nullish(),
  }),
});

/**
 * The failure that a caller would have had, had their request come alone: the same code, and a cause of the shape of
 * the SDK's `GraphError` (`statusCode`, `code`, `message`, `requestId`, `headers`, `body`).
 */
export function foldInnerAnswer({ status, headers, body }: InnerAnswer): AppError {
  const error = errorBodySchema.safeParse(body).data?.error;
  const cause = Object.assign(new Error(error?.message ?? ''), {
    statusCode: status,
    code: error?.code ?? null,
    requestId: error?.innerError?.['request-id'] ?? null,
    headers: headersOf(headers ?? {}),
    body: error ? JSON.stringify(error) : null,
  });
  return foldGraphError(cause);
}

/** One odd header is no reason to lose the others. */
function headersOf(given: Record<string, unknown>): Headers {
  const headers = new Headers();
  for (const [name, value] of Object.entries(given)) {
    try {
      headers.set(name, String(value));
    } catch {}
  }
  return headers;
}
