/** The processes of the run, each started again as soon as it dies, as the launcher would. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { startEngine } from '../../playground/engine/start-engine.ts';

export type Target = 'web' | 'worker' | 'engine';
export type Processes = Awaited<ReturnType<typeof startProcesses>>;

export async function startProcesses(graphUrl: string) {
  const dataFolder = await mkdtemp(join(tmpdir(), 'relais-chaos-'));
  const cacheFolder = join(readConfig().local.dataFolder, 'cache');
  const engine = await startEngine({ dataFolder, cacheFolder, mostCrashesAMinute: 100 });
  const port = await freePort();
  const environment = {
    ...process.env,
    PORT: String(port),
    MONGODB_URI: engine.uri,
    GRAPH_BASE_URL: graphUrl,
    RELAIS_DATA: dataFolder,
    LOG_LEVEL: process.env.LOG_LEVEL ?? 'warn',
  };
  await runToEnd('playground/seed.ts', environment);
  const web = keepRunning('server.ts', environment);
  const worker = keepRunning('worker.ts', environment);
  await Promise.all([web.ready, worker.ready]);
  return {
    apiUrl: `http://127.0.0.1:${port}`,
    mongodbUri: engine.uri,
    /** Sends SIGKILL: nothing can be tidied up. */
    kill(target: Target) {
      if (target === 'engine') engine.kill('SIGKILL');
      else ({ web, worker })[target].kill();
    },
    async stop() {
      await Promise.all([web.stop(), worker.stop()]);
      await engine.stop();
      await rm(dataFolder, { recursive: true, force: true });
    },
  };
}

function keepRunning(file: string, env: NodeJS.ProcessEnv) {
  let isStopping = false;
  let child: ChildProcess;
  let becomeReady: () => void;
  const ready = new Promise<void>((resolve) => {
    becomeReady = resolve;
  });
  const start = () => {
    child = spawn(process.execPath, ['--import', 'tsx', file], { env, stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    child.on('message', () => becomeReady());
    child.once('exit', () => {
      if (!isStopping) setTimeout(start, 300);
    });
  };
  start();
  return {
    ready,
    kill: () => void child.kill('SIGKILL'),
    async stop() {
      isStopping = true;
      if (child.exitCode !== null || child.signalCode !== null) return;
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function runToEnd(file: string, env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', file], { env, stdio: ['ignore', 'ignore', 'inherit'] });
    child.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`${file} ended with ${code}`))));
  });
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  await new Promise((resolve) => server.close(resolve));
  return port;
}
