/** Waiting times between tries, in seconds: quick at first, since most refusals of Graph pass within moments. */
const STEPS = [1, 2, 4, 8, 15, 15, 30, 30, 60, 60, 120, 300, 600, 1_800];
const LAST_STEP = 3_600;

/**
 * When to try again after so many failures in a row. Spread at random by a fifth, so that two hundred refused at once
 * do not come back at once; what the other side asked for always wins.
 */
export function nextAttempt(now: Date, failures: number, retryAfterSeconds?: number, random = Math.random): Date {
  const step = STEPS[failures - 1] ?? LAST_STEP;
  const seconds = Math.max(step * (0.8 + 0.4 * random()), retryAfterSeconds ?? 0);
  return new Date(now.getTime() + seconds * 1_000);
}
