import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readConfig } from '../../config.ts';
import type { HousePlan } from '../../playground/start/house.ts';
import type { Part } from '../../playground/start/part.ts';
import { isAlive } from '../../playground/start/process-identity.ts';
import { readRunningHouse } from '../../playground/start/run-file.ts';

/** A part that behaves: says that it is ready, and ends when it is asked to. */
const GOOD = `
  process.on('SIGTERM', () => { note('stop'); process.exit(0); });
  process.on('disconnect', () => process.exit(0));
  note('start');
  process.send('ready');
  setInterval(() => {}, 1000);`;

/** A part that ends for nothing but a kill. */
const STUBBORN = `
  process.on('SIGTERM', () => {});
  process.send('ready');
  setInterval(() => {}, 1000);`;

describe('npm start', function () {
  this.timeout(60_000);
  let folder: string;
  let dataFolder: string;
  let launchers: Launcher[];

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relais-start-'));
    dataFolder = join(folder, 'data');
    launchers = [];
    writeFileSync(
      join(folder, 'launcher.mts'),
      `import { runHouse } from ${JSON.stringify(resolve('playground/start/house.ts'))};
       process.exit(await runHouse(JSON.parse(process.argv[2])));`,
    );
  });

  afterEach(async () => {
    for (const launcher of launchers) launcher.child.kill('SIGKILL');
    await Promise.all(launchers.map(({ ended }) => ended));
    rmSync(folder, { recursive: true, force: true });
  });

  function part(name: string, code = GOOD, more: Partial<Part> = {}): Part {
    const file = join(folder, `${name}.mjs`);
    const note = `import { appendFileSync } from 'node:fs';
      const note = (what) => appendFileSync(${JSON.stringify(join(folder, 'journal'))}, what + ' ${name}\\n');`;
    writeFileSync(file, `${note}${code}`);
    return { name, label: `La partie ${name}`, file, goOnWhen: 'message', stopRank: 1, ...more };
  }

  function journal(): string[] {
    return readFileSync(join(folder, 'journal'), 'utf8').trim().split('\n');
  }

  function launch(parts: Part[], more: Partial<HousePlan> = {}): Launcher {
    const plan: HousePlan = {
      dataFolder,
      cacheFolder: join(readConfig().local.dataFolder, 'cache'),
      title: 'Maison d’essai',
      address: 'http://127.0.0.1:1',
      ports: [],
      hasEngine: false,
      parts,
      welcome: ['Bienvenue'],
      ...more,
    };
    const launcher = new Launcher(join(folder, 'launcher.mts'), plan);
    launchers.push(launcher);
    return launcher;
  }

  function pids(): number[] {
    const house = readRunningHouse(dataFolder);
    return house ? [house.pid, ...Object.values(house.parts)] : [];
  }

  it('starts the parts in their order, each once the one before is ready, and then says what to open', async () => {
    const seed = part('seed', "note('start'); setTimeout(() => note('end'), 200);", { goOnWhen: 'done' });
    const launcher = launch([part('one'), seed, part('two'), part('three')]);
    await launcher.says('Bienvenue');
    assert.deepEqual(journal(), ['start one', 'start seed', 'end seed', 'start two', 'start three']);
    assert.match(launcher.output, /✓ La partie one +\d,\d s\n {2}✓ La partie seed +\d,\d s\n/);
    assert.deepEqual(Object.keys(readRunningHouse(dataFolder)?.parts ?? {}), ['one', 'two', 'three']);
  });

  it('goes on when a part that says nothing answers on its port', async () => {
    const port = await freePort();
    const code = `(await import('node:net')).createServer().listen(${port}, '127.0.0.1');`;
    const launcher = launch([part('mute', code, { goOnWhen: 'port', port })]);
    await launcher.says('Bienvenue');
  });

  it('stops everything it started when it is told to, in the order of their ranks, and ends well', async () => {
    const launcher = launch([
      part('tenant', GOOD, { stopRank: 3 }),
      part('server'),
      part('chat', GOOD, { stopRank: 2 }),
    ]);
    await launcher.says('Bienvenue');
    const before = pids();
    launcher.child.kill('SIGTERM');
    assert.equal(await launcher.ended, 0);
    assert.deepEqual(journal().slice(3), ['stop server', 'stop chat', 'stop tenant']);
    assert.equal(before.length, 4);
    assert.deepEqual(before.filter(isAlive), []);
    assert.equal(existsSync(join(dataFolder, 'run.json')), false);
  });

  it('takes the Ctrl-C that npm passes on for the one it already had, and a later one for impatience', async () => {
    const patient = launch([part('one')]);
    await patient.says('Bienvenue');
    patient.child.kill('SIGINT');
    patient.child.kill('SIGINT');
    assert.equal(await patient.ended, 0);

    const impatient = launch([part('stubborn', STUBBORN)]);
    await impatient.says('Bienvenue');
    const before = pids();
    impatient.child.kill('SIGINT');
    await wait(1000);
    const asked = Date.now();
    impatient.child.kill('SIGINT');
    assert.equal(await impatient.ended, 130);
    assert.ok(Date.now() - asked < 2000);
    await until(() => !before.some(isAlive));
  });

  it('stops what it has begun when it is told to before it is ready', async () => {
    const launcher = launch([part('one'), part('slow', 'setInterval(() => {}, 1000);'), part('never')]);
    await until(() => Boolean(readRunningHouse(dataFolder)?.parts.slow));
    const before = pids();
    launcher.child.kill('SIGINT');
    assert.equal(await launcher.ended, 0);
    assert.deepEqual(before.filter(isAlive), []);
    assert.ok(!journal().includes('start never'));
  });

  it('reports a crashed part in one line and starts it again', async () => {
    const launcher = launch([part('one'), part('two')]);
    await launcher.says('Bienvenue');
    const killed = readRunningHouse(dataFolder)?.parts.two ?? 0;
    process.kill(killed, 'SIGKILL');
    await until(() => journal().filter((line) => line === 'start two').length === 2);
    await until(() => (readRunningHouse(dataFolder)?.parts.two ?? killed) !== killed);
    assert.match(launcher.output, /^\[two\] arrêt inattendu \(SIGKILL\) ; relance dans 0,3 s$/m);
    assert.equal(launcher.child.exitCode, null);
  });

  it('ends the whole house when a part fails again and again, and names the log to read', async () => {
    const broken = part('broken', "throw new Error('la clé manque');");
    const launcher = launch([part('one'), broken]);
    await until(() => pids().length > 1);
    const before = pids();
    assert.equal(await launcher.ended, 1);
    assert.match(launcher.output, /\[broken\] arrêt inattendu \(code 1 : Error: la clé manque\)/);
    assert.match(launcher.output, /La partie broken s’arrête sans cesse/);
    const log = join(dataFolder, 'logs', 'broken.log');
    assert.ok(launcher.output.includes(`Le journal à lire : ${log}`));
    // The log has the stack; the terminal never does.
    assert.match(readFileSync(log, 'utf8'), /\n\s+at /);
    assert.doesNotMatch(launcher.output, /\n\s+at /);
    assert.deepEqual(before.filter(isAlive), []);
  });

  it('ends at once, with the reason, when a part that runs once fails', async () => {
    const seed = part('seed', "console.error('Erreur : le fichier est illisible'); process.exit(3);", {
      goOnWhen: 'done',
    });
    const launcher = launch([part('one'), seed, part('two')]);
    assert.equal(await launcher.ended, 1);
    assert.match(launcher.output, /La partie seed : échec \(Erreur : le fichier est illisible\)\./);
    assert.deepEqual(journal(), ['start one', 'stop one']);
  });

  it('shows the warnings and errors of a part after its name, one line each, and nothing else it writes', async () => {
    const chatty = part(
      'chatty',
      `console.log('bavardage');
       console.log(JSON.stringify({ level: 'info', msg: 'rien de grave' }));
       console.log(JSON.stringify({ level: 'error', msg: 'envoi refusé', err: { message: '429', stack: 'a\\n    at b' } }));
       console.error('la place manque');
       ${GOOD}`,
    );
    const launcher = launch([chatty]);
    await launcher.says('la place manque');
    assert.match(launcher.output, /^\[chatty\] envoi refusé : 429$/m);
    assert.match(launcher.output, /^\[chatty\] la place manque$/m);
    assert.doesNotMatch(launcher.output, /bavardage|rien de grave|\{/);
    assert.match(readFileSync(join(dataFolder, 'logs', 'chatty.log'), 'utf8'), /bavardage[\s\S]*rien de grave/);
  });

  it('leaves no orphan when it is killed outright, engine and stubborn parts included', async () => {
    const launcher = launch([part('one'), part('stubborn', STUBBORN)], { hasEngine: true });
    await launcher.says('Bienvenue');
    const before = pids();
    assert.equal(before.length, 4);
    launcher.child.kill('SIGKILL');
    await until(() => !before.some(isAlive));
    // And the next house is not taken in by what this one left written.
    const next = launch([part('one')]);
    await next.says('Bienvenue');
  });

  it('keeps the engine running: killed, it comes back and the house stands', async () => {
    const launcher = launch([part('one')], { hasEngine: true });
    await launcher.says('Bienvenue');
    const killed = readRunningHouse(dataFolder)?.parts.mongodb ?? 0;
    process.kill(killed, 'SIGKILL');
    await launcher.says('répond de nouveau');
    await until(() => (readRunningHouse(dataFolder)?.parts.mongodb ?? killed) !== killed);
    launcher.child.kill('SIGTERM');
    assert.equal(await launcher.ended, 0);
  });

  it('says which port is taken and which variable changes it, before anything is started', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => squatter.once('listening', done));
    const { port } = squatter.address() as AddressInfo;
    const launcher = launch([part('one')], { ports: [{ port, variable: 'PLAYGROUND_PORT', usedFor: 'conversation' }] });
    assert.equal(await launcher.ended, 1);
    squatter.close();
    assert.ok(
      launcher.output.includes(`Le port ${port} (conversation) est déjà pris : PLAYGROUND_PORT en choisit un autre.`),
    );
    assert.equal(existsSync(join(folder, 'journal')), false);
  });

  it('says in one sentence that it runs already, and leaves the first one alone', async () => {
    const first = launch([part('one')]);
    await first.says('Bienvenue');
    const second = launch([part('two')]);
    assert.equal(await second.ended, 1);
    assert.match(second.output, new RegExp(`Relais tourne déjà dans ce dossier \\(processus ${first.child.pid}\\)`));
    assert.equal(readRunningHouse(dataFolder)?.pid, first.child.pid);
  });

  it('is not reset while it runs; once stopped, data and logs go and the cache stays', async () => {
    const launcher = launch([part('one')]);
    await launcher.says('Bienvenue');
    for (const name of ['data', 'cache']) mkdirSync(join(dataFolder, name));
    const refused = await reset(dataFolder);
    assert.equal(refused.code, 1);
    assert.match(refused.output, /^Relais tourne \(processus \d+\) : arrêtez-le par Ctrl-C/);

    launcher.child.kill('SIGTERM');
    await launcher.ended;
    const done = await reset(dataFolder);
    assert.equal(done.code, 0);
    assert.match(done.output, /Les données et les journaux du mode local sont effacés/);
    assert.deepEqual(
      ['data', 'logs', 'cache'].filter((name) => existsSync(join(dataFolder, name))),
      ['cache'],
    );
  });
});

class Launcher {
  readonly child: ChildProcess;
  readonly ended: Promise<number | null>;
  output = '';

  constructor(script: string, plan: HousePlan) {
    this.child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(plan)], {
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr]) {
      stream?.on('data', (chunk) => {
        this.output += chunk;
      });
    }
    this.ended = new Promise((done) => this.child.once('close', (code) => done(code)));
  }

  async says(text: string): Promise<void> {
    await until(() => this.output.includes(text) || this.child.exitCode !== null);
    assert.ok(this.output.includes(text), this.output);
  }
}

async function reset(dataFolder: string): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['scripts/run.mjs', 'playground/reset.ts'], {
    env: { ...process.env, RELAIS_DATA: dataFolder },
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      output += chunk;
    });
  }
  const code = await new Promise<number | null>((done) => child.once('close', done));
  return { code, output };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function until(isSo: () => boolean | Promise<boolean>, within = 20_000) {
  const deadline = Date.now() + within;
  while (!(await isSo())) {
    if (Date.now() > deadline) throw new Error('this never became true');
    await wait(20);
  }
}
