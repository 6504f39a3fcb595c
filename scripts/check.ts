/** `npm run check`: types, lint, tests, in that order; stops at the first that fails. It is what CI runs. */
import { spawn } from 'node:child_process';
import { lineOf } from './tests/counts.ts';

// Biome colours what it writes to a file when CI is set.
const COLORS = process.stdout.isTTY ? [] : ['--colors=off'];

const STEPS = [
  { name: 'Types (tsc)', args: ['node_modules/typescript/bin/tsc'] },
  {
    name: 'Format et lint (biome)',
    args: ['node_modules/@biomejs/biome/bin/biome', 'ci', ...COLORS, '.'],
  },
  // Ends with the line `N passed, N failed`.
  { name: 'Tests (mocha)', args: ['scripts/run.mjs', 'test/run.ts'], printsCounts: true },
];

for (const { name, args, printsCounts } of STEPS) {
  console.log(`\n▸ ${name}`);
  const code = await run(args);
  if (code === 0) continue;
  if (!printsCounts) {
    console.log(`\n${name} : échec. Les étapes suivantes n’ont pas été lancées.`);
    // A program that reads the last line must not take this for a success.
    console.log(lineOf({ passed: 0, failed: 1, skipped: 0 }));
  }
  process.exit(1);
}

function run(args: string[]): Promise<number> {
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'] });
  return new Promise((done) => {
    child.once('error', () => done(1));
    child.once('close', (code) => done(code ?? 1));
  });
}
