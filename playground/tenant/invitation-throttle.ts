import { tooManyRequests } from './errors.ts';

const WINDOW_MS = 5_000;

/** Microsoft's limit on POST /invitations, as the setting `invitationsPer5s` has it. Of the process, not of the journal. */
export class InvitationThrottle {
  /** When the latest were let through, oldest first, in milliseconds. */
  #admitted: number[] = [];

  /** @throws GraphError 429 with the whole seconds after which there is room again. Those refused are not counted. */
  admit(most: number | null, now: Date): void {
    const at = now.getTime();
    // Also those of a clock that a test has put back since.
    this.#admitted = this.#admitted.filter((earlier) => earlier > at - WINDOW_MS && earlier <= at);
    if (most !== null && this.#admitted.length >= most) {
      const makesRoom = this.#admitted[this.#admitted.length - most] ?? at;
      throw tooManyRequests(Math.max(1, Math.ceil((makesRoom + WINDOW_MS - at) / 1_000)));
    }
    this.#admitted.push(at);
  }

  clear(): void {
    this.#admitted = [];
  }
}
