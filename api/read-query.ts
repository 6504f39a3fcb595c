import type { z } from 'zod';
import { fr } from 'zod/locales';
import { AppError } from '../errors.ts';

const { localeError } = fr();

/**
 * What an address asks for after its question mark, once checked.
 *
 * @throws AppError `request-invalid`, which names the first parameter that is wrong and what is wrong with it.
 */
export function readQuery<Schema extends z.ZodType>(query: unknown, schema: Schema): z.output<Schema> {
  const parsed = schema.safeParse(query, { error: localeError });
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const [field = 'requête'] = (issue?.path ?? []).map(String);
  throw new AppError('request-invalid', { params: { field, reason: issue?.message ?? '' } });
}
