/** Runs one TypeScript file of the project in this very process, so that Ctrl-C and the exit code have one owner. */
import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ensureDependencies } from './dependencies.mjs';
import { catchEverything, showError } from './errors.mjs';
import { stopWithNpm } from './npm-parent.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export async function run() {
  const [target, ...args] = process.argv.slice(2);
  // Paths of the project (tsx, the data folder, the engine's address) are relative to its root.
  process.chdir(root);
  if (!target || !existsSync(target)) {
    console.error(
      target ? `Le fichier ${target} n’existe pas.` : 'Usage : node scripts/run.mjs <fichier.ts> [options]',
    );
    process.exitCode = 1;
    return;
  }
  const isTest = target.startsWith('test/') || target === 'scripts/check.ts';
  const hasShownStack = isTest;
  catchEverything(root, hasShownStack);
  stopWithNpm();
  try {
    await ensureDependencies(root);
    // Tests depend on nothing of this machine: a developer's own settings are not theirs.
    if (!isTest && existsSync('.env')) process.loadEnvFile('.env');
    process.argv = [process.argv[0], resolve(target), ...args];
    const { register } = await import('tsx/esm/api');
    register();
    await import(pathToFileURL(resolve(target)).href);
  } catch (error) {
    showError(error, root, hasShownStack);
    process.exit(1);
  }
}
