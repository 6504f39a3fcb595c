import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { ConfigurationError, isLoopback, LOCAL_TENANT_ID, localEngineSocket, readConfig } from '../config.ts';

const APP = '0f1e2d3c-4b5a-4978-8a6b-5c4d3e2f1a0b';
const TENANT = '1f1e2d3c-4b5a-4978-8a6b-5c4d3e2f1a0b';
const GROUP = '2f1e2d3c-4b5a-4978-8a6b-5c4d3e2f1a0b';

/** A deployment that lacks nothing. */
const DEPLOYED = {
  NODE_ENV: 'production',
  PUBLIC_URL: 'https://relais.cabinet.example',
  MONGODB_URI: 'mongodb+srv://u:p@cluster.example/relais',
  MicrosoftAppId: APP,
  MicrosoftAppTenantId: TENANT,
  MicrosoftAppPassword: 's3cret',
  MAIL_SENDER: 'relais@cabinet.example',
  FIRM_NAME: 'Cabinet',
};

function faultsOf(environment: Record<string, string | undefined>): string[] {
  try {
    readConfig(environment);
    return [];
  } catch (error) {
    if (error instanceof ConfigurationError) return error.faults;
    throw error;
  }
}
/** The keys that the faults name, each at the start of its sentence. */
const keysOf = (faults: string[]) => faults.map((fault) => /^[\w]+/.exec(fault)?.[0]);

