/** A clock that tests move. It starts on a working day at ten in the morning, in Paris. */
export type TestClock = { now(): Date; forward(seconds: number): void; set(at: Date): void };

export function createClock(start = new Date('2026-11-23T09:00:00Z')): TestClock {
  let at = start.getTime();
  return {
    now: () => new Date(at),
    forward(seconds) {
      at += seconds * 1_000;
    },
    set(moment) {
      at = moment.getTime();
    },
  };
}
