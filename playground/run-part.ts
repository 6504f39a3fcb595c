/**
 * `npm run server`, `npm run worker`, `npm run seed`: one part alone. In local mode it uses the embedded engine that is
 * already running, else one of its own, which ends with it.
 */
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { readConfig } from '../config.ts';
import { FriendlyError } from './start/friendly-error.ts';

const [file, ...args] = process.argv.slice(2);
if (!file) throw new FriendlyError('Usage : node scripts/run.mjs playground/run-part.ts <fichier.ts>');

const config = readConfig();
if (config.isLocal && !config.hasOwnMongodb) await makeEngineAnswer(config.local.dataFolder);

process.argv = [process.argv[0] ?? '', resolve(file), ...args];
await import(pathToFileURL(resolve(file)).href);

async function makeEngineAnswer(dataFolder: string) {
  // Loaded here only: a real deployment has no embedded engine.
  const { engineAnswers } = await import('./engine/engine-answers.ts');
  if (await engineAnswers(dataFolder)) return;
  const { startEngine } = await import('./engine/start-engine.ts');
  const engine = await startEngine({
    dataFolder,
    say: (line) => console.error(line),
    onState: ({ sentence }) => console.error(sentence),
  });
  // A part that finishes leaves nothing behind. One that is stopped takes the engine along: it sees its starter go.
  process.once('beforeExit', () => void engine.stop());
}
