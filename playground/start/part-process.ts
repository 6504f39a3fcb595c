/** One run of one part: its process, the moment it is ready, and its end. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Part } from './part.ts';
import type { PartOutput } from './part-output.ts';
import { answers } from './ports.ts';

const LEASH = fileURLToPath(new URL('leash.ts', import.meta.url));
const POLL_MS = 100;

export type PartEnd = { code: number | null; signal: NodeJS.Signals | null };

export type PartProcess = {
  pid: number;
  ready: Promise<void>;
  ended: Promise<PartEnd>;
  signal(name: NodeJS.Signals): void;
  /** Ends the process and whatever it started. */
  kill(): void;
};

export function runPart(part: Part, output: PartOutput): PartProcess {
  const child = spawn(process.execPath, ['--import', 'tsx', '--import', LEASH, part.file, ...(part.args ?? [])], {
    // Its own group: Ctrl-C reaches the launcher alone, which stops the parts in their order.
    detached: process.platform !== 'win32',
    env: { ...process.env, ...part.env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (child.stdout) output.follow(child.stdout, false);
  if (child.stderr) output.follow(child.stderr, true);

  const ended = new Promise<PartEnd>((done) => {
    // `close` comes after the last line of output was read; `error` when there never was a process.
    child.once('close', (code, signal) => done({ code, signal }));
    child.once('error', () => done({ code: null, signal: null }));
  });
  child.once('exit', () => killGroup(child));
  return {
    pid: child.pid ?? 0,
    ready: whenReady(child, part),
    ended,
    signal: (name) => void child.kill(name),
    kill: () => {
      child.kill('SIGKILL');
      killGroup(child);
    },
  };
}

function whenReady(child: ChildProcess, part: Part): Promise<void> {
  return new Promise((done) => {
    if (part.goOnWhen === 'done') {
      child.once('exit', (code) => {
        if (code === 0) done();
      });
      return;
    }
    child.on('message', (message) => {
      if (message === 'ready') done();
    });
    const { port } = part;
    if (part.goOnWhen === 'port' && port) void pollPort(child, port).then(done);
  });
}

async function pollPort(child: ChildProcess, port: number): Promise<void> {
  while (child.exitCode === null && child.signalCode === null) {
    if (await answers(port)) return;
    await new Promise((next) => setTimeout(next, POLL_MS));
  }
  // It ended before it answered: never ready.
  return new Promise(() => {});
}

function killGroup(child: ChildProcess) {
  if (!child.pid || process.platform === 'win32') return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // The group is empty already.
  }
}
