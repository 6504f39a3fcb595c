/**
 * Runs the specs in this process: `mocha-child.ts [spec or folder…] [-g pattern] [-b]`. It tells its parent after each
 * test how many passed, failed and were skipped, so that the count stands even if a test brings the process down.
 */
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import Mocha from 'mocha';
import type { TestCounts } from './counts.ts';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  // A spec may have options of its own.
  strict: false,
  options: { grep: { type: 'string', short: 'g' }, bail: { type: 'boolean', short: 'b' } },
});
// The same settings as `npx mocha <spec>`.
const settings = JSON.parse(readFileSync('.mocharc.json', 'utf8')) as {
  timeout: number;
  'forbid-only': boolean;
  require: string[];
};

process.on('disconnect', () => process.exit(1));
process.channel?.unref();

const mocha = new Mocha({
  timeout: settings.timeout,
  forbidOnly: settings['forbid-only'],
  reporter: 'spec',
  grep: typeof values.grep === 'string' ? values.grep : undefined,
  bail: values.bail === true,
});
for (const file of settings.require) {
  const { mochaHooks } = (await import(pathToFileURL(resolve(file)).href)) as { mochaHooks?: Mocha.RootHookObject };
  if (mochaHooks) mocha.rootHooks(mochaHooks);
}
for (const file of (positionals.length > 0 ? positionals : ['test']).flatMap(specsIn)) mocha.addFile(resolve(file));
await mocha.loadFilesAsync();

const counts: TestCounts = { passed: 0, failed: 0, skipped: 0 };
const runner = mocha.run(() => tell('end').then(() => process.exit(counts.failed > 0 ? 1 : 0)));
runner.on(Mocha.Runner.constants.EVENT_TEST_PASS, () => count('passed'));
// A hook that fails counts too: the tests behind it were not run.
runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, () => count('failed'));
runner.on(Mocha.Runner.constants.EVENT_TEST_PENDING, () => count('skipped'));

function count(outcome: keyof TestCounts) {
  counts[outcome] += 1;
  void tell('test');
}

function tell(at: 'test' | 'end'): Promise<void> {
  return new Promise((done) => {
    if (process.send) process.send({ at, counts }, undefined, undefined, () => done());
    else done();
  });
}

function specsIn(path: string): string[] {
  if (!statSync(path).isDirectory()) return [path];
  const names = readdirSync(path, { recursive: true, encoding: 'utf8' });
  return names
    .filter((name) => name.endsWith('.test.ts'))
    .sort()
    .map((name) => join(path, name));
}
