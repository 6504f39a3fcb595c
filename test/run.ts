/**
 * `npm test [-- <spec or folder>… -g <pattern>]`: makes the engine and the browser ready, runs the tests, and ends with
 * the line `N passed, N failed`.
 */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { readConfig } from '../config.ts';
import { findBrowser } from '../scripts/browser/find-browser.ts';
import { lineOf, type TestCounts } from '../scripts/tests/counts.ts';
import { startTestEngine } from '../scripts/tests/test-engine.ts';

const MOCHA = 'scripts/tests/mocha-child.ts';
const config = readConfig();
const isCI = process.env.CI === 'true';

// Both say what they do only when it takes time.
const engine = config.hasOwnMongodb ? undefined : await startTestEngine();
await findBrowser(join(config.local.dataFolder, 'cache'), (line) => console.error(line)).catch((error: Error) => {
  // The tests that need it will fail and say so; the others can run.
  console.error(error.message);
});

const stop = () => child.kill('SIGKILL');
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
const child = spawn(process.execPath, ['--no-warnings', '--import', 'tsx', MOCHA, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { ...process.env, ...(engine ? { MONGODB_URI: engine.uri } : {}) },
});
const counts = await countsOf();
await engine?.stop();
console.log(lineOf(counts));
process.exit(counts.failed > 0 || (isCI && counts.skipped > 0) ? 1 : 0);

function countsOf(): Promise<TestCounts> {
  let counts: TestCounts = { passed: 0, failed: 0, skipped: 0 };
  let hasEnded = false;
  child.on('message', (message: { at: 'test' | 'end'; counts: TestCounts }) => {
    counts = message.counts;
    hasEnded = message.at === 'end';
  });
  return new Promise((done) => {
    child.once('close', (code, signal) => {
      if (hasEnded) return done(counts);
      // A test ended the process: that is a failure, whatever had passed before.
      console.error(`Les tests se sont interrompus (${signal ?? `code ${code}`}).`);
      done({ ...counts, failed: counts.failed + 1 });
    });
  });
}
