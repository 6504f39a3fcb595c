import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { EntryChunk } from '../../models/entry-chunk.ts';
import { PartnerImport } from '../../models/partner-import.ts';
import { PartnerLayout } from '../../models/partner-layout.ts';
import { writeXlsx } from '../../workflows/spreadsheets/write-xlsx.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { LAYOUTS, layoutRows, renderLayout } from '../fixtures/custom/layouts.ts';
import { FEC_NAME, fecRows, renderFec } from '../fixtures/fec/generate-fec.ts';
import { renderJson } from '../fixtures/json/generate-json.ts';
import { renderTra, traOf } from '../fixtures/tra/generate-tra.ts';
import { call } from './apis.ts';
import { buildPartnerImporting, fecOf, type PartnerImporting } from './partner-importing.ts';

describe('The formats that a partner may post (161)', () => {
  let importing: PartnerImporting;
  before(async () => {
    importing = await buildPartnerImporting('partner-formats');
  });
  after(() => importing.world.close());
  const get = (path: string) => importing.get(path);

  it('a FEC is kept field by field: what comes out of the store is what went in', async () => {
    const bytes = fecOf(2_345, 70);
    const { body } = await importing.post(bytes, { name: FEC_NAME });
    const fec = await get(body.links.fec);
    expect(fec.bytes.equals(bytes), 'byte for byte').to.equal(true);
    const legacy = renderFec(fecRows({ lines: 600, seed: 71 }), { encoding: 'ISO-8859-15', separator: '|', eol: '\n' });
    const other = await importing.post(legacy, { name: FEC_NAME });
    const back = await get(`${other.body.links.fec}?encoding=ISO-8859-15`);
    const expected = renderFec(fecRows({ lines: 600, seed: 71 }), { encoding: 'ISO-8859-15' });
    expect(back.bytes.equals(expected), 'in the encoding asked for, with tabs').to.equal(true);
  });

  it('a TRA, told by its content whatever its name, becomes the same entries as its FEC', async () => {
    const { lines, rows } = traOf({ lines: 400, seed: 3, isDeclared: true });
    const { status, body } = await importing.post(renderTra(lines), { name: 'export.csv' });
    expect(status).to.equal(202);
    expect(body).to.include({ format: 'tra', status: 'awaiting' });
    const fec = (await get(body.links.fec)).text.trimEnd().split('\r\n').slice(1);
    const money = (text: string) =>
      fec
        .map((line) => line.split('\t'))
        .reduce((sum, one) => sum + Number((one[text === 'd' ? 11 : 12] ?? '0').replace(',', '.')), 0);
    expect(money('d').toFixed(2)).to.equal(body.totals.debit);
    expect(fec).to.have.length(rows.length);
  });

  it('our JSON, as a document, a list or an entry a line', async () => {
    for (const [n, form] of (['document', 'list', 'lines'] as const).entries()) {
      const bytes = renderJson({ lines: 300, seed: 80 + n }, form);
      const { body } = await importing.post(bytes, { name: 'ecritures.txt' });
      expect(body, form).to.include({ format: 'json', status: 'awaiting' });
      expect(body.counts.lines, form).to.be.greaterThan(250);
    }
  });

  describe('A file in columns of the partner’s own (171)', () => {
    const layout = LAYOUTS[0]!;
    const confirm = (id: string, mapping: unknown, by = importing.partner) =>
      call(importing.world, 'PUT', `/api/v1/layouts/${id}`, {
        headers: { ...by.headers, 'content-type': 'application/json' },
        body: JSON.stringify({ mapping }),
      });

    it('waits for its columns to be confirmed once, is read again by itself, and the next ones pass at once', async () => {
      const bytes = renderLayout(layout, { lines: 700, seed: 90 });
      const { body } = await importing.post(bytes, { name: 'ventes.csv' });
      expect(body).to.include({ format: 'custom', status: 'error' });
      expect(body.anomalies.byCode.map(({ code }: { code: string }) => code)).to.include('mapping-to-confirm');
      const before = (await PartnerImport.findById(body.id).lean())!.setId;

      const { items } = (await get('/api/v1/layouts')).body;
      expect(items).to.have.length(1);
      expect(items[0]).to.include({ status: 'guessed' });
      expect(items[0].missing).to.deep.equal([]);
      expect(items[0].sample).to.have.length(5);
      const confirmed = await confirm(items[0].id, items[0].mapping);
      expect(confirmed.body).to.include({ status: 'confirmed' });
      await importing.world.runJobs();

      const read = (await get(body.links.self)).body;
      expect(read).to.include({ id: body.id, status: 'awaiting' });
      expect(read.counts.lines).to.equal(700);
      expect(await EntryChunk.countDocuments({ _id: new RegExp(`^${before}:`) }), 'the first reading is gone').to.equal(
        0,
      );
      const entries = (await get(`${read.links.entries}?limit=1000`)).body.items;
      expect(entries).to.have.length(700);

      const next = await importing.post(renderLayout(layout, { lines: 300, seed: 91 }), { name: 'ventes.csv' });
      expect(next.body).to.include({ status: 'awaiting' });
    });

    it('is the same layout as a workbook', async () => {
      const [header = [], ...rows] = layoutRows(layout, { lines: 200, seed: 92 });
      const workbook = writeXlsx(
        header,
        (async function* () {
          yield* rows;
        })(),
      );
      const { body } = await importing.post(await buffer(workbook), { name: 'ventes.csv' });
      expect(body).to.include({ format: 'custom', variant: 'Excel', status: 'awaiting' });
      expect(body.counts.lines).to.equal(200);
    });

    it('cannot be confirmed without what no entry can do without, nor by another partner', async () => {
      const other = LAYOUTS[3]!;
      await importing.post(renderLayout(other, { lines: 50, seed: 93 }), { name: 'achats.txt' });
      const items: { id: string; status: string; mapping: { columns: Record<string, unknown> } }[] = (
        await get('/api/v1/layouts')
      ).body.items;
      const { id, mapping } = items.find(({ status }) => status === 'guessed')!;
      const { CompteNum: _, ...columns } = mapping.columns;
      const refused = await confirm(id, { ...mapping, columns });
      expectProblem(refused, 422, 'layout-incomplete');
      expect(refused.body.title).to.include('CompteNum');
      expectProblem(await confirm(id, { columns: 'x' }), 400, 'request-invalid');
      const neighbour = await importing.partnerOf('Comète Caisse');
      expectProblem(await confirm(id, mapping, neighbour), 404, 'not-found');
      expect(
        (await call(importing.world, 'GET', '/api/v1/layouts', { headers: neighbour.headers })).body.items,
      ).to.deep.equal([]);
      expect((await PartnerLayout.findById(`${importing.partner.partnerId}:${id}`).lean())?.status).to.equal('guessed');
    });
  });
});
