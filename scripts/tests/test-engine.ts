import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { readConfig } from '../../config.ts';
import { type Engine, startEngine } from '../../playground/engine/start-engine.ts';
import { isAlive } from '../../playground/start/process-identity.ts';

/**
 * An engine for one run of the tests, on data of its own (`<dataFolder>/tests/<pid>`): several runs can go on at once.
 * Its data is removed when it stops, or by the next run when this one is killed.
 */
export async function startTestEngine(say: (line: string) => void = (line) => console.error(line)): Promise<Engine> {
  const { dataFolder } = readConfig().local;
  const runs = join(dataFolder, 'tests');
  mkdirSync(runs, { recursive: true });
  for (const name of readdirSync(runs)) {
    if (!isAlive(Number.parseInt(name, 10))) rmSync(join(runs, name), { recursive: true, force: true });
  }
  const folder = join(runs, String(process.pid));
  const engine = await startEngine({
    dataFolder: folder,
    cacheFolder: join(dataFolder, 'cache'),
    say,
    onState: ({ sentence }) => say(sentence),
  });
  return {
    ...engine,
    async stop() {
      await engine.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
