import type { Request } from 'express';
import type { z } from 'zod';
import { AppError } from '../errors.ts';

/**
 * What a request says, once its JSON has been read and checked. An absent body is an empty one.
 *
 * @throws AppError `request-invalid`, which names the first field that is wrong and what is wrong with it.
 */
export function readBody<Schema extends z.ZodType>(request: Request, schema: Schema): z.infer<Schema> {
  const parsed = schema.safeParse(request.body ?? {});
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const path = issue?.path.map(String).join('.') ?? '';
  if (issue?.code === 'unrecognized_keys') {
    const field = [path, issue.keys[0]?.slice(0, 60)].filter(Boolean).join('.');
    throw new AppError('request-invalid', { params: { field, reason: 'n’est pas connu' } });
  }
  const isMissing = issue?.code === 'invalid_type' && path !== '' && readPath(request.body, issue.path) === undefined;
  const reason = isMissing ? 'manque' : (issue?.message ?? '');
  if (path === '') throw new AppError('request-invalid', { params: { field: 'corps', reason: 'doit être un objet' } });
  throw new AppError('request-invalid', { params: { field: path, reason } });
}

function readPath(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((value, key) => (value as Record<PropertyKey, unknown> | undefined)?.[key], body);
}