describe('The configuration', () => {
  it('of a fresh clone needs nothing, and is local', () => {
    const config = readConfig({});
    expect(config).to.include({ isLocal: true, host: '127.0.0.1', port: 3978, tenantId: LOCAL_TENANT_ID });
    expect(config.graph.baseUrl).to.equal('http://127.0.0.1:3979');
    expect(config.credential).to.deep.equal({ kind: 'none' });
    expect(config.acceptanceCheckSeconds).to.equal(2);
    expect(config.hasOwnMongodb).to.equal(false);
  });

  it('of a deployment listens everywhere, talks to the public Graph and takes its time', () => {
    const config = readConfig(DEPLOYED);
    expect(config).to.include({ isLocal: false, host: '0.0.0.0', tenantId: TENANT, acceptanceCheckSeconds: 900 });
    expect(config.graph.baseUrl).to.equal('https://graph.microsoft.com');
    expect(config.hasOwnMongodb).to.equal(true);
  });

  it('takes an empty value for one that is not set', () => {
    const empty = Object.fromEntries(Object.keys(DEPLOYED).map((key) => [key, '']));
    expect(readConfig(empty)).to.deep.equal(readConfig({}));
  });

  it('lists every malformed key together', () => {
    const faults = faultsOf({
      PORT: '99999',
      PUBLIC_URL: 'relais',
      MONGODB_URI: 'postgres://x',
      MicrosoftAppId: 'abc',
      MAIL_SENDER: 'personne',
      FIRM_ADMINS: `${APP},nobody`,
      STAFF_GROUPS: 'chef=1',
      TZ_FIRM: 'Paris',
      LOG_LEVEL: 'loud',
      RATE_LIMIT_PER_MINUTE: '0',
      ACCEPTANCE_CHECK_SECONDS: '-1',
    });
    expect(keysOf(faults)).to.include.members([
      'PORT',
      'PUBLIC_URL',
      'MONGODB_URI',
      'MicrosoftAppId',
      'MAIL_SENDER',
      'FIRM_ADMINS',
      'STAFF_GROUPS',
      'TZ_FIRM',
      'LOG_LEVEL',
      'RATE_LIMIT_PER_MINUTE',
      'ACCEPTANCE_CHECK_SECONDS',
    ]);
  });

  it('lists every missing key of a deployment together', () => {
    expect(keysOf(faultsOf({ MicrosoftAppId: APP }))).to.have.members([
      'MicrosoftAppTenantId',
      'MONGODB_URI',
      'MAIL_SENDER',
      'PUBLIC_URL',
      'FIRM_NAME',
      'Aucun',
    ]);
  });

  it('lists malformed and missing keys together: whoever deploys mends them in one go', () => {
    const faults = faultsOf({ MicrosoftAppId: APP, MicrosoftAppPassword: 's', PORT: 'many' });
    expect(keysOf(faults)).to.include.members(['PORT', 'MicrosoftAppTenantId', 'MONGODB_URI']);
  });

  it('says its faults in one message, in French, without a secret', () => {
    const error = new ConfigurationError(faultsOf({ ...DEPLOYED, FIRM_NAME: '', MONGODB_URI: 'http://u:p4ss@x' }));
    expect(error.message).to.match(/^La configuration est incomplète ou incorrecte :\n {2}- /);
    expect(error.message).to.not.include('s3cret').and.not.include('p4ss');
  });

  it('names the role group that cannot be read', () => {
    const [fault] = faultsOf({ STAFF_GROUPS: `administrateur=${GROUP},patron=${GROUP}` });
    expect(fault).to.include('STAFF_GROUPS').and.include(`patron=${GROUP}`);
    expect(readConfig({ STAFF_GROUPS: ` referent = ${GROUP} ,, ` }).firm.staffGroups).to.deep.equal([
      { role: 'referent', groupId: GROUP },
    ]);
  });

  it('compares administrateurs without regard to case', () => {
    expect(readConfig({ FIRM_ADMINS: APP.toUpperCase() }).firm.admins).to.deep.equal([APP]);
  });

  describe('without credentials', () => {
    it('refuses to start in production', () => {
      expect(keysOf(faultsOf({ NODE_ENV: 'production' }))).to.deep.equal(['MicrosoftAppId']);
      const { MicrosoftAppPassword: _, ...unproven } = DEPLOYED;
      expect(faultsOf(unproven)[0]).to.match(/^Aucun identifiant/);
    });

    for (const host of ['0.0.0.0', '::', '192.168.1.10', 'relais.cabinet.example', '127.0.0.1.nip.io', '[::]']) {
      it(`refuses to listen on ${host}`, () => expect(keysOf(faultsOf({ HOST: host }))).to.deep.equal(['HOST']));
    }
    for (const host of ['127.0.0.1', 'localhost', '::1', '127.0.0.53', '[::1]']) {
      it(`may listen on ${host}`, () => expect(readConfig({ HOST: host }).host).to.equal(host));
    }

    it('refuses a Graph that is not on this machine, and a secret without its application', () => {
      expect(keysOf(faultsOf({ GRAPH_BASE_URL: 'https://graph.microsoft.com' }))).to.include('GRAPH_BASE_URL');
      expect(keysOf(faultsOf({ MicrosoftAppPassword: 's' }))).to.deep.equal(['MicrosoftAppId']);
    });
  });

  it('never sends a token in clear', () => {
    expect(keysOf(faultsOf({ ...DEPLOYED, GRAPH_BASE_URL: 'http://graph.example' }))).to.include('GRAPH_BASE_URL');
    expect(faultsOf({ ...DEPLOYED, GRAPH_BASE_URL: 'http://127.0.0.1:9' })).to.deep.equal([]);
  });

  it('takes Graph’s address with or without its version and slash', () => {
    for (const url of [
      'http://127.0.0.1:9',
      'http://127.0.0.1:9/',
      'http://127.0.0.1:9/v1.0',
      'http://127.0.0.1:9/v1.0/',
    ]) {
      expect(readConfig({ GRAPH_BASE_URL: url }).graph.baseUrl).to.equal('http://127.0.0.1:9');
    }
  });

  it('prefers a managed identity, then workload identity, then a certificate, and a secret last', () => {
    const proofs: [string, Record<string, string>][] = [
      ['managed-identity', { MicrosoftAppType: 'UserAssignedMSI' }],
      ['workload-identity', { AZURE_FEDERATED_TOKEN_FILE: '/t' }],
      ['certificate', { MicrosoftAppCertificatePath: '/c.pem' }],
      ['secret', { MicrosoftAppPassword: 's' }],
    ];
    for (const [i, [kind]] of proofs.entries()) {
      const given = Object.assign({}, ...proofs.slice(i).map(([, one]) => one));
      const { credential } = readConfig({ ...DEPLOYED, MicrosoftAppPassword: '', ...given });
      expect(credential.kind).to.equal(kind);
    }
  });

  it('of a deployment is reached over https only; a local one need not be', () => {
    expect(keysOf(faultsOf({ ...DEPLOYED, PUBLIC_URL: 'http://relais.cabinet.example' }))).to.deep.equal([
      'PUBLIC_URL',
    ]);
    expect(readConfig({ PUBLIC_URL: 'http://127.0.0.1:3978' }).publicUrl).to.equal('http://127.0.0.1:3978');
  });

  it('may set the days before a reminder, whole and at least one', () => {
    expect(readConfig({}).reminderDays).to.equal(undefined);
    expect(readConfig({ INVITATION_REMINDER_DAYS: '3' }).reminderDays).to.equal(3);
    for (const odd of ['0', '1.5', '-2', 'une semaine']) {
      expect(keysOf(faultsOf({ INVITATION_REMINDER_DAYS: odd })), odd).to.deep.equal(['INVITATION_REMINDER_DAYS']);
    }
  });

  it('knows the addresses of this machine', () => {
    for (const host of ['localhost', 'LOCALHOST', '127.0.0.1', '127.255.0.9', '::1', '[::1]']) {
      expect(isLoopback(host), host).to.equal(true);
    }
    for (const host of ['', '0.0.0.0', '::', '128.0.0.1', '127.0.0.1.example', 'localhost.example', '127.1']) {
      expect(isLoopback(host), host).to.equal(false);
    }
  });

  it('puts the engine’s socket where its path stays short, one for each data folder', () => {
    const [one, two] = [localEngineSocket('/a/very/long/path'.repeat(20)), localEngineSocket('.autre')];
    expect(one.length).to.be.below(107);
    expect(one).to.not.equal(two);
    expect(localEngineSocket('.autre')).to.equal(two);
  });

  it('has its keys in .env.example, and no others there', () => {
    const schema =
      /environmentSchema = z\.object\(\{\n(.*?)\n\}\);/s.exec(readFileSync('config.ts', 'utf8'))?.[1] ?? '';
    const keys = [...schema.matchAll(/^ {2}(\w+):/gm)].map(([, key]) => key);
    const example = readFileSync('.env.example', 'utf8');
    const written = [...example.matchAll(/^(?:# ?)?([A-Za-z_]+)=/gm)].map(([, key]) => key);
    expect(keys).to.have.length.greaterThan(20);
    expect([...new Set(written)]).to.have.members(keys);
  });

  it('is valid as .env.example gives it', () => {
    const lines = readFileSync('.env.example', 'utf8').matchAll(/^([A-Za-z_]+)=(.*)$/gm);
    expect(faultsOf(Object.fromEntries([...lines].map(([, key, value]) => [key, value])))).to.deep.equal([]);
  });

  it('is the only reader of the environment in the product', () => {
    const rooms = ['bot', 'api', 'jobs', 'workflows', 'models', 'graph', 'manifest'];
    const files = rooms.flatMap((room) =>
      readdirSync(room, { recursive: true, encoding: 'utf8' }).map((name) => join(room, name)),
    );
    const readers = [...files, ...readdirSync('.')]
      .filter((path) => /\.[mc]?[tj]sx?$/.test(path))
      .filter((path) =>
        /\bprocess\s*(\.|\?\.)\s*env\b|\bprocess\[|\{[^}]*\benv\b[^}]*\}\s*=\s*process\b|import\.meta\.env/.test(
          readFileSync(path, 'utf8'),
        ),
      );
    expect(readers).to.deep.equal(['config.ts']);
  });
});
