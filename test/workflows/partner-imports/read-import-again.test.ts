import { expect } from 'chai';
import mongoose from 'mongoose';
import { EntryChunk } from '../../../models/entry-chunk.ts';
import { EntrySummary } from '../../../models/entry-summary.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { confirmLayout } from '../../../workflows/partner-imports/layouts/confirm-layout.ts';
import { listLayouts } from '../../../workflows/partner-imports/layouts/list-layouts.ts';
import { readImportAgain } from '../../../workflows/partner-imports/read-import-again.ts';
import { sweepImports } from '../../../workflows/partner-imports/sweep-imports.ts';
import { buildPartnerImporting, type PartnerImporting } from '../../api/partner-importing.ts';
import { LAYOUTS, renderLayout } from '../../fixtures/custom/layouts.ts';

describe('An import that is read again, once its columns are agreed to (161, 171)', () => {
  let importing: PartnerImporting;
  let id: string;
  before(async () => {
    importing = await buildPartnerImporting('read-again');
    id = (await importing.post(renderLayout(LAYOUTS[0]!, { lines: 1_200, seed: 1 }), { name: 'ventes.csv' })).body.id;
    const { cabinetId } = importing.world;
    const [layout] = await listLayouts({ cabinetId });
    const actor = { kind: 'partner', id: importing.partner.partnerId, door: 'api' } as const;
    await confirmLayout(importing.world.services, actor, layout!, { mapping: layout!.mapping as never });
    // The job that it leaves: here each reading is started by hand.
    await mongoose.connection.db!.collection('jobs').deleteMany({});
  });
  after(() => importing.world.close());
  const record = async () => (await PartnerImport.findById(id).lean())!;
  const again = () => readImportAgain(importing.world.services, importing.world.cabinetId, id);

  it('killed halfway, still shows the first reading; the sweep has it read anew, and nothing of the broken one stays', async () => {
    const { setId } = await record();
    const chunks = () => EntryChunk.countDocuments({});
    const before = await chunks();

    // Dead to the database from then on: it cannot even tidy up.
    const summaries = EntrySummary.collection as unknown as Record<string, unknown>;
    const chunksKept = EntryChunk.collection as unknown as Record<string, unknown>;
    const { insertOne } = summaries;
    const { deleteMany } = chunksKept;
    const die = () => Promise.reject(new Error('killed'));
    Object.assign(summaries, { insertOne: die });
    Object.assign(chunksKept, { deleteMany: die });
    expect(await again().catch(({ message }) => message)).to.equal('killed');
    Object.assign(summaries, { insertOne });
    Object.assign(chunksKept, { deleteMany });
    expect(String((await record()).setId), 'what people see is whole').to.equal(String(setId));
    expect(await chunks()).to.be.greaterThan(before);

    await again();
    expect(await record(), 'another worker may still be at it').to.include({ status: 'error' });
    importing.world.clock.forward(3 * 60);
    await sweepImports(importing.world.services);
    await importing.world.runJobs();
    const read = await record();
    expect(read).to.include({ status: 'awaiting' });
    expect(String(read.setId)).not.to.equal(String(setId));
    expect(await chunks(), 'one reading').to.equal(before);
    expect(await EntryChunk.countDocuments({ _id: { $regex: `^${read.setId}:` } })).to.equal(before);
  });

  it('by a worker that was only slow, after another has done it: what people see stays whole', async () => {
    await PartnerImport.updateOne({ _id: id }, { $set: { status: 'error' } });
    await mongoose.connection.db!.collection('jobs').deleteMany({});
    const before = await EntryChunk.countDocuments({});
    const collection = EntrySummary.collection as unknown as { insertOne: (...given: unknown[]) => Promise<unknown> };
    const { insertOne } = collection;
    collection.insertOne = async (...given) => {
      // Frozen for longer than its lease, at its last step but one.
      collection.insertOne = insertOne;
      const done = await insertOne.apply(EntrySummary.collection, given as never);
      importing.world.clock.forward(10 * 60);
      await again();
      return done;
    };
    await again().catch(() => undefined);
    collection.insertOne = insertOne;
    const { setId, status } = await record();
    expect(status).to.equal('awaiting');
    expect(await EntryChunk.countDocuments({ _id: { $regex: `^${setId}:` } })).to.equal(3);
    await importing.world.runJobs();
    expect(await EntryChunk.countDocuments({}), 'one reading').to.equal(before);
  });

  it('agreed to otherwise while it is being read: it is read once more, by what was agreed last', async () => {
    await PartnerImport.updateOne({ _id: id }, { $set: { status: 'error' } });
    await mongoose.connection.db!.collection('jobs').deleteMany({});
    const [layout] = await listLayouts({ cabinetId: importing.world.cabinetId });
    const collection = EntrySummary.collection as unknown as { insertOne: (...given: unknown[]) => Promise<unknown> };
    const { insertOne } = collection;
    collection.insertOne = async (...given) => {
      collection.insertOne = insertOne;
      const mapping = { ...(layout!.mapping as object), constants: { JournalCode: 'ZZ' } } as never;
      const { JournalCode: _, ...columns } = (layout!.mapping as { columns: Record<string, unknown> }).columns;
      const actor = { kind: 'partner', id: importing.partner.partnerId, door: 'api' } as const;
      await confirmLayout(importing.world.services, actor, layout!, {
        mapping: { ...(mapping as object), columns } as never,
      });
      return insertOne.apply(EntrySummary.collection, given as never);
    };
    await again();
    await importing.world.runJobs();
    const read = await record();
    expect(read.status).to.equal('awaiting');
    const { body } = await importing.get(`/api/v1/imports/${id}/journals`);
    expect(body.items.map(({ code }: { code: string }) => code)).to.deep.equal(['ZZ']);
  });

  it('does nothing the second time, nor once somebody has decided', async () => {
    const read = await record();
    await again();
    expect((await record()).version).to.equal(read.version);
  });

  it('decided while it is being read: the decision stands, and the new reading goes', async () => {
    await PartnerImport.updateOne({ _id: id }, { $set: { status: 'error' } });
    const before = await EntryChunk.countDocuments({});
    const collection = EntrySummary.collection as unknown as { insertOne: (...given: unknown[]) => Promise<unknown> };
    const { insertOne } = collection;
    collection.insertOne = async (...given) => {
      await PartnerImport.updateOne({ _id: id }, { $set: { status: 'rejected' }, $inc: { version: 1 } });
      return insertOne.apply(EntrySummary.collection, given as never);
    };
    await again();
    collection.insertOne = insertOne;
    expect(await record()).to.include({ status: 'rejected' });
    expect(await EntryChunk.countDocuments({})).to.equal(before);
  });
});
