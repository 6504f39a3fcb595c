import { strict as assert } from 'node:assert';
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { FIRM, PEOPLE, TEAM } from '../../playground/firm.ts';

type Person = { id: string; aadObjectId: string };
type TestConfig = {
  config: {
    tenantId: string;
    currentUser: Person;
    users: Person[];
    teams: { id: string; channels: { id: string }[] }[];
  };
};

describe('the chat of local mode', function () {
  this.timeout(30_000);
  let folder: string;
  let chat: ChildProcess | undefined;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'relais-chat-'));
  });

  afterEach(() => {
    chat?.kill('SIGKILL');
    rmSync(folder, { recursive: true, force: true });
  });

  function start(port: number): ChildProcess {
    chat = spawn(process.execPath, ['--import', 'tsx', 'playground/chat/main.ts'], {
      env: { ...process.env, RELAIS_DATA: folder, PLAYGROUND_PORT: String(port) },
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    return chat;
  }

  it('shows the firm’s people and team, to this machine only, and ends with its launcher', async () => {
    const port = await freePort();
    const child = start(port);
    assert.equal(await new Promise((done) => child.once('message', done)), 'ready');

    const answer = await fetch(`http://127.0.0.1:${port}/_internal/v1/testConfig`);
    const { config } = (await answer.json()) as TestConfig;
    assert.equal(config.tenantId, FIRM.tenantId);
    const known = [config.currentUser, ...config.users].map(({ aadObjectId }) => aadObjectId);
    // The Playground wants six people; the sixth is an outsider.
    assert.deepEqual(
      known.slice(0, 5),
      PEOPLE.map(({ entraObjectId }) => entraObjectId),
    );
    assert.deepEqual(
      config.teams[0]?.channels.map(({ id }) => id),
      TEAM.channels.map(({ id }) => id),
    );
    for (const address of outsideAddresses()) assert.equal(await answersAt(port, address), false, address);

    const ended = new Promise((done) => child.once('exit', done));
    child.disconnect();
    assert.equal(await ended, 0);
  });

  it('says that its port is taken rather than open elsewhere in silence', async () => {
    const squatter = createServer().listen(0, '127.0.0.1');
    await new Promise((done) => squatter.once('listening', done));
    const { port } = squatter.address() as AddressInfo;
    const child = start(port);
    let said = '';
    child.stderr?.on('data', (chunk) => {
      said += chunk;
    });
    assert.equal(await new Promise((done) => child.once('close', done)), 1);
    squatter.close();
    assert.match(said, new RegExp(`Le port ${port} est occupé : .* PLAYGROUND_PORT`));
  });
});

function outsideAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list) =>
    (list ?? []).filter(({ internal, family }) => !internal && family === 'IPv4').map(({ address }) => address),
  );
}

/** Asked from another process: in this one, the network is closed. */
function answersAt(port: number, host: string): Promise<boolean> {
  const script = `require('net').connect(${port}, '${host}').on('connect', () => process.exit(0)).on('error', () => process.exit(1))`;
  const child = spawn(process.execPath, ['--eval', script], { stdio: 'ignore' });
  return new Promise((done) => child.once('exit', (code) => done(code === 0)));
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await new Promise((done) => server.once('listening', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}
