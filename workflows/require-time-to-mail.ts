import { AppError } from '../errors.ts';

/** The wait for a mailbox that takes a few at once, then the call itself, at their time limits. */
const TIME_TO_MAIL_MS = 30_000;

/**
 * A mail that goes out after the lease has ended may go out twice, once more by whoever took the work over: with less
 * left of it than a mail may take, none is begun.
 *
 * @throws AppError `graph-unavailable`: the next try has a lease of its own.
 */
export function requireTimeToMail(now: Date, leaseUntil: Date | undefined): void {
  const left = (leaseUntil?.getTime() ?? 0) - now.getTime();
  if (left < TIME_TO_MAIL_MS) throw new AppError('graph-unavailable', { because: 'the lease is about to end' });
}
