import { expect } from 'chai';
import { createApi } from '../../api/index.ts';
import { log, setUpLog } from '../../log.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type World } from '../support/world.ts';

describe('What anybody can read', () => {
  let world: World;
  before(async () => {
    world = await buildWorld('pages', { FIRM_NAME: 'Dupont & <Fils>' });
  });
  after(() => world.close());

  const get = async (path: string, init?: RequestInit) => {
    const response = await fetch(`${world.apiUrl}${path}`, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const PAGES = { '/': 'Relais', '/confidentialite': 'Confidentialité', '/conditions': 'Conditions d’utilisation' };

  for (const [path, title] of Object.entries(PAGES)) {
    it(`${path} is a page in French, for the firm it belongs to`, async () => {
      const { status, headers, text } = await get(path);
      expect(status).to.equal(200);
      expect(headers.get('content-type')).to.match(/^text\/html; charset=utf-8/);
      expect(text).to.include('<html lang="fr">').and.to.include(`<h1>${title}</h1>`);
      if (path !== '/confidentialite' || text.includes('Dupont')) expect(text).to.include('Dupont &amp; &lt;Fils&gt;');
      expect(text).not.to.include('<Fils>');
    });
  }

  it('says what is kept of people, what for, and what they may ask', async () => {
    const { text } = await get('/confidentialite');
    for (const word of ['nom', 'e-mail', 'téléphone', 'rectification', 'suppression']) expect(text).to.include(word);
  });

  it('goes out with the headers that keep a page in its place', async () => {
    for (const path of ['/', '/healthz', '/nowhere']) {
      const { headers } = await get(path);
      expect(headers.get('content-security-policy'), path).to.include("default-src 'self'");
      expect(headers.get('x-content-type-options')).to.equal('nosniff');
      expect(headers.get('x-frame-options')).to.equal('SAMEORIGIN');
      expect(headers.get('strict-transport-security')).to.include('max-age=');
      expect(headers.get('referrer-policy')).to.equal('no-referrer');
      expect(headers.get('x-powered-by')).to.equal(null);
    }
  });

  it('needs no script and nothing from elsewhere', async () => {
    for (const path of Object.keys(PAGES)) {
      const { text } = await get(path);
      expect(text).not.to.match(/<script|<img|<link|src=|https?:/);
    }
  });

  it('is a problem document with a reference wherever there is nothing', async () => {
    for (const path of [
      '/nowhere',
      '/api',
      '/api/v1/nowhere',
      '/.env',
      '/..%2f..%2fetc/passwd',
      '/%E0%A4%A',
      '/confidentialite/x',
    ]) {
      const { status, headers, text } = await get(path);
      expect(headers.get('content-type'), path).to.match(/^application\/problem\+json/);
      expectProblem({ status, body: JSON.parse(text) }, 404, 'not-found');
    }
  });

  it('gives each refusal a reference of its own, which is also in the log', async () => {
    const lines: unknown[] = [];
    const logger = setUpLog('silent', 'test');
    logger.info = logger.warn = logger.error = ((line: unknown) => lines.push(line)) as never;
    expect(log()).to.equal(logger);
    const references = new Set<string>();
    const requests: [string, RequestInit][] = [
      ['/nowhere', {}],
      ['/api/messages', { method: 'GET' }],
      ['/api/messages', { method: 'POST', body: 'x', headers: { 'content-type': 'application/json' } }],
      ['/api/messages', { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } }],
      ['/api/messages', { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } }],
    ];
    for (const [path, init] of requests) {
      const { reference } = JSON.parse((await get(path, init)).text) as { reference: string };
      expect(JSON.stringify(lines), `${init.method ?? 'GET'} ${path}`).to.include(reference);
      references.add(reference);
    }
    expect(references.size).to.equal(requests.length);
    setUpLog('silent', 'test');
  });

  it('hides what broke when something of ours does', async () => {
    const broken = {
      handle: () => Promise.reject(new Error('mongodb://secret@host broke')),
      connect: undefined as never,
    };
    const app = createApi(world.config, broken);
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const { port } = server.address() as { port: number };
    const body = JSON.stringify(world.activity({ chatUserId: '29:x' }));
    const response = await fetch(`http://127.0.0.1:${port}/api/messages`, {
      method: 'POST',
      body,
      headers: { 'content-type': 'application/json' },
    });
    expectProblem({ status: response.status, body: await response.json() }, 500, 'unexpected');
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
});
