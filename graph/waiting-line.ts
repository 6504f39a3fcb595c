import { AppError } from '../errors.ts';

export type WaitingLine = {
  /**
   * Does the act once there is room for it, first come, first served.
   *
   * @param deadline on the clock of `performance.now()`, in milliseconds: by then the act must have begun.
   * @throws AppError `graph-throttled` when the deadline passes in the line: nothing was done.
   */
  pass<Answer>(deadline: number, act: () => Promise<Answer>): Promise<Answer>;
};

/** Seconds after which somebody sent away from the line may come again. */
const COME_AGAIN_SECONDS = 5;

/** A line before a door through which only so many go at once. */
export function createWaitingLine(most: number): WaitingLine {
  let inside = 0;
  const line: (() => void)[] = [];

  function enter(deadline: number): Promise<void> {
    if (inside < most) {
      inside += 1;
      return Promise.resolve();
    }
    return new Promise((resolve, reject) => {
      const call = () => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        line.splice(line.indexOf(call), 1);
        reject(new AppError('graph-throttled', { because: 'the line is long', retryAfterSeconds: COME_AGAIN_SECONDS }));
      }, deadline - performance.now());
      line.push(call);
    });
  }

  function leave(): void {
    const next = line.shift();
    // Whoever is called takes the place over, so that nobody slips in between.
    if (next) next();
    else inside -= 1;
  }

  return {
    async pass(deadline, act) {
      await enter(deadline);
      try {
        return await act();
      } finally {
        leave();
      }
    },
  };
}
