/** Wraps every handler: payload check, log, and the decision whether to try again. */
import type { Agenda, Job } from 'agenda';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { JOBS } from './catalog.ts';
import type { JobContext, JobHandler } from './handlers/handler.ts';

/** Seconds before each new try of a job that failed in passing; records with a schedule of their own do not use it. */
const RETRY_SECONDS = [1, 3, 10, 30, 60, 300, 900, 3_600];

export function defineHandlers(agenda: Agenda, context: JobContext, handlers: readonly JobHandler[]): void {
  for (const handler of handlers) {
    const isSweep = handler.name.startsWith('sweep-');
    agenda.define(handler.name, (job: Job) => runOnce(context, handler, job), {
      // A sweep comes round again by the clock. Left behind by a killed worker, it must not wait for long, and two at
      // once do no harm.
      ...(isSweep
        ? { concurrency: 1, lockLifetime: 20_000 }
        : { backoff: ({ attempt, error }) => (isFinal(error) ? null : retryDelay(attempt)) }),
    });
  }
  agenda.on('retry exhausted', (_error, job) => void job.remove().catch(() => undefined));
  // Without a listener agenda would end the process; the database may be restarting beside us.
  agenda.on('error', (error) => log().warn({ err: error }, 'queue'));
}

async function runOnce(context: JobContext, handler: JobHandler, job: Job): Promise<void> {
  const startedAt = performance.now();
  const { name } = handler;
  const data = JOBS[name].parse(job.attrs.data ?? {});
  try {
    const outcome = await handler.run(context, data as never);
    log().debug({ job: name, outcome, ms: Math.round(performance.now() - startedAt) }, 'job done');
  } catch (error) {
    const level = error instanceof AppError && error.isRetryable ? 'info' : 'error';
    log()[level]({ job: name, err: error }, 'job failed');
    // Trying again would fail the same way, and a failed job would stay in the queue for ever.
    if (!isFinal(error)) throw error;
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof AppError && !error.isRetryable;
}

/** @returns milliseconds, or null when it has been tried often enough: a sweep or the next change takes over. */
function retryDelay(attempt: number): number | null {
  const seconds = RETRY_SECONDS[attempt - 1];
  return seconds === undefined ? null : seconds * 1_000 * (0.8 + 0.4 * Math.random());
}
