import { gzipSync } from 'node:zlib';
import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.ts';
import { Conversion } from '../../models/conversion.ts';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { revokePartner } from '../../workflows/partners/revoke-partner.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { SIREN } from '../fixtures/fec/generate-fec.ts';
import { renderTra, traOf } from '../fixtures/tra/generate-tra.ts';
import { bareTra, kept, spoiltTra, TRA_NAME, validDatesOf, wholeTra } from '../workflows/conversions/converting.ts';
import { call, cut, formOf } from './apis.ts';
import { buildPartnerImporting, type PartnerImporting } from './partner-importing.ts';

const PATH = '/api/v1/conversions';

describe('A partner that has a TRA converted (domain 198 to 204)', () => {
  let importing: PartnerImporting;
  before(async () => {
    importing = await buildPartnerImporting('api-conversions', {
      UPLOAD_IDLE_SECONDS: '0.3',
      PARTNER_IMPORT_MAX_MB: '2',
    });
  });
  after(() => importing.world.close());

  type Query = Record<string, string>;
  type Sent = { headers?: Record<string, string>; by?: { headers: Record<string, string> } };
  function convert(body: Buffer, query: Query = {}, { headers, by = importing.partner }: Sent = {}) {
    const search = new URLSearchParams(query);
    const init = { body: new Uint8Array(body), headers: { ...by.headers, ...headers } };
    return call(importing.world, 'POST', `${PATH}?${search}`, init);
  }
  const get: PartnerImporting['get'] = (...given) => importing.get(...given);
  const left = async () => ({ ...(await kept()), conversions: await Conversion.countDocuments({}) });

  /** The door refuses, and what is kept is what was. */
  async function refused(code: string, status: number, act: () => ReturnType<typeof convert>) {
    const before = await left();
    const answer = await act();
    // A member of its own kind beside those of every problem (RFC 9457).
    const { anomalies, ...body } = answer.body;
    expect(Boolean(anomalies)).to.equal(code === 'tra-blocked');
    expectProblem({ ...answer, body }, status, code);
    expect(await left(), 'nothing is left').to.deep.equal(before);
    return answer;
  }

  it('is told at once what the FEC is called, what is in it and where it is (domain 204)', async () => {
    const { rows, lines } = traOf({ lines: 60 });
    const { status, headers, body } = await convert(renderTra(lines), { name: TRA_NAME });
    expect(status).to.equal(201);
    expect(headers.get('location')).to.equal(body.links.self);
    expect(body).to.deep.include({
      ...{ fileName: TRA_NAME, name: `${SIREN}FEC20251231.txt`, validation: 'as-file', validity: 'provisional' },
    });
    expect(body.counts.lines).to.equal(rows.length);
    expect(body.totals).to.include({ balance: '0.00', debit: body.totals.credit });
    expect(body.anomalies.blocking).to.equal(0);
    expect(Date.parse(body.expiresAt) - importing.world.clock.now().getTime()).to.equal(24 * 60 * 60 * 1_000);
    expect((await get(body.links.self)).body).to.deep.equal(body);
    const fec = await get(body.links.fec);
    expect(fec.headers.get('content-disposition')).to.include(`${SIREN}FEC20251231.txt`);
    expect(fec.bytes.length).to.equal(body.fecSize);
    expect(fec.text.trim().split('\r\n')).to.have.length(rows.length + 1);
    expect(await EntryChunk.countDocuments({}), 'no entry goes into a dossier').to.equal(0);
    const line = await AuditEvent.findOne({ 'subject.id': body.id }).lean();
    expect(line).to.deep.include({ act: 'conversion.done', door: 'api' });
    expect(line?.actor).to.deep.equal({ kind: 'partner', id: importing.partner.partnerId });
  });

  it('chooses: no date of validation, the file’s own, or one for all lines (domain 202, 203)', async () => {
    const tra = renderTra(traOf({ lines: 40, form: 'ETE', isValidated: true }).lines);
    const datesOf = async (query: Query) => {
      const { body } = await convert(tra, query);
      return { validity: body.validity, dates: validDatesOf((await get(body.links.fec)).text) };
    };
    expect(await datesOf({ validation: 'provisional' })).to.deep.equal({ validity: 'provisional', dates: [''] });
    expect((await datesOf({})).dates).not.to.include('');
    expect(await datesOf({ validation: 'definitive', date: '2026-01-31' })).to.deep.equal({
      ...{ validity: 'definitive', dates: ['20260131'] },
    });
  });

  it('tells the company and the closing date of a file that does not, by the request or by the name (domain 200)', async () => {
    const told = await convert(bareTra(), { siren: '123 456 782', closing: '2025-12-31' });
    expect({ status: told.status, name: told.body.name }).to.deep.equal({
      status: 201,
      name: '123456782FEC20251231.txt',
    });
    const named = await convert(bareTra(), { siren: SIREN, name: '00123_30062025.TRA' });
    expect(named.body.name).to.equal(`${SIREN}FEC20250630.txt`);
  });

  it('may send it packed, said or not', async () => {
    const tra = wholeTra(50, 3);
    const packed = gzipSync(tra);
    const first = await convert(packed);
    expect({ status: first.status, size: first.body.size }).to.deep.equal({ status: 201, size: tra.length });
    const said = await convert(packed, {}, { headers: { 'content-encoding': 'gzip' } });
    expect({ status: said.status, id: said.body.id }).to.deep.equal({ status: 200, id: first.body.id });
  });

  it('that sends the same file with the same choice gets the first conversion; another choice is another one', async () => {
    const tra = wholeTra(50, 4);
    const first = await convert(tra, { name: TRA_NAME });
    const before = await left();
    const again = await convert(tra, { name: TRA_NAME });
    expect({ status: again.status, id: again.body.id }).to.deep.equal({ status: 200, id: first.body.id });
    expect(again.headers.get('location')).to.equal(first.body.links.self);
    expect(await left()).to.deep.equal(before);
    expect((await convert(tra, { name: TRA_NAME, validation: 'provisional' })).status).to.equal(201);
    expect(
      (await convert(tra, { name: 'autre.TRA' })).status,
      'its name counts: it may tell the closing date',
    ).to.equal(201);
  });

  it('of another partner does not exist, nor does one that never was', async () => {
    const { body } = await convert(wholeTra(50, 5));
    const other = await importing.partnerOf('Autre logiciel');
    for (const path of [body.links.self, body.links.fec]) {
      expectProblem(await get(path, other), 404, 'not-found');
      expect((await get(path)).status).to.equal(200);
    }
    for (const id of ['a'.repeat(24), 'nonsense', '..%2f']) expectProblem(await get(`${PATH}/${id}`), 404, 'not-found');
    const theirs = await convert(wholeTra(50, 5), {}, { by: other });
    expect(theirs.status, 'the same bytes of another partner').to.equal(201);
  });

  it('without a good key is let in nowhere', async () => {
    for (const headers of [{}, { authorization: 'Bearer relaisp_000000000000_x' }, { authorization: 'Basic x' }]) {
      await refused('unauthorized', 401, () => convert(wholeTra(), {}, { by: { headers } as never }));
      expectProblem(await get(`${PATH}/${'a'.repeat(24)}`, { headers } as never), 401, 'unauthorized');
    }
  });

  it('with what is no TRA is told so, whatever it is called', async () => {
    const { body } = await refused('tra-expected', 422, () =>
      convert(Buffer.from('JournalCode\tJournalLib\r\n'), { name: TRA_NAME }),
    );
    expect(body.title).to.match(/^Ce fichier n’est pas un TRA/);
    const form = formOf(wholeTra(), TRA_NAME);
    await refused('tra-expected', 422, () => convert(form.body, {}, { headers: form.headers }));
    await refused('file-empty', 422, () => convert(Buffer.alloc(0)));
    await refused('tra-expected', 422, () => convert(gzipSync(Buffer.from('%PDF-1.7'))));
  });

  it('whose TRA blocks is told each anomaly, with its place and what to do, and nothing is kept', async () => {
    const { body } = await refused('tra-blocked', 422, () => convert(spoiltTra()));
    expect(body.anomalies.blocking).to.be.greaterThan(0);
    expect(body.anomalies.byCode[0]).to.include({ severity: 'blocking' });
    expect(body.anomalies.first[0]).to.include({ severity: 'blocking' });
    expect(body.anomalies.first[0].message).to.match(/[a-zéè]{3}/);
    const nameless = await refused('tra-blocked', 422, () => convert(bareTra()));
    expect(nameless.body.anomalies.byCode.map(({ code }: { code: string }) => code)).to.include('siren-missing');
    const early = await refused('tra-blocked', 422, () =>
      convert(wholeTra(), { validation: 'definitive', date: '2025-01-31' }),
    );
    expect(early.body.anomalies.byCode.map(({ code }: { code: string }) => code)).to.include('forced-date-early');
    const other = await refused('tra-blocked', 422, () => convert(wholeTra(), { siren: '732829320' }));
    expect(other.body.anomalies.byCode.map(({ code }: { code: string }) => code)).to.include('siren-other');
  });

  it('that asks for something impossible is told which parameter, before anything is read', async () => {
    const wrong: [Query, RegExp][] = [
      [{ validation: 'definitive' }, /«\sdate\s»/],
      [{ validation: 'provisional', date: '2025-12-31' }, /«\sdate\s»/],
      [{ validation: 'brouillon' }, /«\svalidation\s»/],
      [{ closing: '31/12/2025' }, /«\sclosing\s»/],
      [{ closing: '2025-02-30' }, /«\sclosing\s»/],
      [{ siren: '123456789' }, /«\ssiren\s»/],
    ];
    for (const [query, expected] of wrong) {
      const { body } = await refused('request-invalid', 400, () => convert(wholeTra(), query));
      expect(body.title, JSON.stringify(query)).to.match(expected);
    }
  });

  it('may send so many bytes and no more, packed or not', async () => {
    const large = wholeTra(20_000);
    expect(large.length).to.be.greaterThan(2 * 1024 * 1024);
    const { headers } = await refused('file-too-large', 413, () => convert(large));
    expect(headers.get('connection')).to.equal('close');
    await refused('file-too-large', 413, () => convert(gzipSync(large)));
    await refused('compression-broken', 422, () => convert(gzipSync(wholeTra()).subarray(0, 500)));
    const headersOf = { 'content-encoding': 'br' };
    await refused('compression-unknown', 415, () => convert(wholeTra(), {}, { headers: headersOf }));
  });

  it('whose line is cut leaves nothing', async () => {
    const before = await left();
    await cut(importing.world, PATH, importing.partner.headers, wholeTra(2_000).subarray(0, 200_000));
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(await left()).to.deep.equal(before);
  });

  it('is given its FEC for a day', async () => {
    const { body } = await convert(wholeTra(50, 6));
    importing.world.clock.forward(24 * 60 * 60 - 60);
    expect((await get(body.links.fec)).status).to.equal(200);
    importing.world.clock.forward(61);
    for (const path of [body.links.self, body.links.fec]) expectProblem(await get(path), 404, 'not-found');
    const again = await convert(wholeTra(50, 6));
    expect(again.status, 'the one that is gone is no answer').to.equal(201);
  });

  it('revoked while it sends is refused, and nothing is left', async () => {
    const gone = await importing.partnerOf('Bientôt révoqué');
    const tra = wholeTra(2_000, 7);
    const before = await left();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new Uint8Array(tra.subarray(0, 100_000)));
        await new Promise((resolve) => setTimeout(resolve, 100));
        await revokePartner(importing.world.services, importing.admin, {
          partnerId: gone.partnerId,
          via: { door: 'teams' },
        });
        controller.enqueue(new Uint8Array(tra.subarray(100_000)));
        controller.close();
      },
    });
    const answer = await call(importing.world, 'POST', PATH, { body, headers: gone.headers });
    expectProblem(answer, 403, 'not-allowed');
    expect(await left()).to.deep.equal(before);
  });
});
