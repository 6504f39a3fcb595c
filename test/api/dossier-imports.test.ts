import { expect } from 'chai';
import { ApiKey } from '../../models/api-key.ts';
import { AuditEvent } from '../../models/audit-event.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier } from '../../models/dossier.ts';
import { PortfolioImport } from '../../models/portfolio-import.ts';
import { StoredPiece } from '../../models/stored-file.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { revokeKey } from '../../workflows/api-keys/revoke-key.ts';
import type { Staff } from '../../workflows/rights.ts';
import { readRows } from '../../workflows/spreadsheets/read-rows.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type World } from '../support/world.ts';
import { companyOf, csvOf, HEADER } from '../workflows/portfolio-imports/importing.ts';
import { call, cut, keyOf } from './apis.ts';

const IMPORT = '/api/v1/dossiers/import';

describe('Another program that brings companies in (103)', () => {
  let world: World;
  let admin: Staff;
  let good: { headers: Record<string, string>; key: string; keyId: string };
  before(async () => {
    world = await buildWorld('api-import', { IMPORT_MAX_MB: '1' });
    admin = world.asStaff(await world.buildStaff({ roles: ['administrateur'] }));
    good = await keyOf(world, admin);
  });
  after(() => world.close());

  const post = (bytes: Buffer, query = '', headers = {}) =>
    call(world, 'POST', `${IMPORT}${query}`, { body: new Uint8Array(bytes), headers: { ...good.headers, ...headers } });
  const get = (path: string) => call(world, 'GET', path, { headers: good.headers });
  const decide = (path: string, body?: unknown) =>
    call(world, 'POST', path, {
      headers: { ...good.headers, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  const count = () => Dossier.countDocuments({ cabinetId: world.cabinetId });

  it('hands a file in, follows it, and writes nothing before it says yes', async () => {
    const before = await count();
    const received = await post(csvOf([companyOf(1), companyOf(2, { 'Code APE': '' })]), '?name=reprise.csv');
    expect(received.status).to.equal(202);
    expect(received.headers.get('location')).to.equal(received.body.links.self);
    expect(received.body).to.include({ status: 'reading', fileName: 'reprise.csv' });
    await world.runJobs();
    const seen = await get(received.body.links.self);
    expect(seen.body).to.include({ status: 'previewed' });
    expect(seen.body.counts).to.include({ lines: 2, toCreate: 1, refused: 1 });
    expect(seen.body.faults.items).to.deep.equal([
      {
        ...{ line: 3, column: 'Code APE', text: '', code: 'ape-required' },
        message: 'Code APE : Le code APE est obligatoire : quatre chiffres et une lettre, par exemple 7022Z.',
      },
    ]);
    expect(await count()).to.equal(before);

    expect((await decide(received.body.links.confirm, { invitations: false })).status).to.equal(202);
    expect((await decide(received.body.links.confirm)).status, 'said twice').to.equal(200);
    await world.runJobs();
    const done = await get(received.body.links.self);
    expect(done.body).to.include({ status: 'done' });
    expect(done.body.progress).to.include({ created: 1, refused: 1 });
    expect(await count()).to.equal(before + 1);
    expectProblem(await decide(received.body.links.cancel), 409, 'import-not-ready');

    const report = await get(received.body.links.report);
    expect(report.headers.get('content-disposition')).to.equal('attachment; filename="rapport reprise.xlsx"');
    const rows: string[][] = [];
    for await (const { cells } of readRows([report.bytes] as never)) rows.push(cells);
    expect(rows.map((cells) => cells[3])).to.deep.equal(['Résultat', 'Créé', 'Refusé']);
    const line = await AuditEvent.findOne({ act: 'portfolio-import.received' }).lean();
    expect(line).to.deep.include({ door: 'api' });
    expect(line?.after).to.include({ apiKeyId: good.keyId });
  });

  it('may say yes with the file, with the invitations or without', async () => {
    const person = { 'Nom du dirigeant': 'Martin', 'E-mail': 'api@client.example', Invitation: 'oui' };
    const { body } = await post(csvOf([companyOf(10, person)]), '?confirm=true&invitations=true');
    await world.runJobs();
    await world.runJobs();
    expect((await get(body.links.self)).body).to.include({ status: 'done', invitations: true });
    expect((await world.interlocuteur({ email: 'api@client.example' }))?.guest.status).to.equal('pending');
  });

  it('says yes with a file that is open already: it counts there, and another wish is a conflict', async () => {
    const bytes = csvOf([companyOf(11)]);
    const first = await post(bytes);
    await world.runJobs();
    const again = await post(bytes, '?confirm=true');
    expect([again.status, again.body.id]).to.deep.equal([202, first.body.id]);
    expect(again.body).to.include({ status: 'importing', invitations: false });
    expectProblem(await post(bytes, '?confirm=true&invitations=true'), 409, 'import-not-ready');
    await world.runJobs();
    expect((await get(first.body.links.self)).body).to.include({ status: 'done', invitations: false });
  });

  it('pages the faults', async () => {
    const rows = Array.from({ length: 120 }, (_, n) => companyOf(n, { 'Code APE': 'x' }));
    const { body } = await post(csvOf(rows));
    await world.runJobs();
    const second = await get(`${body.links.self}?skip=100&limit=100`);
    expect(second.body.faults).to.include({ skip: 100, limit: 100, kept: 120 });
    expect(second.body.faults.items).to.have.length(20);
    expect(second.body.faults.items[0].line).to.equal(102);
  });

  it('drops a preview', async () => {
    const { body } = await post(csvOf([companyOf(20)]));
    await world.runJobs();
    expect((await decide(body.links.cancel)).body).to.include({ status: 'cancelled' });
    expect((await decide(body.links.cancel)).status).to.equal(200);
    expectProblem(await decide(body.links.confirm), 409, 'import-not-ready');
  });

  it('reads why a whole file is refused', async () => {
    const { body } = await post(Buffer.from('Ville;Effectif\nNantes;2\n'));
    await world.runJobs();
    const failed = await get(body.links.self);
    expect(failed.body).to.deep.include({ status: 'failed', missingColumns: ['code', 'raisonSociale', 'ape'] });
    expect(failed.body.failure.code).to.equal('columns-missing');
    expectProblem(await get(body.links.report), 409, 'report-unavailable');
  });

  it('is told what a file must not be: compressed, a form, empty, too large', async () => {
    const bytes = csvOf([companyOf(30)]);
    expectProblem(await post(bytes, '', { 'content-encoding': 'gzip' }), 415, 'encoding-refused');
    expectProblem(await post(Buffer.from('1f8b0800', 'hex')), 422, 'file-compressed');
    expectProblem(await post(bytes, '', { 'content-type': 'multipart/form-data; boundary=x' }), 415, 'file-expected');
    expectProblem(await post(bytes, '', { 'content-type': 'application/json' }), 415, 'file-expected');
    expectProblem(await call(world, 'POST', IMPORT, { headers: good.headers }), 422, 'file-empty');
    expectProblem(await post(Buffer.alloc(1024 * 1024 + 1, 'a')), 413, 'file-too-large');
    async function* endless() {
      for (let i = 0; i < 40; i += 1) yield new Uint8Array(64 * 1024).fill(97);
    }
    const body = ReadableStream.from(endless()) as never;
    expectProblem(await call(world, 'POST', IMPORT, { headers: good.headers, body }), 413, 'file-too-large');
  });

  it('that is cut off while it sends leaves nothing', async () => {
    const before = [await PortfolioImport.countDocuments(), await StoredPiece.countDocuments()];
    await cut(world, IMPORT, good.headers, Buffer.alloc(300_000, 'a'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([await PortfolioImport.countDocuments(), await StoredPiece.countDocuments()]).to.deep.equal(before);
  });

  it('gets nothing of what is not there, or not an identifier', async () => {
    for (const id of ['0'.repeat(24), 'x', '../..', '%00']) {
      const answer = await get(`/api/v1/dossiers/imports/${encodeURIComponent(id)}`);
      expect(answer.status, id).to.be.oneOf([400, 404]);
    }
  });

  describe('without a good key', () => {
    const tryKey = (authorization?: string) =>
      call(world, 'POST', IMPORT, {
        body: new Uint8Array(csvOf([companyOf(40)])),
        headers: authorization === undefined ? {} : { authorization },
      });

    it('is refused alike, whatever is wrong with it', async () => {
      const wrong = `${good.key.slice(0, -1)}${good.key.endsWith('A') ? 'B' : 'A'}`;
      const unknown = `relais_${'0'.repeat(12)}_${'A'.repeat(43)}`;
      for (const header of [
        undefined,
        '',
        'Bearer',
        `Basic ${good.key}`,
        `Bearer ${wrong}`,
        `Bearer ${unknown}`,
        'Bearer {"$ne":1}',
      ]) {
        const answer = await tryKey(header);
        expectProblem(answer, 401, 'unauthorized');
        expect(answer.headers.get('www-authenticate')).to.equal('Bearer');
      }
    });

    it('is refused from the moment it is revoked, and by everything', async () => {
      const { key, keyId } = await createKey(world.services, admin, {
        label: 'À révoquer',
        scopes: ['dossiers.import'],
      });
      expect((await tryKey(`Bearer ${key}`)).status).to.equal(202);
      expect(await revokeKey(world.services, admin, keyId)).to.equal(true);
      expect(await revokeKey(world.services, admin, keyId)).to.equal(false);
      expectProblem(await tryKey(`Bearer ${key}`), 401, 'unauthorized');
      for (const path of ['/api/v1/dossiers/imports/x', '/api/v1/dossiers/imports/x/report']) {
        expectProblem(
          await call(world, 'GET', path, { headers: { authorization: `Bearer ${key}` } }),
          401,
          'unauthorized',
        );
      }
    });

    it('is refused when whoever made it has left the firm', async () => {
      const leaver = await world.buildStaff({ roles: ['administrateur'] });
      const { key } = await keyOf(world, world.asStaff(leaver));
      await Collaborateur.updateOne({ _id: leaver.record._id }, { $set: { isActive: false } });
      expectProblem(await tryKey(`Bearer ${key}`), 401, 'unauthorized');
    });

    it('is refused when the key is good for something else only', async () => {
      const { key, keyId } = await keyOf(world, admin);
      await ApiKey.updateOne({ _id: keyId }, { $set: { scopes: [] } });
      expectProblem(await tryKey(`Bearer ${key}`), 403, 'not-allowed');
    });
  });

  it('keeps of a key its public part and a fingerprint, and when it was last used', async () => {
    const record = await ApiKey.findById(good.keyId).lean();
    expect(JSON.stringify(record)).not.to.include(good.key.split('_')[2]);
    expect(record?.keyHash).to.match(/^[0-9a-f]{64}$/);
    expect(record?.lastUsedAt).to.be.instanceOf(Date);
    expect(good.key.startsWith(record!.prefix)).to.equal(true);
    expect(Buffer.from(good.key.split('_').slice(2).join('_'), 'base64url')).to.have.length(32);
  });

  it('may ask only so often', async () => {
    const { headers, keyId } = await keyOf(world, admin);
    await ApiKey.updateOne({ _id: keyId }, { $set: { requestsPerMinute: 3 } });
    const answers = [];
    for (let i = 0; i < 5; i += 1)
      answers.push(await call(world, 'GET', `/api/v1/dossiers/imports/${'0'.repeat(24)}`, { headers }));
    expect(answers.map(({ status }) => status)).to.deep.equal([404, 404, 404, 429, 429]);
    expectProblem(answers[4]!, 429, 'too-many-requests');
  });

  it('makes no key for somebody who is no administrateur', async () => {
    const staff = world.asStaff(await world.buildStaff());
    const error = await createKey(world.services, staff, { label: 'x', scopes: ['dossiers.import'] }).catch(
      (one) => one,
    );
    expect(error.code).to.equal('not-allowed');
    expect(HEADER).to.include('Code APE');
  });
});
