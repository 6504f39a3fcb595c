import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { request } from 'node:http';
import { connect } from 'node:net';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import type { z } from 'zod';
import type { entryView } from '../../api/partner-imports.schema.ts';
import { AuditEvent } from '../../models/audit-event.ts';
import { Dossier } from '../../models/dossier.ts';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { EntryValue } from '../../models/entry-value.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { createKey } from '../../workflows/api-keys/create-key.ts';
import { changePartnerReach } from '../../workflows/partners/change-partner-reach.ts';
import { revokePartner } from '../../workflows/partners/revoke-partner.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { FEC_NAME } from '../fixtures/fec/generate-fec.ts';
import { call, cut, formOf } from './apis.ts';
import { buildPartnerImporting, fecOf, type PartnerImporting } from './partner-importing.ts';

type Entry = z.infer<typeof entryView>;

describe('A partner that posts an accounting file (158, 161, 162)', () => {
  let importing: PartnerImporting;
  before(async () => {
    importing = await buildPartnerImporting('partner-imports', {
      UPLOAD_IDLE_SECONDS: '2',
      PARTNER_IMPORT_MAX_MB: '16',
    });
  });
  after(() => importing.world.close());
  const post: PartnerImporting['post'] = (...given) => importing.post(...given);
  const get: PartnerImporting['get'] = (...given) => importing.get(...given);

  /** The door refuses, and what is kept is what was. */
  async function refused(code: string, status: number, act: () => ReturnType<PartnerImporting['post']>) {
    const before = await importing.left();
    const answer = await act();
    expectProblem(answer, status, code);
    expect(await importing.left(), 'nothing is left').to.deep.equal(before);
    return answer;
  }

  it('is told at once where its import is, what is in it and that it waits for a decision (159, 190)', async () => {
    const bytes = fecOf(2_000);
    const { status, headers, body } = await post(bytes, { name: FEC_NAME });
    expect(status).to.equal(202);
    expect(headers.get('location')).to.equal(body.links.self);
    expect(body).to.deep.include({ status: 'awaiting', statusLabel: 'En attente de validation', format: 'fec' });
    expect(body).to.deep.include({ dossier: 'FLEURS', origin: 'API partenaire', detail: '633 écritures' });
    expect(body.sha256).to.equal(createHash('sha256').update(bytes).digest('hex'));
    expect(body.counts).to.deep.equal({ lines: 2_000, entries: 633, journals: 4, accounts: 12, tiers: 404 });
    expect(body.totals).to.deep.equal({ debit: '2914518.58', credit: '2914518.58', balance: '0.00' });
    expect((await get(body.links.self)).body).to.deep.equal(body);
    const line = await AuditEvent.findOne({ 'subject.id': body.id, act: 'partner-import.received' }).lean();
    expect(line).to.deep.include({ door: 'api', actor: { kind: 'partner', id: importing.partner.partnerId } });
  });

  it('sees the period, the first and the last movement as the console shows them (167, 168)', async () => {
    const { body } = await post(fecOf(300, 2), { name: FEC_NAME });
    expect(body.period).to.deep.equal({ label: 'EXERCICE 2025', firstDate: '2025-01-02', lastDate: '2025-12-26' });
  });

  it('has the bytes back as they came', async () => {
    const bytes = fecOf(20_000, 3);
    const { body } = await post(bytes, { name: 'grand livre é.txt' });
    const original = await get(body.links.original);
    expect(original.bytes.equals(bytes)).to.equal(true);
    expect(original.headers.get('content-disposition')).to.include('grand%20livre%20%C3%A9.txt');
  });

  it('with a file that is wrong gets an import in error, each fault with its line and a sentence (192)', async () => {
    const rows = fecOf(100, 4).toString('utf8').split('\r\n');
    rows[1] = rows[1]!.split('\t').with(3, '20251301').join('\t');
    const { status, body } = await post(Buffer.from(rows.join('\r\n')), { name: FEC_NAME });
    expect(status).to.equal(202);
    expect(body).to.include({ status: 'error', statusLabel: 'Terminé avec erreur' });
    expect(body.anomalies.blocking).to.be.greaterThan(0);
    const { items } = (await get(`${body.links.anomalies}?severity=blocking`)).body;
    expect(items[0]).to.include({ code: 'booking-date-invalid', line: 2, column: 'EcritureDate', text: '20251301' });
    expect(items[0].message).to.include('20251301');
    expect(body.error).to.include('date comptable').and.not.to.include('20251301');
  });

  it('with bytes that are no accounting file at all gets an import in error too, and they are kept', async () => {
    const bytes = Buffer.from('%PDF-1.7 \0\x01\x02 facture');
    const { status, body } = await post(bytes, { name: 'facture.fec' });
    expect({ status, of: body.status }).to.deep.equal({ status: 202, of: 'error' });
    expect(body.anomalies.byCode[0]).to.include({ code: 'format-unknown', count: 1 });
    expect((await get(body.links.original)).bytes.equals(bytes)).to.equal(true);
  });

  it('may send it packed, said or not, or in a form: the same import as the bytes themselves', async () => {
    const bytes = fecOf(500, 5);
    const packed = gzipSync(bytes);
    const { body } = await post(packed, { name: 'a.txt', headers: { 'content-encoding': 'gzip' } });
    const form = formOf(bytes, 'b.txt');
    for (const again of [await post(bytes), await post(packed), await post(form.body, { headers: form.headers })]) {
      expect({ status: again.status, id: again.body.id }).to.deep.equal({ status: 200, id: body.id });
    }
  });

  it('that sends the same file again gets the first import, whatever its name (170)', async () => {
    const bytes = fecOf(400, 6);
    const first = await post(bytes, { name: 'ventes.txt' });
    const before = await importing.left();
    const again = await post(bytes, { name: 'autre nom.txt' });
    expect({ status: again.status, id: again.body.id }).to.deep.equal({ status: 200, id: first.body.id });
    expect(await importing.left()).to.deep.equal(before);
    const elsewhere = await post(bytes, { name: 'ventes.txt', code: 'GARAGE' });
    expect(elsewhere.status, 'another dossier is another import').to.equal(202);
    const changed = await post(fecOf(400, 7), { name: 'ventes.txt' });
    expect(changed.status, 'the same name is no key').to.equal(202);
  });

  it('that sends one file twice at the same instant makes one import', async () => {
    const bytes = fecOf(30_000, 8);
    const answers = await Promise.all(Array.from({ length: 4 }, () => post(bytes)));
    expect(new Set(answers.map(({ body }) => body.id)).size).to.equal(1);
    expect(answers.filter(({ status }) => status === 202)).to.have.length(1);
    expect(await PartnerImport.countDocuments({ sha256: answers[0]?.body.sha256 })).to.equal(1);
    expect(await PartnerImport.countDocuments({ status: 'receiving' })).to.equal(0);
  });

  it('is warned of lines that an earlier import holds already', async () => {
    const [header, ...lines] = fecOf(600, 9).toString('utf8').split('\r\n');
    const whole = Buffer.from([header, ...lines].join('\r\n'));
    await post(whole, { name: FEC_NAME });
    const { body } = await post(Buffer.concat([whole, fecOf(10, 10).subarray(Buffer.byteLength(`${header}\r\n`))]));
    const { items } = (await get(`${body.links.anomalies}?code=lines-of-earlier-import`)).body;
    expect(items).to.have.length(1);
    expect(items[0]).to.include({ severity: 'warning' });
    expect(Number(items[0].text.split(' ')[0])).to.be.within(580, 600);
  });

  describe('An idempotency key', () => {
    const keyed = (bytes: Uint8Array, key: string, options = {}) =>
      post(bytes, { ...options, headers: { 'idempotency-key': key } });

    it('said again with the same file is answered as the first time, once it was decided too', async () => {
      const bytes = fecOf(300, 20);
      const first = await keyed(bytes, 'envoi-1');
      expect(first.status).to.equal(202);
      expect((await keyed(bytes, 'envoi-1')).body.id).to.equal(first.body.id);
      await importing.world.runJobs();
      expect((await withdraw(first.body.links.self)).status).to.equal(200);
      const replayed = await keyed(bytes, 'envoi-1');
      expect(replayed.body).to.include({ id: first.body.id, status: 'cancelled' });
    });

    it('said again for another file or dossier is refused: that file was not taken', async () => {
      await keyed(fecOf(300, 21), 'envoi-2');
      await refused('idempotency-mismatch', 422, () => keyed(fecOf(300, 22), 'envoi-2'));
      await refused('idempotency-mismatch', 422, () => keyed(fecOf(300, 21), 'envoi-2', { code: 'GARAGE' }));
    });

    it('belongs to its partner', async () => {
      const neighbour = await importing.partnerOf('Comète Paie');
      const bytes = fecOf(300, 23);
      await keyed(bytes, 'envoi-3');
      const theirs = await post(fecOf(300, 24), { by: neighbour, headers: { 'idempotency-key': 'envoi-3' } });
      expect(theirs.status).to.equal(202);
    });

    it('of an upload that is under way is asked to wait; one whose upload was cut is free again', async () => {
      const bytes = fecOf(300, 25);
      const { dossier, partner, world } = importing;
      const record = {
        ...{ cabinetId: dossier.cabinetId, dossierId: dossier._id, partnerId: partner.partnerId, partner: 'x' },
        ...{ fileName: 'x', format: 'fec', status: 'receiving', idempotencyKeys: ['envoi-4'] },
        lease: { token: 'other', until: new Date(world.services.now().getTime() + 30_000) },
      };
      await PartnerImport.create(record as never);
      await refused('idempotency-busy', 409, () => keyed(bytes, 'envoi-4'));
      await PartnerImport.updateOne({ idempotencyKeys: ['envoi-4'] }, { $set: { 'lease.until': new Date(0) } });
      expect((await keyed(bytes, 'envoi-4')).status).to.equal(202);
    });

    it('must be visible characters, and not too many', async () => {
      await refused('idempotency-invalid', 400, () => keyed(fecOf(10, 26), 'x'.repeat(201)));
      await refused('idempotency-invalid', 400, () => keyed(fecOf(10, 26), 'deux mots'));
    });
  });

  describe('Who may not', () => {
    it('without a key, with a wrong one, or with one of the firm’s own programs', async () => {
      const bytes = fecOf(50, 30);
      for (const authorization of ['', 'Bearer x', `Bearer relaisp_${'0'.repeat(12)}_${'a'.repeat(43)}`]) {
        await refused('unauthorized', 401, () => post(bytes, { by: { headers: { authorization } } }));
      }
    });

    it('a partner that may not reach the dossier: as if there were none', async () => {
      const bounded = await importing.partnerOf('Orion Caisse', [String(importing.other._id)]);
      const bytes = fecOf(50, 31);
      await refused('not-found', 404, () => post(bytes, { by: bounded }));
      await refused('not-found', 404, () => post(bytes, { by: bounded, code: 'NEXISTEPAS' }));
      const { body } = await post(bytes, { by: bounded, code: 'GARAGE' });
      expect((await get(body.links.self, bounded)).status).to.equal(200);
      const { admin, dossier, world } = importing;
      await changePartnerReach(world.services, admin, {
        ...{ partnerId: bounded.partnerId, dossierIds: [String(dossier._id)], via: { door: 'teams' } },
      });
      for (const path of [body.links.self, body.links.entries, body.links.original]) {
        expect((await get(path, bounded)).status, path).to.equal(404);
      }
    });

    it('another partner: its imports are not there', async () => {
      const { body } = await post(fecOf(50, 32));
      const neighbour = await importing.partnerOf('Nova Banque');
      for (const path of Object.values<string>(body.links)) {
        expect((await get(path, neighbour)).status, path).to.equal(404);
      }
      expect((await withdraw(body.links.self, neighbour)).status).to.equal(404);
      expect((await get('/api/v1/imports', neighbour)).body.items).to.deep.equal([]);
    });

    it('a partner revoked while its file comes in', async () => {
      const leaver = await importing.partnerOf('Vega Facturation');
      const bytes = fecOf(5_000, 33);
      const before = await importing.left();
      async function* slowly() {
        yield bytes.subarray(0, 100_000);
        await eventually(async () => expect(await PartnerImport.exists({ status: 'receiving' })).not.to.equal(null));
        await revokePartner(importing.world.services, importing.admin, {
          ...{ partnerId: leaver.partnerId, via: { door: 'teams' } },
        });
        yield bytes.subarray(100_000);
      }
      const answer = await post(Readable.from(slowly()), { by: leaver });
      expectProblem(answer, 403, 'not-allowed');
      expect(await importing.left()).to.deep.equal(before);
      expect((await get('/api/v1/imports', leaver)).status).to.equal(401);
    });

    it('a dossier whose client has left', async () => {
      await importing.world.buildDossier({ code: 'PARTI', status: 'left' });
      await refused('dossier-left', 409, () => post(fecOf(50, 34), { code: 'PARTI' }));
    });
  });

  it('a program of the firm’s own reads all imports, by partner too, and changes none (scope imports.read)', async () => {
    const neighbour = await importing.partnerOf('Lyra Achats');
    const { body } = await post(fecOf(60, 35), { by: neighbour });
    const made = await createKey(importing.world.services, importing.admin, { label: 'x', scopes: ['imports.read'] });
    const firm = { ...neighbour, headers: { authorization: `Bearer ${made.key}` } };
    const theirs = await get(`/api/v1/imports?partner=${neighbour.partnerId}`, firm);
    expect(theirs.body.items.map(({ id }: { id: string }) => id)).to.deep.equal([body.id]);
    expect((await get('/api/v1/imports?limit=100', firm)).body.items.length).to.be.greaterThan(10);
    expect((await get(body.links.entries, firm)).body.items).to.have.length(60);
    expectProblem(await withdraw(body.links.self, firm), 403, 'not-allowed');
    await refused('not-allowed', 403, () => post(fecOf(60, 36), { by: firm }));
    const other = await createKey(importing.world.services, importing.admin, {
      label: 'x',
      scopes: ['dossiers.import'],
    });
    expectProblem(
      await get(body.links.self, { ...firm, headers: { authorization: `Bearer ${other.key}` } }),
      403,
      'not-allowed',
    );
  });

  describe('Uploads that go wrong', () => {
    it('cut on the way: nothing is seen, and sending again completes it', async () => {
      const bytes = fecOf(3_000, 40);
      const before = await importing.left();
      await cut(
        importing.world,
        '/api/v1/dossiers/FLEURS/imports',
        importing.partner.headers,
        bytes.subarray(0, 300_000),
      );
      await eventually(async () => expect(await importing.left()).to.deep.equal(before));
      expect((await post(bytes)).status).to.equal(202);
    });

    it('cut in the middle of packed bytes, or damaged there', async () => {
      const packed = gzipSync(fecOf(3_000, 41));
      const headers = { 'content-encoding': 'gzip' };
      await refused('compression-broken', 422, () => post(packed.subarray(0, packed.length - 20), { headers }));
      const damaged = Buffer.from(packed);
      damaged.fill(0xff, 2_000, 2_100);
      await refused('compression-broken', 422, () => post(damaged, { headers }));
      await refused('compression-broken', 422, () => post(fecOf(100, 41), { headers }));
      await refused('compression-unknown', 415, () => post(packed, { headers: { 'content-encoding': 'br' } }));
    });

    it('a bomb: a few kilobytes that would be gigabytes', async () => {
      const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, 'A'));
      expect(bomb.length).to.be.lessThan(100_000);
      await refused('compression-bomb', 422, () => post(bomb, { headers: { 'content-encoding': 'gzip' } }));
    });

    it('larger than the firm takes: told by what is announced, or by what comes', async () => {
      const bytes = Buffer.alloc(17 * 1024 * 1024, 'x\n');
      await refused('file-too-large', 413, () => post(bytes));
      await refused('file-too-large', 413, () => post(Readable.from([bytes])));
    });

    it('empty', async () => {
      await refused('file-empty', 422, () => post(Buffer.alloc(0)));
    });

    it('not what its digest announces', async () => {
      const bytes = fecOf(200, 42);
      const digest = (of: Buffer) => `sha-256=:${createHash('sha256').update(of).digest('base64')}:`;
      const headers = (of: Buffer) => ({ headers: { 'content-digest': digest(of) } });
      await refused('digest-mismatch', 422, () => post(bytes, headers(bytes.subarray(1))));
      expect((await post(bytes, headers(bytes))).status).to.equal(202);
    });

    it('a client that falls silent is cut, and leaves nothing', async () => {
      const before = await importing.left();
      const { port } = new URL(importing.world.apiUrl);
      const outgoing = request({
        ...{ host: '127.0.0.1', port, method: 'POST', path: '/api/v1/dossiers/FLEURS/imports' },
        headers: { ...importing.partner.headers, 'content-length': '500000' },
      });
      outgoing.on('error', () => undefined);
      outgoing.write(fecOf(100, 43));
      const [response] = await once(outgoing, 'response');
      expect(response.statusCode).to.equal(408);
      response.resume();
      outgoing.destroy();
      await eventually(async () => expect(await importing.left()).to.deep.equal(before));
    });

    it('a chunked body that stops before its end', async () => {
      const before = await importing.left();
      const { port } = new URL(importing.world.apiUrl);
      const socket = connect(Number(port), '127.0.0.1');
      socket.on('error', () => undefined);
      const [authorization] = Object.values(importing.partner.headers);
      socket.write(
        `POST /api/v1/dossiers/FLEURS/imports HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nTransfer-Encoding: chunked\r\n\r\n`,
      );
      socket.write(`${(1_000).toString(16)}\r\n`);
      socket.write(fecOf(20, 44).subarray(0, 600));
      await new Promise((resolve) => setTimeout(resolve, 50));
      socket.destroy();
      await eventually(async () => expect(await importing.left()).to.deep.equal(before));
    });
  });

  describe('Reading back', () => {
    let links: Record<string, string>;
    before(async () => {
      links = (await post(fecOf(3_000, 50), { name: FEC_NAME })).body.links;
    });
    const rowsOf = async (query: string) => (await get(`${links.entries}?${query}`)).body;

    it('pages through all entries, none lost and none twice, in the order of the file (177, 178)', async () => {
      const seen: number[] = [];
      let cursor = '';
      for (let pages = 0; pages < 50; pages += 1) {
        const { items, next } = await rowsOf(`limit=133${cursor}`);
        seen.push(...items.map(({ index }: { index: number }) => index));
        if (!next) break;
        cursor = `&cursor=${next}`;
      }
      expect(seen).to.deep.equal(Array.from({ length: 3_000 }, (_, n) => n));
    });

    it('filters by journal, account, beginning of an account, tiers, dates, amounts and text, alone and together', async () => {
      const all: Entry[] = [];
      let after: string | undefined = '';
      while (after !== undefined) {
        const page: { items: Entry[]; next?: string } = await rowsOf(`limit=1000${after}`);
        all.push(...page.items);
        after = page.next && `&cursor=${page.next}`;
      }
      expect(all).to.have.length(3_000);
      const fold = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      const cents = (entry: Entry) => [entry.debit, entry.credit].map((text: string) => Math.round(Number(text) * 100));
      const someone = all.find(({ tiers }) => tiers)!.tiers!.code;
      const cases: [string, (entry: Entry) => boolean][] = [
        ['journal=VE', ({ journal }) => journal.code === 'VE'],
        ['journal=VE,OD', ({ journal }) => ['VE', 'OD'].includes(journal.code)],
        ['account=411000', ({ account }) => account.number === '411000'],
        ['account=6*', ({ account }) => account.number.startsWith('6')],
        [`tiers=${someone}`, ({ tiers }) => tiers?.code === someone],
        ['from=2025-03-01&to=2025-03-31', ({ date }) => date >= '2025-03-01' && date <= '2025-03-31'],
        ['min=1000&max=2000.50', (entry) => cents(entry).some((one) => one >= 100_000 && one <= 200_050)],
        ['text=prelevement', (entry) => fold(`${entry.label}`).includes('prelevement')],
        [
          'journal=BQ1&account=627000&from=2025-06-01&text=FRAIS',
          (entry) =>
            entry.journal.code === 'BQ1' &&
            entry.account.number === '627000' &&
            entry.date >= '2025-06-01' &&
            fold(`${entry.label} ${entry.account.label}`).includes('frais'),
        ],
        ['account=999999', () => false],
      ];
      for (const [query, passes] of cases) {
        const got: number[] = [];
        let more = '';
        do {
          const page = await rowsOf(`${query}&limit=77${more}`);
          got.push(...page.items.map(({ index }: Entry) => index));
          more = page.next ? `&cursor=${page.next}` : '';
        } while (more);
        expect(got, query).to.deep.equal(all.filter(passes).map(({ index }: Entry) => index));
      }
    });

    it('gives journals, accounts and tiers with their totals, page by page', async () => {
      const codes: string[] = [];
      let debit = 0;
      let more = '';
      do {
        const { items, next } = (await get(`${links.tiers}?limit=50${more}`)).body;
        codes.push(...items.map(({ code }: { code: string }) => code));
        debit += items.reduce((sum: number, one: { debit: string }) => sum + Math.round(Number(one.debit) * 100), 0);
        more = next ? `&cursor=${next}` : '';
      } while (more);
      expect(codes).to.deep.equal([...codes].sort());
      expect(new Set(codes).size).to.equal(codes.length);
      expect(debit).to.be.greaterThan(0);
      expect((await get(links.sections as string)).body).to.deep.equal({ items: [] });
    });

    it('refuses a filter or a cursor that cannot be, and says which', async () => {
      for (const [query, code, name] of [
        ['from=mars', 'request-invalid', 'from'],
        ['limit=100000', 'request-invalid', 'limit'],
        ['min=abc', 'request-invalid', 'min'],
        ['cursor=%00', 'cursor-invalid', ''],
        ['cursor=zzzz', 'cursor-invalid', ''],
      ] as const) {
        const answer = await get(`${links.entries}?${query}`);
        expectProblem(answer, 400, code);
        expect(answer.body.title).to.include(name);
      }
      const hostile = await get(`${links.entries}?journal[$ne]=x&text[$regex]=.*`);
      expect(hostile.status, 'an operator is no filter').to.be.oneOf([200, 400]);
    });

    it('lists its imports newest first, by status, dossier and day, page by page', async () => {
      const ids = async (query: string) => {
        const all: string[] = [];
        let more = '';
        do {
          const { items, next } = (await get(`/api/v1/imports?limit=3&${query}${more}`)).body;
          all.push(...items.map(({ id }: { id: string }) => id));
          more = next ? `&cursor=${next}` : '';
        } while (more);
        return all;
      };
      const all = await ids('');
      expect(all).to.deep.equal([...all].sort().reverse());
      expect(new Set(all).size).to.equal(all.length);
      const errors = await ids('status=error');
      const rest = await ids('status=awaiting,cancelled,rejected,booked');
      expect([...errors, ...rest].sort()).to.deep.equal([...all].sort());
      const garage = await ids('dossier=garage');
      expect(garage).to.have.length.within(1, all.length - 1);
      expect(
        (await get('/api/v1/dossiers/GARAGE/imports?limit=100')).body.items.map(({ id }: { id: string }) => id),
      ).to.deep.equal(garage);
      const day = new Date().toISOString().slice(0, 10);
      expect(await ids(`since=${day}&until=${day}`)).to.deep.equal(all);
      expect(await ids('until=2020-01-01')).to.deep.equal([]);
      const unknown = await get('/api/v1/imports?status=receiving');
      expect(unknown.body, 'what comes in is nobody’s business').to.include({ status: 400, code: 'request-invalid' });
      expectProblem(await get('/api/v1/imports?cursor=abc'), 400, 'cursor-invalid');
    });
  });

  it('learns nothing of what other partners sent: neither that a file is theirs, nor its name', async () => {
    const neighbour = await importing.partnerOf('Cassiopée Paie');
    const bytes = fecOf(700, 55);
    await post(bytes, { name: 'secret.txt' });
    const answer = await refused('import-known', 409, () => post(bytes, { by: neighbour }));
    expect(JSON.stringify(answer.body)).not.to.include('Pulsar').and.not.to.include('secret');
    const [header, ...lines] = bytes.toString('utf8').split('\r\n');
    const { body } = await post(Buffer.from([header, ...lines.slice(0, 300)].join('\r\n')), { by: neighbour });
    const { items } = (await get(`${body.links.anomalies}?code=lines-of-earlier-import`, neighbour)).body;
    expect(items).to.have.length(1);
    expect(JSON.stringify(items)).not.to.include('secret');
  });

  it('whose client leaves while the file comes in is refused', async () => {
    const leaver = await importing.world.buildDossier({ code: 'BIENTOTPARTI' });
    const bytes = fecOf(5_000, 56);
    async function* slowly() {
      yield bytes.subarray(0, 100_000);
      await eventually(async () => expect(await PartnerImport.exists({ dossierId: leaver._id })).not.to.equal(null));
      await Dossier.updateOne({ _id: leaver._id }, { $set: { status: 'leaving' } });
      yield bytes.subarray(100_000);
    }
    await refused('dossier-left', 409, () => post(Readable.from(slowly()), { code: 'BIENTOTPARTI' }));
  });

  it('keeps an idempotency key that found the file there already, whatever becomes of it', async () => {
    const bytes = fecOf(250, 57);
    const first = await post(bytes, { headers: { 'idempotency-key': 'premier' } });
    const second = await post(bytes, { headers: { 'idempotency-key': 'second' } });
    expect(second.body.id).to.equal(first.body.id);
    await withdraw(first.body.links.self);
    const replayed = await post(bytes, { headers: { 'idempotency-key': 'second' } });
    expect(replayed.body).to.include({ id: first.body.id, status: 'cancelled' });
    await refused('idempotency-mismatch', 422, () =>
      post(fecOf(250, 58), { headers: { 'idempotency-key': 'second' } }),
    );
  });

  it('whose entries go while a FEC is made of them gets no half of one', async () => {
    const { body } = await post(fecOf(20_000, 59));
    const { setId } = (await PartnerImport.findById(body.id).lean())!;
    await EntryChunk.deleteOne({ _id: { $regex: `^${setId}:.*7$` } });
    expect(await get(body.links.fec).catch(() => 'cut')).to.equal('cut');
    const page = await get(`${body.links.entries}?limit=100`);
    const next = Buffer.from(page.body.next, 'base64url')
      .toString()
      .replace(/^[0-9a-f]{24}/, '0'.repeat(24));
    const forged = await get(`${body.links.entries}?cursor=${Buffer.from(next).toString('base64url')}`);
    expectProblem(forged, 410, 'entries-gone');
  });

  describe('Taking a file back', () => {
    it('before a decision: « Annulé », its entries go, its journals, accounts and tiers stay known (185, 194)', async () => {
      const { body } = await post(fecOf(800, 60));
      const { setId } = (await PartnerImport.findById(body.id).lean())!;
      const chunksOf = () => EntryChunk.countDocuments({ _id: new RegExp(`^${setId}:`) });
      expect(await chunksOf()).to.equal(2);
      const withdrawn = await withdraw(body.links.self);
      expect(withdrawn.body).to.include({ status: 'cancelled', statusLabel: 'Annulé' });
      expect((await withdraw(body.links.self)).status, 'said twice').to.equal(200);
      await importing.world.runJobs();
      expect(await chunksOf()).to.equal(0);
      expect(await EntryValue.countDocuments({ _id: new RegExp(`^${setId}:`) })).to.be.greaterThan(10);
      expectProblem(await get(body.links.entries), 410, 'entries-gone');
      expectProblem(await get(body.links.fec), 410, 'entries-gone');
      expect((await get(body.links.accounts)).body.items).not.to.have.length(0);
      const again = await post(fecOf(800, 60));
      expect(again.status, 'the same file may be sent anew').to.equal(202);
    });

    it('after a decision: refused', async () => {
      const { body } = await post(fecOf(200, 61));
      await PartnerImport.updateOne({ _id: body.id }, { $set: { status: 'booked' } });
      expectProblem(await withdraw(body.links.self), 409, 'import-decided');
    });
  });

  async function withdraw(path: string, by: { headers: Record<string, string> } = importing.partner) {
    return call(importing.world, 'DELETE', path, { headers: by.headers });
  }
});

/** Until it holds: the door notices a cut line in its own time. */
async function eventually(check: () => Promise<unknown>): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await check();
      return;
    } catch (error) {
      if (tries === 60) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}
