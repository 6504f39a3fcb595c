import { createHmac } from 'node:crypto';
import { expect } from 'chai';
import { VERIFY_NODE, VERIFY_PHP, VERIFY_PYTHON } from '../../api/docs-snippets.ts';
import { signWebhook } from '../../workflows/webhooks/sign-webhook.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type World } from '../support/world.ts';
import { call } from './apis.ts';
import { documented } from './documented.ts';

describe('The page of the API', () => {
  let world: World;
  let page: string;
  before(async () => {
    world = await buildWorld('docs-page', {
      FIRM_NAME: 'Dupont & <Fils>',
      PUBLIC_URL: 'https://relais.dupont.example',
    });
    page = (await call(world, 'GET', '/api/v1/docs')).text;
  });
  after(() => world.close());

  for (const [path, type] of [
    ['/api/v1', 'text/html; charset=utf-8'],
    ['/api/v1/', 'text/html; charset=utf-8'],
    ['/api/v1/docs', 'text/html; charset=utf-8'],
    ['/api/v1/openapi.json', 'application/json; charset=utf-8'],
    ['/api/v1/schemas/ecritures.json', 'application/schema+json; charset=utf-8'],
  ] as const) {
    it(`is there for anybody, and may be kept for a while: ${path}`, async () => {
      const answer = await call(world, 'GET', path);
      expect(answer.status).to.equal(200);
      expect(answer.headers.get('content-type')).to.equal(type);
      expect(answer.headers.get('cache-control')).to.equal('public, max-age=3600');
      const etag = answer.headers.get('etag') ?? '';
      const again = await call(world, 'GET', path, {
        headers: { 'if-none-match': etag, 'cache-control': 'max-age=0' },
      });
      expect(again.status, 'not sent twice').to.equal(304);
      expect((await fetch(`${world.apiUrl}${path}`, { method: 'HEAD' })).status).to.equal(200);
    });
  }

  it('leaves what is not described where it was', async () => {
    for (const path of ['/api/v1/nothing', '/api/v1/schemas/nothing.json']) {
      expectProblem(await call(world, 'GET', path), 404, 'not-found');
    }
    expect((await call(world, 'GET', '/api/v1/imports')).status).to.equal(401);
  });

  it('gives the document of this very deployment, and the schema of entries under its address', async () => {
    const { body } = await call(world, 'GET', '/api/v1/openapi.json');
    expect(body).to.deep.equal(documented(world.config).document);
    expect(body.servers[0].url).to.equal('https://relais.dupont.example');
    const schema = (await call(world, 'GET', '/api/v1/schemas/ecritures.json')).body;
    expect(schema).to.include({
      $schema: 'https://json-schema.org/draft/2020-12/schema',
      $id: 'https://relais.dupont.example/api/v1/schemas/ecritures.json',
    });
    expect(schema.properties).to.have.property('entries');
  });

  it('is in French, for the firm it belongs to, without a script and with nothing from elsewhere', async () => {
    expect(page).to.include('<html lang="fr">').and.to.include('Dupont &amp; &lt;Fils&gt;');
    expect(page).not.to.include('<Fils>');
    expect(page).not.to.match(/<script|<img|<link|\ssrc=|url\(|@import|\son\w+=/);
    const { headers } = await call(world, 'GET', '/api/v1/docs');
    expect(headers.get('content-security-policy')).to.include("script-src 'self'").and.to.include("default-src 'self'");
  });

  it('shows every operation with its path, and every object, and each link leads somewhere', () => {
    const { document } = documented(world.config);
    const ids = [...page.matchAll(/\sid="([^"]+)"/g)].map(([, id]) => id);
    expect(new Set(ids).size, 'each anchor once').to.equal(ids.length);
    for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(ids).to.include(target);
    for (const [path, methods] of Object.entries(document.paths)) {
      expect(page).to.include(`<code>${path}</code>`);
      for (const { operationId } of Object.values(methods)) expect(ids).to.include(operationId);
    }
    for (const name of Object.keys(document.components.schemas)) expect(ids).to.include(`objet-${name}`);
  });

  it('leaves no hole in its sentences', () => {
    expect(page).not.to.match(/undefined|\[object|\{\{|NaN/);
    // French quotation marks hold on to what they enclose.
    expect(page.replace(/<pre[\s\S]*?<\/pre>/g, '')).not.to.match(/« | »/);
    expect(page).not.to.match(/[a-zé]'[a-zé]/);
  });

  it('shows first how to post a file, at this address', () => {
    expect(page).to.include('curl &quot;https://relais.dupont.example/api/v1/dossiers/FLEURS/imports&quot;');
    expect(page.indexOf('curl')).to.be.lessThan(page.indexOf('id="etats"'));
  });

  describe('has code that verifies a webhook', () => {
    const SECRET = 'whsec_dGhpcyBpcyBub3QgYSBzZWNyZXQgYnV0IGFuIGV4YW1wbGU=';
    const body = Buffer.from('{"id":"import:1:booked:2","é":1}');
    const load = async () => {
      const source = `data:text/javascript,${encodeURIComponent(VERIFY_NODE)}`;
      return (await import(source)) as {
        estAuthentique(body: Buffer, header: string, secret: string): boolean;
      };
    };

    it('and lets in what Relais signs, with the new secret and the old one', async () => {
      const { estAuthentique } = await load();
      const now = new Date();
      const webhook = { url: 'https://x.example', secret: SECRET };
      expect(estAuthentique(body, signWebhook(webhook, body, now), SECRET)).to.equal(true);
      const changing = { ...webhook, previousSecret: 'whsec_old', previousUntil: new Date(now.getTime() + 60_000) };
      const header = signWebhook(changing, body, now);
      for (const secret of [SECRET, 'whsec_old']) expect(estAuthentique(body, header, secret), secret).to.equal(true);
    });

    it('and keeps out everything else', async () => {
      const { estAuthentique } = await load();
      const seconds = Math.floor(Date.now() / 1_000);
      const hex = (t: number | string, key = SECRET) =>
        createHmac('sha256', key).update(`${t}.`).update(body).digest('hex');
      const bad = [
        `t=${seconds},v1=${hex(seconds, 'whsec_other')}`,
        `t=${seconds + 1},v1=${hex(seconds)}`,
        `t=${seconds - 301},v1=${hex(seconds - 301)}`,
        `t=${seconds + 400},v1=${hex(seconds + 400)}`,
        `t=,v1=${hex('')}`,
        `v1=${hex(seconds)}`,
        `t=${seconds},v0=${hex(seconds)}`,
        `t=${seconds},v1=${hex(seconds).slice(2)}`,
        `t=${seconds},v1`,
        ...['', 't', 'x=y,,', `t=${seconds}`],
      ];
      for (const header of bad) expect(estAuthentique(body, header, SECRET), header).to.equal(false);
      const good = `t=${seconds},v1=${hex(seconds)}`;
      expect(estAuthentique(Buffer.concat([body, Buffer.from(' ')]), good, SECRET)).to.equal(false);
    });

    it('in the languages that partners write, as it is tested here', () => {
      for (const snippet of [VERIFY_NODE, VERIFY_PHP, VERIFY_PYTHON]) {
        const [first = ''] = snippet.trim().split('\n').slice(-4);
        expect(page).to.include(first.trim().replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;'));
      }
    });
  });
});
