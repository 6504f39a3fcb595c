import { AppError } from '../../errors.ts';

/**
 * Waits for the end of all, so that one failure leaves none of the others running alone, and counts how they ended; a
 * failure of ours counts under its code.
 *
 * @throws the first failure that nobody foresaw, once all have ended.
 */
export async function countOutcomes(acts: Promise<string>[]): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const result of await Promise.allSettled(acts)) {
    if (result.status === 'rejected' && !(result.reason instanceof AppError)) throw result.reason;
    const outcome = result.status === 'fulfilled' ? result.value : (result.reason as AppError).code;
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
