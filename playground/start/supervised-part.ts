/** Keeps one part running: reports its crashes in one line, starts it again with growing pauses, and knows when to give up. */
import { join } from 'node:path';
import { FriendlyError } from './friendly-error.ts';
import type { Part } from './part.ts';
import { PartOutput } from './part-output.ts';
import { type PartEnd, type PartProcess, runPart } from './part-process.ts';
import { seconds, type Terminal } from './terminal.ts';

const MOST_CRASHES = 5;
const WITHIN_MS = 30_000;
const READY_MS = 120_000;
const STOPPING_MS = 8000;
const PAUSES_MS = [250, 500, 1000, 2000];

export type PartSurroundings = {
  dataFolder: string;
  terminal: Terminal;
  /** Told of every new pid, and of none when the part has ended. */
  onPid: (name: string, pid: number | undefined) => void;
};

export class SupervisedPart {
  readonly part: Part;
  /** Rejects, once, when the part cannot be kept running. */
  readonly failed: Promise<never>;
  readonly #surroundings: PartSurroundings;
  readonly #output: PartOutput;
  readonly #logFile: string;
  #fail: (error: Error) => void = () => {};
  #process: PartProcess | undefined;
  #crashes: number[] = [];
  #isStopping = false;
  #pause: NodeJS.Timeout | undefined;

  constructor(part: Part, surroundings: PartSurroundings) {
    this.part = part;
    this.#surroundings = surroundings;
    this.#logFile = join(surroundings.dataFolder, 'logs', `${part.name}.log`);
    this.#output = new PartOutput(this.#logFile, (line) => surroundings.terminal.say(`[${part.name}] ${line}`));
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
  }

  /** Starts the part; resolves once it is ready (after as many attempts as it takes), rejects when it never will be. */
  start(): Promise<void> {
    return Promise.race([new Promise<void>((done) => this.#launch(done)), this.failed]);
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    clearTimeout(this.#pause);
    const current = this.#process;
    if (current) {
      current.signal('SIGTERM');
      const timer = setTimeout(() => current.kill(), STOPPING_MS);
      await current.ended;
      clearTimeout(timer);
    }
    this.#output.close();
  }

  /** Ends the part without waiting for it. */
  kill(): void {
    this.#isStopping = true;
    clearTimeout(this.#pause);
    this.#process?.kill();
  }

  #launch(onReady: () => void) {
    const current = runPart(this.part, this.#output);
    this.#process = current;
    this.#surroundings.onPid(this.part.name, current.pid);
    let isLate = false;
    const timer = setTimeout(() => {
      isLate = true;
      current.kill();
    }, READY_MS);
    void current.ready.then(() => {
      clearTimeout(timer);
      onReady();
    });
    void current.ended.then((end) => {
      clearTimeout(timer);
      this.#process = undefined;
      this.#surroundings.onPid(this.part.name, undefined);
      if (this.#isStopping) return;
      if (isLate) this.#giveUp(`${this.part.label} ne répond pas après ${seconds(READY_MS)}.`);
      else this.#afterEnd(end, onReady);
    });
  }

  #afterEnd(end: PartEnd, onReady: () => void) {
    const reason = this.#output.takeReason();
    if (this.part.goOnWhen === 'done') {
      if (end.code !== 0) this.#giveUp(`${this.part.label} : échec${reason ? ` (${reason})` : ''}.`);
      return;
    }
    const now = Date.now();
    this.#crashes = [...this.#crashes.filter((time) => now - time < WITHIN_MS), now];
    const how = [end.signal ?? `code ${end.code ?? 'inconnu'}`, reason].filter(Boolean).join(' : ');
    if (this.#crashes.length >= MOST_CRASHES) {
      this.#giveUp(`${this.part.label} s’arrête sans cesse (${how}).`);
      return;
    }
    const pause = PAUSES_MS[this.#crashes.length - 1] ?? 0;
    this.#surroundings.terminal.say(`[${this.part.name}] arrêt inattendu (${how}) ; relance dans ${seconds(pause)}`);
    this.#pause = setTimeout(() => this.#launch(onReady), pause);
  }

  #giveUp(sentence: string) {
    this.#fail(new FriendlyError(`${sentence}\nTout est arrêté. Le journal à lire : ${this.#logFile}`));
  }
}
