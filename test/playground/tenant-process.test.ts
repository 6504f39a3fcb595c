/** The process that the launcher starts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';

describe('the local tenant as a process', () => {
  let folder: string;
  let port: number;
  const children: ChildProcess[] = [];

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'relais-tenant-'));
    port = await freePort();
  });
  afterEach(() => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    rmSync(folder, { recursive: true });
  });

  /** Starts it and waits for its first words. */
  const start = async (environment: Record<string, string> = {}) => {
    const child = spawn(process.execPath, ['--import', 'tsx', 'playground/tenant/main.ts'], {
      env: { PATH: process.env.PATH, LOCAL_TENANT_PORT: String(port), RELAIS_DATA: folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    children.push(child);
    const said = await Promise.race([once(child.stdout!, 'data'), once(child.stderr!, 'data')]);
    return { child, said: String(said[0]) };
  };

  it('says in one line that it listens, keeps its journal in the data folder and ends on SIGTERM', async () => {
    const { child, said } = await start();
    expect(said.trim().split('\n')).to.have.length(1);
    expect(said).to.contain('le tenant local écoute').and.contain(`"port":${port}`);
    const settings = await (await fetch(`http://127.0.0.1:${port}/_control/settings`)).json();
    expect(settings).to.include({ replicationSeconds: 1 });
    expect(existsSync(join(folder, 'data', 'tenant', 'journal.ndjson'))).to.equal(true);
    child.kill('SIGTERM');
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('ends when its launcher goes away', async () => {
    const { child } = await start();
    child.disconnect();
    expect(await once(child, 'exit')).to.deep.equal([0, null]);
  });

  it('says in one French sentence that the port is taken', async () => {
    await start();
    const { child, said } = await start();
    expect(said.trim()).to.match(new RegExp(`^Le port ${port} est déjà pris : arrêtez .* LOCAL_TENANT_PORT\\.$`));
    expect(await once(child, 'exit')).to.deep.equal([1, null]);
  });

  it('names what is wrong in its configuration', async () => {
    const { child, said } = await start({ LOCAL_TENANT_PORT: 'quatre' });
    expect(said).to.contain('LOCAL_TENANT_PORT doit être un nombre');
    expect(await once(child, 'exit')).to.deep.equal([1, null]);
  });
});

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
