import { AppError } from '../errors.ts';
import type { Services } from '../workflows/services.ts';

/** How many wait in line, and for how long: beyond, senders are better told to come back. */
const MOST_WAITING = 64;
const WAIT_MS = 60_000;

const slotsOf = new WeakMap<Services, UploadSlots>();

/** The places of a process, for whichever door files come through. */
export function uploadSlots(services: Services): UploadSlots {
  const slots = slotsOf.get(services) ?? new UploadSlots(services.config.partnerImports.atOnce);
  slotsOf.set(services, slots);
  return slots;
}

/** Uploads received at once, each of which costs memory: the next ones wait in line, their bytes in the network. */
export class UploadSlots {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(most: number) {
    this.#free = most;
  }

  /**
   * Waits for a place.
   *
   * @returns what gives it back
   * @throws AppError `imports-busy`.
   */
  async take(): Promise<() => void> {
    if (this.#free > 0) this.#free -= 1;
    else await this.#wait();
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const next = this.#waiting.shift();
      if (next) next();
      else this.#free += 1;
    };
  }

  #wait(): Promise<void> {
    const busy = () => new AppError('imports-busy', { retryAfterSeconds: 5 });
    if (this.#waiting.length >= MOST_WAITING) throw busy();
    return new Promise((resolve, reject) => {
      const turn = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(() => {
        this.#waiting.splice(this.#waiting.indexOf(turn), 1);
        reject(busy());
      }, WAIT_MS);
      this.#waiting.push(turn);
    });
  }
}
