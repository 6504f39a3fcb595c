/**
 * How fast one process speaks to Graph: so many requests of a kind within any window of time, and none at all while
 * the Retry-After of an answer runs. Waiting is bounded, since a job must stay shorter than its lease: beyond it the
 * request fails as throttled, and the record postpones itself.
 */
import { AppError } from '../errors.ts';
import type { CallKind } from './kind-of-call.ts';
import { createWaitingLine, type WaitingLine } from './waiting-line.ts';

/** At most so many within any so many milliseconds. */
export type Limit = { most: number; windowMs: number };
type LimitName = 'invitation' | 'directory-write' | 'team';

/** Microsoft's figures are in facts: graph.md section 10. */
const LIMITS: Record<LimitName, Limit> = {
  // 100 in 5 s, of 150 on a page of unknown age. In halves: even when some are two seconds longer on their way than
  // those that follow, Graph never sees more than 150 within its five seconds.
  invitation: { most: 50, windowMs: 2_500 },
  'directory-write': { most: 3_000, windowMs: 150_000 },
  team: { most: 4, windowMs: 1_000 },
};

/** Of four that Exchange takes at once for a mailbox: one is left to the single jobs. */
const MAILS_AT_ONCE = 3;

export type Pace = {
  /**
   * Waits until one request of this kind may go, and counts it.
   *
   * @param deadline on the clock of `performance.now()`, in milliseconds.
   * @throws AppError `graph-throttled` with `retryAfterSeconds`, at once, when that would be after the deadline.
   */
  turn(kind: CallKind, deadline: number): Promise<void>;
  /** Whether nothing of this kind may go at this moment. */
  isHeld(kind: CallKind): boolean;
  /** An answer asked for this much time before the next request of the kind; `all` when it spoke for Graph as a whole. */
  hold(kind: CallKind | 'all', seconds: number): void;
  /** Where mails wait for each other. */
  mailbox: WaitingLine;
};

export function createPace(limits: Partial<Record<LimitName, Limit>> = {}): Pace {
  const windows = new Map<string, Window>();
  const heldUntil = new Map<CallKind | 'all', number>();

  function windowsOf(kind: CallKind): Window[] {
    // An invitation writes a person to the directory too.
    const names = kind === 'invitation' ? ['invitation', 'directory-write'] : [kind];
    return names.flatMap((name) => {
      const limitName = name.replace(/:.*$/, '') as LimitName;
      const limit = limits[limitName] ?? LIMITS[limitName];
      if (!limit) return [];
      const window = windows.get(name) ?? new Window(limit);
      windows.set(name, window);
      return [window];
    });
  }

  const endOfHold = (kind: CallKind) => Math.max(heldUntil.get(kind) ?? 0, heldUntil.get('all') ?? 0);
  const isHeld = (kind: CallKind) => endOfHold(kind) > performance.now();

  return {
    async turn(kind, deadline) {
      for (;;) {
        // Places are only taken once nothing is held: those who waited would all have the same one otherwise.
        while (isHeld(kind)) await waitUntil(endOfHold(kind), deadline);
        const places = windowsOf(kind);
        const at = Math.max(performance.now(), ...places.map((window) => window.nextPlace()));
        refuseAfter(at, deadline);
        for (const window of places) window.take(at);
        await waitUntil(at, deadline);
        if (!isHeld(kind)) return;
      }
    },
    isHeld,
    hold(kind, seconds) {
      const until = performance.now() + seconds * 1_000;
      heldUntil.set(kind, Math.max(heldUntil.get(kind) ?? 0, until));
    },
    mailbox: createWaitingLine(MAILS_AT_ONCE),
  };
}

/**
 * The last departures, taken or promised. Not a bucket that refills: a full one emptied at once and refilled on the
 * way lets twice its size through within one window.
 */
class Window {
  readonly #limit: Limit;
  readonly #departures: number[] = [];

  constructor(limit: Limit) {
    this.#limit = limit;
  }

  /** The first moment at which one more may go; possibly gone by. */
  nextPlace(): number {
    const { most, windowMs } = this.#limit;
    const first = this.#departures.at(-most);
    return first === undefined ? 0 : first + windowMs;
  }

  take(at: number): void {
    this.#departures.push(at);
    if (this.#departures.length > this.#limit.most) this.#departures.shift();
  }
}

function refuseAfter(at: number, deadline: number): void {
  if (at <= deadline) return;
  const retryAfterSeconds = Math.ceil((at - performance.now()) / 1_000);
  throw new AppError('graph-throttled', { because: 'no turn before the deadline', retryAfterSeconds });
}

async function waitUntil(at: number, deadline: number): Promise<void> {
  refuseAfter(at, deadline);
  const ms = Math.ceil(at - performance.now());
  if (ms > 0) await new Promise((resolve) => setTimeout(resolve, ms));
}
