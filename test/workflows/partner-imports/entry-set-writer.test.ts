import { expect } from 'chai';
import { Types } from 'mongoose';
import { EntryValue, valueId } from '../../../models/entry-value.ts';
import { EntrySetWriter } from '../../../workflows/partner-imports/entry-set-writer.ts';
import { findChunks } from '../../../workflows/partner-imports/find-chunks.ts';
import { parseFec } from '../../../workflows/partner-imports/formats/parse-fec.ts';
import { FEC_NAME, renderFec } from '../../fixtures/fec/generate-fec.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { entry, piecesOf } from './formats/parsing.ts';

describe('The values of an import, as they are kept', () => {
  const ENTRIES = 5_000;
  /** Each entry has a tiers of its own; others have one more of their first line, that comes in few or in many chunks. */
  const rows = Array.from({ length: ENTRIES }, (_, n) => {
    const other = n % 10 === 0 ? 'MANY' : n === 3 || n === 4_501 ? 'TWO' : n === 5 || n === 6 ? 'ONE' : '';
    const number = `AC${String(n + 1).padStart(6, '0')}`;
    const own = { CompAuxNum: `C${n}`, CompAuxLib: `Client ${n}` };
    return entry({ EcritureNum: number }, other ? { CompAuxNum: other, CompAuxLib: other } : {}, own);
  }).flat();
  const setId = new Types.ObjectId();
  let world: World;
  let cabinetId: string;
  const held: string[][] = [];

  before(async () => {
    world = await buildWorld('entry-set');
    cabinetId = world.cabinetId;
    const parsing = parseFec(piecesOf(renderFec(rows)), { fileName: FEC_NAME });
    const writer = new EntrySetWriter(cabinetId, setId);
    for await (const chunk of parsing.chunks) {
      held.push(chunk.bytes.toString('utf8').split('\n'));
      await writer.write(chunk);
    }
    await writer.end(parsing.result());
  });
  after(() => world.close());

  const chunksWith = (column: number, value: string) =>
    held.flatMap((lines, n) => (lines.some((line) => line.split('\t')[column] === value) ? [n] : []));

  it('tell the chunks of a tiers that is in one, in two, in nearly all of them', async () => {
    expect(held.length).to.equal(20);
    for (const [tiers, count] of [
      ['ONE', 1],
      ['TWO', 2],
      ['MANY', 20],
      ['C0', 1],
      ['C2499', 1],
      ['C4999', 1],
    ] as const) {
      const expected = chunksWith(6, tiers);
      expect(expected, tiers).to.have.lengthOf(count);
      expect(await findChunks({ cabinetId, setId }, { tiers: [tiers] }), tiers).to.deep.equal(expected);
    }
    expect(await findChunks({ cabinetId, setId }, { tiers: ['NONE'] })).to.deep.equal([]);
  });

  it('tell those of every tiers, journal and account', async () => {
    const all = Array.from({ length: held.length }, (_, n) => n);
    for (const filter of [{ journals: ['AC'] }, { accounts: ['401000'] }, { accountPrefix: '6063' }]) {
      expect(await findChunks({ cabinetId, setId }, filter)).to.deep.equal(all);
    }
    for (let n = 0; n < ENTRIES; n += 97) {
      const chunks = await findChunks({ cabinetId, setId }, { tiers: [`C${n}`] });
      expect(chunks).to.deep.equal([Math.floor((2 * n + 1) / 500)]);
    }
  });

  it('have their label and their totals', async () => {
    const start = valueId(setId, 'tiers', '');
    expect(await EntryValue.countDocuments({ _id: { $gte: start, $lt: `${start}\uffff` } })).to.equal(ENTRIES + 3);
    const { label, count, debit, credit } = (await EntryValue.findById(valueId(setId, 'tiers', 'MANY')).lean())!;
    expect({ label, count, debit, credit }).to.deep.equal({
      label: 'MANY',
      count: 500,
      debit: 500 * 12_050,
      credit: 0,
    });
    const own = (await EntryValue.findById(valueId(setId, 'tiers', 'C4321')).lean())!;
    expect(own).to.include({ label: 'Client 4321', count: 1, debit: 0, credit: 12_050 });
  });
});
