/** The whole house: every part, started in order and stopped in order. It stands entire or not at all. */
import { type Engine, startEngine } from '../engine/start-engine.ts';
import { FriendlyError } from './friendly-error.ts';
import type { Part } from './part.ts';
import { type NeededPort, refuseTakenPorts } from './ports.ts';
import { claimRunFile, type RunFile, readRunningHouse } from './run-file.ts';
import { SupervisedPart } from './supervised-part.ts';
import { openTerminal, seconds, type Terminal } from './terminal.ts';

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
const SAME_KEYSTROKE_MS = 800;
const ENGINE_NAME = 'mongodb';

export type HousePlan = {
  dataFolder: string;
  /** Where newer system libraries are kept; inside the data folder unless said otherwise. */
  cacheFolder?: string;
  title: string;
  /** What one opens once everything runs. */
  address: string;
  ports: NeededPort[];
  hasEngine: boolean;
  parts: Part[];
  /** Printed when everything is ready. */
  welcome: string[];
};

/** Runs the house until it is told to stop or a part cannot be kept alive. Resolves with the exit code. */
export async function runHouse(plan: HousePlan, terminal: Terminal = openTerminal()): Promise<number> {
  const house = new House(plan, terminal);
  const stopped = untilToldToStop(() => house.killAll());
  try {
    await Promise.race([stopped, house.failed, house.open().then(() => stopped)]);
    terminal.say('\nArrêt en cours…');
    await house.close();
    terminal.say('Relais est arrêté.');
    return 0;
  } catch (error) {
    await house.close();
    terminal.say(`\n${await sentenceFor(error, plan.dataFolder)}`);
    return 1;
  }
}

/** Resolves at the first signal; a later one means that the person will not wait. */
function untilToldToStop(killAll: () => void): Promise<void> {
  return new Promise((done) => {
    let firstAt = 0;
    for (const signal of STOP_SIGNALS) {
      process.on(signal, () => {
        firstAt ||= Date.now();
        // Under npm one Ctrl-C arrives twice: from the terminal and again from npm, which passes it on.
        if (Date.now() - firstAt > SAME_KEYSTROKE_MS) killAll();
        done();
      });
    }
  });
}

class House {
  readonly failed: Promise<never>;
  readonly #plan: HousePlan;
  readonly #terminal: Terminal;
  readonly #parts: SupervisedPart[] = [];
  #engine: Promise<Engine> | undefined;
  #isClosing = false;
  #runFile: RunFile | undefined;
  #fail: (error: unknown) => void = () => {};

  constructor(plan: HousePlan, terminal: Terminal) {
    this.#plan = plan;
    this.#terminal = terminal;
    this.failed = new Promise((_, reject) => {
      this.#fail = reject;
    });
    this.failed.catch(() => {});
  }

  async open(): Promise<void> {
    const { dataFolder, address, ports, title, parts, welcome, hasEngine } = this.#plan;
    const start = performance.now();
    this.#terminal.say(`${title}\n`);
    await this.#terminal.step('Vérifications', async () => {
      this.#claim(dataFolder, address);
      await refuseTakenPorts(ports);
    });
    if (hasEngine) await this.#terminal.step('Base de données embarquée', () => this.#openEngine());
    for (const part of parts) {
      // Asked to stop meanwhile: nothing more is started.
      if (this.#isClosing) return;
      await this.#terminal.step(part.label, () => this.#openPart(part));
    }
    if (this.#isClosing) return;
    this.#terminal.say(`\nPrêt en ${seconds(performance.now() - start)}.\n`);
    for (const line of welcome) this.#terminal.say(line);
  }

  async close(): Promise<void> {
    this.#isClosing = true;
    const ranks = [...new Set(this.#parts.map(({ part }) => part.stopRank))].sort((a, b) => a - b);
    for (const rank of ranks) {
      await Promise.all(this.#parts.filter(({ part }) => part.stopRank === rank).map((part) => part.stop()));
    }
    const engine = await this.#engine?.catch(() => undefined);
    await engine?.stop();
    this.#runFile?.release();
  }

  /** The second Ctrl-C: whatever the parts are doing, everything ends now. */
  killAll(): never {
    for (const part of this.#parts) part.kill();
    this.#runFile?.release();
    // The engine closes itself when it sees its starter gone.
    process.exit(130);
  }

  #claim(dataFolder: string, address: string) {
    this.#runFile = claimRunFile(dataFolder, address);
    if (this.#runFile) return;
    const other = readRunningHouse(dataFolder);
    throw new FriendlyError(
      `Relais tourne déjà dans ce dossier (processus ${other?.pid ?? 'inconnu'}) : ouvrez ${other?.address ?? address}, ` +
        'ou arrêtez-le d’abord par Ctrl-C dans son terminal.',
    );
  }

  async #openEngine(): Promise<void> {
    const { dataFolder, cacheFolder } = this.#plan;
    this.#engine = startEngine({
      dataFolder,
      cacheFolder,
      name: ENGINE_NAME,
      say: (line) => this.#terminal.say(`  ${line}`),
      onState: ({ state, sentence }) => {
        if (this.#isClosing) return;
        if (state === 'gave-up') return this.#fail(new FriendlyError(`${sentence}\nTout est arrêté.`));
        this.#terminal.say(`[${ENGINE_NAME}] ${sentence}`);
        if (state === 'ready') void this.#noteEngine();
      },
    });
    await this.#engine;
    await this.#noteEngine();
  }

  async #noteEngine() {
    this.#runFile?.note(ENGINE_NAME, (await this.#engine)?.pid());
  }

  async #openPart(part: Part): Promise<void> {
    const { dataFolder } = this.#plan;
    const onPid = (name: string, pid: number | undefined) => this.#runFile?.note(name, pid);
    const supervised = new SupervisedPart(part, { dataFolder, terminal: this.#terminal, onPid });
    this.#parts.push(supervised);
    supervised.failed.catch((error: unknown) => this.#fail(error));
    await supervised.start();
  }
}

/** A person reads a sentence; the stack of what nobody foresaw goes to a file. */
async function sentenceFor(error: unknown, dataFolder: string): Promise<string> {
  if (error instanceof FriendlyError) return error.message;
  const { appendFile, mkdir } = await import('node:fs/promises');
  const file = `${dataFolder}/logs/erreurs.log`;
  await mkdir(`${dataFolder}/logs`, { recursive: true }).catch(() => {});
  await appendFile(file, `${new Date().toISOString()} ${(error as Error).stack ?? error}\n`).catch(() => {});
  return `Erreur inattendue : ${(error as Error).message ?? error}\nLe détail est dans ${file}.`;
}
