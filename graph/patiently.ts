import { AppError } from '../errors.ts';

const MOST_TRIES = 4;
/** Past it the record's own schedule takes over: a job must stay shorter than its lease. */
const MOST_MS = 6_000;

/**
 * Repeats an idempotent act that failed in passing, a few times and quickly: most of Graph's refusals are over within
 * a second. Whatever may happen twice by being repeated does not belong here.
 */
export async function patiently<Answer>(act: () => Promise<Answer>): Promise<Answer> {
  const startedAt = Date.now();
  for (let tries = 1; ; tries += 1) {
    try {
      return await act();
    } catch (error) {
      if (!(error instanceof AppError) || !error.isRetryable || tries >= MOST_TRIES) throw error;
      const waitMs = Math.max((error.retryAfterSeconds ?? 0) * 1_000, tries * 150 * (0.5 + Math.random()));
      if (Date.now() - startedAt + waitMs > MOST_MS) throw error;
      await new Promise((resolve) => setTimeout(resolve, waitMs));
    }
  }
}
