/**
 * The embedded MongoDB, kept running: the engine lives in a child process, so that its crash is a reconnection and not
 * ours, and is started again at the same address.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { localEngineSocket } from '../../config.ts';
import { FriendlyError } from '../start/friendly-error.ts';
import type { EngineMessage } from './engine-messages.ts';
import { engineUnavailable } from './engine-unavailable.ts';
import { ensureLoader, type Loader } from './ensure-loader.ts';

const MINUTE = 60_000;
const READY_MS = 2 * MINUTE;
const STOPPING_MS = 8000;
const RESTART_DELAYS_MS = [20, 20, 200, 500];

export type EngineState = { state: 'ready' | 'crashed' | 'gave-up'; sentence: string };

export type EngineOptions = {
  dataFolder: string;
  /** Names the log file, `<dataFolder>/logs/<name>.log`. */
  name?: string;
  /** Where the newer C library is kept; several data folders can share one. */
  cacheFolder?: string;
  /** After so many it is left stopped: a crash that comes back at once is not mended by another start. */
  mostCrashesAMinute?: number;
  /** Told of every change, in French. */
  onState?: (state: EngineState) => void;
  /** Told what takes time at the first start. */
  say?: (line: string) => void;
};

export type Engine = {
  /** The address of the database `relais`; it never changes. */
  uri: string;
  uriFor(database: string): string;
  /** The engine's process of the moment; 0 between a crash and the next start. */
  pid(): number;
  /** Stops the engine and leaves nothing behind but the data. */
  stop(): Promise<void>;
  /** Sends a signal to the engine's process; its death counts as a crash. */
  kill(signal: NodeJS.Signals): void;
};

/**
 * Starts the engine on `<dataFolder>/data` and resolves once it answers.
 *
 * @throws FriendlyError when no engine can be had here, or another one holds the data.
 */
export async function startEngine(options: EngineOptions): Promise<Engine> {
  const { dataFolder, cacheFolder = join(dataFolder, 'cache'), mostCrashesAMinute = 5, onState = () => {} } = options;
  const socket = localEngineSocket(dataFolder);
  refuseLongPath(socket);
  const loader = await ensureLoader(cacheFolder, options.say);
  const logs = resolve(dataFolder, 'logs');
  mkdirSync(logs, { recursive: true });
  const logFile = join(logs, `${options.name ?? 'mongodb'}.log`);

  let crashes: number[] = [];
  let isStopping = false;
  let restart: NodeJS.Timeout | undefined;
  let child = launch(loader, resolve(dataFolder, 'data'), socket, logFile);
  await waitUntilReady(child, logFile);
  letGo(child);
  watch(child);

  function watch(current: ChildProcess) {
    current.once('exit', (code, signal) => {
      if (isStopping) return;
      const now = Date.now();
      crashes = [...crashes.filter((time) => now - time < MINUTE), now];
      if (crashes.length >= mostCrashesAMinute) {
        const times = `${crashes.length} fois en une minute`;
        onState({ state: 'gave-up', sentence: `La base embarquée s’est arrêtée ${times} : voir ${shown(logFile)}.` });
        return;
      }
      onState({
        state: 'crashed',
        sentence: `La base embarquée s’est arrêtée (${signal ?? `code ${code}`}) ; elle repart.`,
      });
      restart = setTimeout(again, RESTART_DELAYS_MS[crashes.length - 1] ?? RESTART_DELAYS_MS.at(-1));
    });
  }

  function again() {
    child = launch(loader, resolve(dataFolder, 'data'), socket, logFile);
    watch(child);
    waitUntilReady(child, logFile).then(
      () => {
        if (!isStopping) letGo(child);
        onState({ state: 'ready', sentence: 'La base embarquée répond de nouveau.' });
      },
      () => {
        // Its exit is watched: the next attempt, or giving up, is decided there.
      },
    );
  }

  return {
    uri: uriOf(socket, 'relais'),
    uriFor: (database) => uriOf(socket, database),
    pid: () => (isRunning(child) ? (child.pid ?? 0) : 0),
    kill: (signal) => void child.kill(signal),
    async stop() {
      isStopping = true;
      clearTimeout(restart);
      if (isRunning(child)) await end(child);
      // After a crash that nothing followed, the engine has not tidied up after itself.
      rmSync(dirname(socket), { recursive: true, force: true });
    },
  };
}

function launch(loader: Loader, data: string, socket: string, logFile: string): ChildProcess {
  const script = fileURLToPath(new URL('engine-process.ts', import.meta.url));
  const log = openSync(logFile, 'a');
  try {
    return spawn(loader.command, [...loader.args, '--import', 'tsx', script, data, socket], {
      // Its own process group: the terminal's Ctrl-C is for whoever uses the engine, and stops it last.
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    });
  } finally {
    closeSync(log);
  }
}

function waitUntilReady(child: ChildProcess, logFile: string): Promise<void> {
  return new Promise((done, fail) => {
    const seeLog = `voir ${shown(logFile)}.`;
    const timer = setTimeout(() => {
      fail(engineUnavailable(`elle ne répond pas après ${READY_MS / 1000} s ; ${seeLog}`));
      child.kill('SIGKILL');
    }, READY_MS);
    child.once('error', (error) => {
      clearTimeout(timer);
      fail(engineUnavailable(`son processus ne démarre pas ; ${seeLog}`, error));
    });
    child.once('exit', () => {
      clearTimeout(timer);
      fail(engineUnavailable(`son processus s’est arrêté aussitôt ; ${seeLog}`));
    });
    child.on('message', (message: EngineMessage) => {
      clearTimeout(timer);
      if (message.type === 'ready') done();
      else fail(engineUnavailable(message.sentence));
    });
  });
}

/** A running engine keeps nobody awake: a script that has finished ends, and the engine with it. */
function letGo(child: ChildProcess) {
  child.unref();
  child.channel?.unref();
}

async function end(child: ChildProcess) {
  child.ref();
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), STOPPING_MS);
  await gone;
  clearTimeout(timer);
}

function isRunning(child: ChildProcess): boolean {
  return child.exitCode === null && child.signalCode === null;
}

function uriOf(socket: string, database: string): string {
  return `mongodb://${encodeURIComponent(socket)}/${database}`;
}

function shown(file: string): string {
  return relative(process.cwd(), file);
}

function refuseLongPath(socket: string) {
  const most = process.platform === 'darwin' ? 103 : 107;
  if (Buffer.byteLength(socket) > most) {
    throw new FriendlyError(
      `Le dossier temporaire a un nom trop long pour un socket (${socket}) : donnez un TMPDIR plus court.`,
    );
  }
}
