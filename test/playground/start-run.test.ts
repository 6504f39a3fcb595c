import { strict as assert } from 'node:assert';
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

describe('a command of the project', () => {
  let folder: string;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'relais-run-'));
  });

  after(() => rmSync(folder, { recursive: true, force: true }));

  it('runs from any folder, in one process, with its arguments', async () => {
    const target = join(folder, 'target.mts');
    writeFileSync(target, 'const sum: number = 1 + 1; console.log(sum, process.cwd(), process.argv.slice(2).join());');
    const { code, output } = await run([target, 'a', 'b'], {}, folder);
    assert.equal(code, 0);
    assert.equal(output, `2 ${resolve('.')} a,b\n`);
  });

  it('lists every fault of the configuration, without a stack', async () => {
    const { code, output } = await run(['playground/start.ts'], { PORT: 'abc', GRAPH_BASE_URL: 'ftp://x' });
    assert.equal(code, 1);
    assert.match(output, /^La configuration est incomplète ou incorrecte :\n {2}- PORT .*\n {2}- GRAPH_BASE_URL .*\n$/);
  });

  it('tells an unforeseen error in a sentence and keeps its stack in a file, awaited or not', async () => {
    const target = join(folder, 'broken.mts');
    for (const code of [
      "throw new Error('la porte est coincée');",
      "setTimeout(() => { throw new Error('la porte est coincée'); });",
    ]) {
      writeFileSync(target, code);
      const result = await run([target]);
      assert.equal(result.code, 1);
      assert.match(result.output, /^Erreur inattendue : la porte est coincée\nLe détail est dans .*erreurs\.log\.\n$/);
    }
  });

  it('says so when there is nothing to run', async () => {
    const { code, output } = await run(['nowhere.ts']);
    assert.equal(code, 1);
    assert.equal(output, 'Le fichier nowhere.ts n’existe pas.\n');
  });
});

function run(args: string[], env = {}, cwd = '.'): Promise<{ code: number; output: string }> {
  const script = resolve('scripts/run.mjs');
  return new Promise((done) => {
    execFile(process.execPath, [script, ...args], { cwd, env: { ...process.env, ...env } }, (error, stdout, stderr) => {
      done({ code: error ? Number(error.code) : 0, output: stdout + stderr });
    });
  });
}
