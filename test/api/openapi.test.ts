import { readFile } from 'node:fs/promises';
import { Validator } from '@seriousme/openapi-schema-validator';
import { expect } from 'chai';
import type { Router } from 'express';
import { API_ROUTERS } from '../../api/index.ts';
import { operationGroups } from '../../api/openapi.ts';
import { describeProblem } from '../../api/problem.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { call, cut, formOf, keyOf } from './apis.ts';
import { type Documented, documented } from './documented.ts';
import { buildPartnerImporting, fecOf, type PartnerImporting } from './partner-importing.ts';

type Media = { schema?: object; example?: unknown; examples?: Record<string, { value: { code: string } }> };

describe('The document of the API', () => {
  let importing: PartnerImporting;
  let api: Documented;
  before(async () => {
    importing = await buildPartnerImporting('openapi', { UPLOAD_IDLE_SECONDS: '0.3', PARTNER_IMPORT_MAX_MB: '1' });
    api = documented(importing.world.config);
  });
  after(() => importing.world.close());

  it('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(api.document) as never);
    expect({ valid, errors: errors ?? [] }).to.deep.equal({ valid: true, errors: [] });
    expect(api.document.openapi).to.equal('3.1.0');
  });

  it('describes every route that is served, and none besides', () => {
    const served = API_ROUTERS.flatMap(([base, makeRouter]) => routesOf(base, makeRouter(importing.world.services)));
    const described = Object.entries(api.document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method} ${path}`),
    );
    expect(served).to.have.length.greaterThan(20);
    expect(described.sort()).to.deep.equal(served.sort());
    const ids = Object.values(api.document.paths).flatMap((methods) =>
      Object.values(methods).map(({ operationId }) => operationId),
    );
    expect(new Set(ids).size).to.equal(ids.length);
  });

  it('gives examples that are what their schemas say', () => {
    let checked = 0;
    const check = (place: string[], content: Record<string, Media> = {}) => {
      for (const [type, { schema, example, examples = {} }] of Object.entries(content)) {
        const given = [
          ...(example === undefined ? [] : [example]),
          ...Object.values(examples).map(({ value }) => value),
        ];
        if (schema && type.includes('json')) expect(given, `${place.join(' ')} ${type}`).not.to.have.length(0);
        for (const one of given) {
          expect(api.faultsAt([...place, 'content', type, 'schema'], one), place.join(' ')).to.deep.equal([]);
          checked += 1;
        }
      }
    };
    for (const [path, methods] of Object.entries(api.document.paths)) {
      for (const [method, operation] of Object.entries(methods)) {
        const place = ['paths', path, method];
        const { requestBody, responses } = operation as never as {
          requestBody?: Body;
          responses: Record<string, Body>;
        };
        check([...place, 'requestBody'], requestBody?.content);
        for (const [status, { content }] of Object.entries(responses)) check([...place, 'responses', status], content);
      }
    }
    const webhook = ['webhooks', 'partner-import.decided', 'post', 'requestBody'];
    const { post } = api.document.webhooks['partner-import.decided'] as { post: { requestBody: Body } };
    check(webhook, post.requestBody.content);
    expect(checked).to.be.greaterThan(60);
  });

  it('names the codes of each operation with the sentence that people read', () => {
    const codes = operationGroups(importing.world.config).flatMap(problemsOf);
    for (const code of new Set(codes)) {
      const { status, title } = describeProblem(code, { field: 'x', reason: 'y', codes: 'z', columns: 'z' });
      expect(status, code).to.be.within(400, 599);
      expect(title, code)
        .to.match(/^[A-ZÀÉÊ].*\.$/)
        .and.not.match(/\{\{|^errors\./);
    }
    const upload = api.document.paths['/api/v1/dossiers/{code}/imports']?.post?.responses[409] as never as Body;
    const [media] = Object.values(upload.content ?? {});
    expect(Object.keys(media?.examples ?? {})).to.deep.equal(['dossier-left', 'import-known', 'idempotency-busy']);
    expect(media?.schema).to.have.nested.property('allOf[1].properties.code.enum[0]', 'dossier-left');
  });

  it('says of every field and parameter what it is', () => {
    const silent: string[] = [];
    // What lies within may be said by what holds it.
    const walk = (node: unknown, path: string, isSaid: boolean): void => {
      if (typeof node !== 'object' || node === null) return;
      const { properties = {} } = node as { properties?: Record<string, { description?: string; $ref?: string }> };
      for (const [name, field] of Object.entries(properties)) {
        const says = isSaid || Boolean(field.description ?? field.$ref);
        if (!says) silent.push(`${path}.${name}`);
        walk(field, `${path}.${name}`, says);
      }
      for (const key of ['items', 'anyOf', 'allOf', 'additionalProperties'] as const) {
        const inner = (node as Record<string, unknown>)[key];
        for (const one of [inner].flat()) walk(one, path, isSaid);
      }
    };
    for (const [name, schema] of Object.entries(api.document.components.schemas)) walk(schema, name, false);
    for (const [path, methods] of Object.entries(api.document.paths)) {
      for (const { parameters } of Object.values(methods) as never as {
        parameters: { name: string; description?: string }[];
      }[]) {
        for (const { name, description } of parameters) if (!description) silent.push(`${path} ${name}`);
      }
    }
    expect(silent).to.deep.equal([]);
  });

  it('is what the doors for accounting files answer', async () => {
    const { world, post, get, partner } = importing;
    const upload = '/api/v1/dossiers/{code}/imports';
    const headers = { 'idempotency-key': 'essai-1' };
    const { body } = api.expectAsDocumented(await post(fecOf(200), { headers }), 'post', upload, 202);
    api.expectAsDocumented(await post(fecOf(200), { headers }), 'post', upload, 200);
    api.expectAsDocumented(await get('/api/v1/imports?limit=1'), 'get', '/api/v1/imports', 200);
    api.expectAsDocumented(await get('/api/v1/dossiers/FLEURS/imports'), 'get', upload, 200);
    api.expectAsDocumented(await get(body.links.self), 'get', '/api/v1/imports/{id}', 200);
    for (const part of ['entries', 'journals', 'accounts', 'tiers', 'sections', 'original', 'fec']) {
      api.expectAsDocumented(await get(body.links[part]), 'get', `/api/v1/imports/{id}/${part}`, 200);
    }
    const rows = fecOf(100, 4).toString('utf8').split('\r\n');
    rows[1] = rows[1]!.split('\t').with(3, '20251301').join('\t');
    const wrong = api.expectAsDocumented(await post(Buffer.from(rows.join('\r\n'))), 'post', upload, 202).body;
    const { items } = (await get(wrong.links.anomalies)).body;
    expect(items).not.to.have.length(0);
    api.expectAsDocumented(await get(wrong.links.anomalies), 'get', '/api/v1/imports/{id}/anomalies', 200);
    const sheet = await post(
      Buffer.from('Date;Compte;Libellé;Débit;Crédit\n15/03/2025;625100;Train;84,00;\n15/03/2025;512000;Train;;84,00\n'),
    );
    api.expectAsDocumented(sheet, 'post', upload, 202);
    const [layout] = api.expectAsDocumented(await get('/api/v1/layouts'), 'get', '/api/v1/layouts', 200).body.items;
    const confirm = (mapping: unknown) =>
      call(world, 'PUT', layout.links.self, {
        headers: { ...partner.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ mapping }),
      });
    const one = '/api/v1/layouts/{id}';
    api.expectAsDocumented(await confirm({ ...layout.mapping, columns: {} }), 'put', one, 422);
    api.expectAsDocumented(await confirm({}), 'put', one, 400);
    api.expectAsDocumented(await confirm(layout.mapping), 'put', one, 200);
    const withdraw = () => call(world, 'DELETE', body.links.self, { headers: partner.headers });
    api.expectAsDocumented(await withdraw(), 'delete', '/api/v1/imports/{id}', 200);
  });

  it('comes with a first file that can be posted as it stands (docs/api.md)', async () => {
    const [, example = ''] = /```json\n([\s\S]+?)```/.exec(await readFile('docs/api.md', 'utf8')) ?? [];
    expect(api.faultsAt(['components', 'schemas', 'AccountingEntries'], JSON.parse(example))).to.deep.equal([]);
    const { body } = await importing.post(Buffer.from(example), { code: 'GARAGE' });
    expect(body).to.deep.include({ status: 'awaiting', format: 'json' });
    expect(body.totals).to.deep.equal({ debit: '1366.20', credit: '1366.20', balance: '0.00' });
    expect(body.anomalies).to.include({ blocking: 0, warning: 0 });
  });

  it('is what a program of the firm may read, and no more', async () => {
    const { world, admin } = importing;
    const { key } = await createKey(world.services, admin, { label: 'x', scopes: ['imports.read'] });
    const headers = { authorization: `Bearer ${key}` };
    for (const [path, methods] of Object.entries(api.document.paths)) {
      if (!/^\/api\/v1\/(imports|layouts|dossiers\/\{code\})/.test(path)) continue;
      for (const [method, { security }] of Object.entries(methods)) {
        const asked = path.replace('{code}', 'FLEURS').replace('{id}', '0'.repeat(24));
        const answer = await call(world, method.toUpperCase(), asked, { headers });
        const isOpen = (security as object[]).some((one) => 'firmKey' in one);
        expect(answer.status !== 403, `${method} ${path}`).to.equal(isOpen);
        api.expectAsDocumented(answer, method, path, answer.status);
      }
    }
  });

  it('is how the doors for accounting files refuse', async () => {
    const { world, post, get } = importing;
    const upload = '/api/v1/dossiers/{code}/imports';
    const bytes = fecOf(50, 9);
    const refusals: [Parameters<typeof post>, status: number, code: string][] = [
      [[bytes, { by: { headers: { authorization: 'Bearer x' } } }], 401, 'unauthorized'],
      [[bytes, { code: 'NULLEPART' }], 404, 'not-found'],
      [[bytes, { name: 'x'.repeat(301) }], 400, 'request-invalid'],
      [[bytes, { headers: { 'idempotency-key': 'deux mots' } }], 400, 'idempotency-invalid'],
      [[Buffer.from(''), {}], 422, 'file-empty'],
      [[Buffer.alloc(2_000_000, 'a'), {}], 413, 'file-too-large'],
      [[bytes, { headers: { 'content-encoding': 'br' } }], 415, 'compression-unknown'],
      [[bytes, { headers: { 'content-encoding': 'gzip' } }], 422, 'compression-broken'],
      [[bytes, { headers: { 'content-digest': `sha-256=:${'A'.repeat(43)}=:` } }], 422, 'digest-mismatch'],
      [[formOf(bytes).body, { headers: { 'content-type': 'multipart/form-data' } }], 400, 'request-invalid'],
    ];
    for (const [given, status, code] of refusals) {
      const answer = await post(...given);
      expectProblem(answer, status, code);
      api.expectAsDocumented(answer, 'post', upload, status);
    }
    await cut(world, '/api/v1/dossiers/FLEURS/imports', importing.partner.headers, bytes);
    const prefixes = await get(`/api/v1/imports/${'0'.repeat(24)}/entries?account=411*,706000`);
    api.expectAsDocumented(prefixes, 'get', '/api/v1/imports/{id}/entries', 404);
    const { body } = await post(bytes);
    const mixed = await get(`${body.links.entries}?account=411*,706000`);
    expectProblem(mixed, 400, 'request-invalid');
    expect(mixed.body.title).to.include('account').and.to.include('411*');
    api.expectAsDocumented(mixed, 'get', '/api/v1/imports/{id}/entries', 400);
    const cursor = await get(`${body.links.entries}?cursor=x`);
    api.expectAsDocumented(cursor, 'get', '/api/v1/imports/{id}/entries', 400);
  });

  it('is what the doors for partner applications answer', async () => {
    const { world, admin } = importing;
    const { key } = await createKey(world.services, admin, { label: 'x', scopes: ['partners.manage'] });
    const send = (method: string, path: string, body?: object) =>
      call(world, method, `/api/v1/partners${path}`, {
        headers: { authorization: `Bearer ${key}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      });
    const all = '/api/v1/partners';
    const webhookUrl = 'https://api.pulsar.example/relais';
    const asked = { name: 'Paie', dossiers: ['FLEURS'], webhookUrl };
    const { body } = api.expectAsDocumented(await send('POST', '', asked), 'post', all, 201);
    api.expectAsDocumented(await send('POST', '', asked), 'post', all, 409);
    api.expectAsDocumented(await send('POST', '', { nom: 'x' }), 'post', all, 400);
    api.expectAsDocumented(await send('POST', '', { name: 'x', dossiers: ['Z'] }), 'post', all, 422);
    api.expectAsDocumented(await send('GET', ''), 'get', all, 200);
    const one = `${all}/{id}`;
    const id = `/${body.id}`;
    api.expectAsDocumented(await send('GET', id), 'get', one, 200);
    api.expectAsDocumented(await send('GET', `/${'0'.repeat(24)}`), 'get', one, 404);
    api.expectAsDocumented(await send('PATCH', id, { dossiers: null }), 'patch', one, 200);
    const rotated = api.expectAsDocumented(await send('POST', `${id}/keys`, {}), 'post', `${one}/keys`, 201).body;
    api.expectAsDocumented(await send('PUT', `${id}/webhook`, { url: webhookUrl }), 'put', `${one}/webhook`, 200);
    api.expectAsDocumented(await send('GET', id), 'get', one, 200);
    const ends = `${one}/keys/{keyId}`;
    api.expectAsDocumented(await send('DELETE', `${id}/keys/${rotated.keyId}`), 'delete', ends, 204);
    api.expectAsDocumented(await send('DELETE', `${id}/webhook`), 'delete', `${one}/webhook`, 204);
    api.expectAsDocumented(await send('DELETE', id), 'delete', one, 204);
    api.expectAsDocumented(await send('PATCH', id, { name: 'y' }), 'patch', one, 409);
  });

  it('is what the doors for files of companies answer (domain 103)', async () => {
    const { world, admin } = importing;
    const { headers } = await keyOf(world, admin);
    const send = (method: string, path: string, body?: string, type = 'text/csv') =>
      call(world, method, path, {
        headers: { ...headers, ...(body && { 'content-type': type }) },
        ...(body && { body }),
      });
    const upload = '/api/v1/dossiers/import';
    const one = '/api/v1/dossiers/imports/{id}';
    const csv = 'Code dossier;Raison sociale;Code APE\nNEUF;Entreprise Neuve;6920Z\nFAUX;Entreprise Fausse;70Z\n';
    const { body } = api.expectAsDocumented(await send('POST', upload, csv), 'post', upload, 202);
    await world.runJobs();
    const { links } = body;
    const read = api.expectAsDocumented(await send('GET', links.self), 'get', one, 200).body;
    expect(read).to.deep.include({ status: 'previewed' });
    expect(read.faults.items).to.have.length(1);
    api.expectAsDocumented(await send('GET', links.report), 'get', `${one}/report`, 200);
    const confirm = (said?: string) => send('POST', links.confirm, said, 'application/json');
    const unclear = await confirm('{"invitations":"oui"}');
    api.expectAsDocumented(unclear, 'post', `${one}/confirm`, 400);
    expect(unclear.body.title).to.include('invitations');
    api.expectAsDocumented(await confirm(), 'post', `${one}/confirm`, 202);
    await world.runJobs();
    api.expectAsDocumented(await send('GET', links.self), 'get', one, 200);
    api.expectAsDocumented(await confirm(), 'post', `${one}/confirm`, 200);
    api.expectAsDocumented(await send('POST', links.cancel), 'post', `${one}/cancel`, 409);
    api.expectAsDocumented(await send('POST', upload, '{}', 'application/json'), 'post', upload, 415);
    const headless = api.expectAsDocumented(
      await send('POST', upload, 'Ville;Effectif\nNantes;2\n'),
      'post',
      upload,
      202,
    );
    await world.runJobs();
    const failed = api.expectAsDocumented(await send('GET', headless.body.links.self), 'get', one, 200).body;
    expect(failed).to.have.nested.property('failure.code', 'columns-missing');
  });
});

type Body = { content?: Record<string, Media> };

function problemsOf({ problems, operations }: ReturnType<typeof operationGroups>[number]) {
  return [...problems, ...operations.flatMap((one) => one.problems)];
}

/** Each route of a router, as OpenAPI writes it. Those for every method are refusals of the wrong one. */
function routesOf(base: string, { stack }: Router): string[] {
  return stack.flatMap(({ route }) => {
    if (!route) return [];
    const path = `${base}${route.path === '/' ? '' : route.path}`.replace(/:(\w+)/g, '{$1}');
    const methods = route.stack.flatMap(({ method }) => (method ? [method] : []));
    return [...new Set(methods)].map((method) => `${method} ${path}`);
  });
}
