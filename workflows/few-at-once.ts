/**
 * A few tasks under way at once: whoever brings the next one waits until there is room, so that what comes in fast is not
 * piled up in memory. The first failure is thrown at the next call, and at the end.
 */
export class FewAtOnce {
  readonly #most: number;
  readonly #running = new Set<Promise<void>>();
  #failure: { error: unknown } | undefined;

  constructor(most: number) {
    this.#most = most;
  }

  async start(task: () => Promise<unknown>): Promise<void> {
    while (this.#running.size >= this.#most) await Promise.race(this.#running);
    this.#throwFailure();
    const running: Promise<void> = task().then(
      () => this.#ended(running),
      (error: unknown) => {
        this.#failure ??= { error };
        this.#ended(running);
      },
    );
    this.#running.add(running);
  }

  /** Waits for all of them. */
  async settle(): Promise<void> {
    await Promise.all(this.#running);
    this.#throwFailure();
  }

  #ended(running: Promise<void>): void {
    this.#running.delete(running);
  }

  #throwFailure(): void {
    if (this.#failure) throw this.#failure.error;
  }
}
