import { expect } from 'chai';
import type mongoose from 'mongoose';
import { EntryChunk } from '../../../models/entry-chunk.ts';
import { EntrySummary } from '../../../models/entry-summary.ts';
import { EntryValue } from '../../../models/entry-value.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import { StoredFile, StoredPiece } from '../../../models/stored-file.ts';
import { forgetFile } from '../../../workflows/files/store-file.ts';
import { forgetEntries } from '../../../workflows/partner-imports/forget-import.ts';
import { receiveImport } from '../../../workflows/partner-imports/receive-import.ts';
import { sweepImports } from '../../../workflows/partner-imports/sweep-imports.ts';
import { buildPartnerImporting, fecOf, type PartnerImporting } from '../../api/partner-importing.ts';

/** The writes of an upload, in the order in which they come; the last one is the import's own. */
const WRITES: [
  name: string,
  model: { collection: mongoose.Collection },
  method: 'insertOne' | 'insertMany' | 'findOneAndUpdate',
][] = [
  ['bytes', StoredPiece, 'insertOne'],
  ['a chunk of entries', EntryChunk, 'insertOne'],
  ['journals, accounts and tiers', EntryValue, 'insertMany'],
  ['the summary', EntrySummary, 'insertOne'],
  ['the file', StoredFile, 'insertOne'],
  ['the import', PartnerImport, 'findOneAndUpdate'],
];

describe('An upload whose server is killed, or whose database fails (2, 158)', () => {
  let importing: PartnerImporting;
  let clean: Awaited<ReturnType<PartnerImporting['left']>>;
  before(async () => {
    importing = await buildPartnerImporting('killed-upload');
    clean = await importing.left();
  });
  after(() => importing.world.close());

  async function* piecesOf(bytes: Buffer) {
    for (let at = 0; at < bytes.length; at += 65_536) yield bytes.subarray(at, at + 65_536);
  }
  const receive = (bytes: Buffer) => {
    const { world, dossier, partner } = importing;
    const sender = { partnerId: partner.partnerId as never, partner: 'Pulsar', keyId: 'k' };
    return receiveImport(world.services, sender, dossier, { fileName: 'ventes.txt', source: piecesOf(bytes) });
  };

  /** From then on nothing can be written or taken away: to the database, the process is dead. */
  function killAt(model: { collection: mongoose.Collection }, method: string): () => void {
    const models = WRITES.map(([, one]) => one.collection as unknown as Record<string, unknown>);
    const kept = models.map((one) => ({ ...Object.fromEntries(METHODS.map((name) => [name, one[name]])) }));
    const die = () => {
      for (const one of models) for (const name of METHODS) one[name] = () => Promise.reject(new Error('killed'));
      return Promise.reject(new Error('killed'));
    };
    (model.collection as unknown as Record<string, unknown>)[method] = die;
    return () => models.forEach((one, n) => void Object.assign(one, kept[n]));
  }

  for (const [name, model, method] of WRITES) {
    it(`killed when ${name} was to be written: nothing is seen, the sweep takes the rest away, sending again completes it`, async () => {
      const bytes = fecOf(1_800, 5);
      const revive = killAt(model, method);
      const refusal = await receive(bytes).catch((error) => error.message);
      revive();
      expect(refusal).to.equal('killed');
      expect((await importing.get('/api/v1/imports')).body.items, 'nothing is seen').to.deep.equal([]);

      const { record } = await receive(bytes);
      expect(record.status).to.equal('awaiting');
      await PartnerImport.deleteOne({ _id: record._id });
      await forgetEntries(record.setId);
      await forgetFile(record.fileId);

      importing.world.clock.forward(30);
      expect(await sweepImports(importing.world.services), 'it may still be alive').to.equal(0);
      importing.world.clock.forward(120);
      expect(await sweepImports(importing.world.services)).to.equal(1);
      expect(await importing.left()).to.deep.equal(clean);
    });
  }

  it('whose last write is carried out and its answer lost: it is an import, whole, and the sender is told so', async () => {
    const collection = PartnerImport.collection as unknown as {
      findOneAndUpdate: (...given: unknown[]) => Promise<unknown>;
    };
    const { findOneAndUpdate } = collection;
    collection.findOneAndUpdate = async (...given) => {
      await findOneAndUpdate.apply(PartnerImport.collection, given as never);
      throw new Error('connection lost');
    };
    const { record, kind } = await receive(fecOf(1_300, 8)).finally(() => {
      collection.findOneAndUpdate = findOneAndUpdate;
    });
    expect(kind).to.equal('received');
    const { body } = await importing.get(`/api/v1/imports/${record._id}/entries?limit=1000`);
    expect(body.items).to.have.length(1_000);
    expect((await importing.get(`/api/v1/imports/${record._id}/original`)).status).to.equal(200);
    await PartnerImport.deleteOne({ _id: record._id });
    await forgetEntries(record.setId);
    await forgetFile(record.fileId);
  });

  it('that is swept while it is being finished: no import, rather than one without its entries', async () => {
    const { world } = importing;
    const collection = StoredFile.collection as unknown as { insertOne: (...given: unknown[]) => Promise<unknown> };
    const { insertOne } = collection;
    collection.insertOne = async (...given) => {
      const done = await insertOne.apply(StoredFile.collection, given as never);
      world.clock.forward(600);
      await sweepImports(world.services);
      return done;
    };
    const refusal = await receive(fecOf(1_300, 9)).catch(({ code }) => code);
    collection.insertOne = insertOne;
    expect(refusal).to.equal('upload-cut');
    expect(await importing.left()).to.deep.equal(clean);
  });

  it('that was only slow, and was given up meanwhile, makes no import of what is no longer there', async () => {
    const bytes = fecOf(2_000, 6);
    const { world, dossier, partner } = importing;
    const sender = { partnerId: partner.partnerId as never, partner: 'Pulsar', keyId: 'k' };
    async function* slowly() {
      yield bytes.subarray(0, 200_000);
      world.clock.forward(600);
      await sweepImports(world.services);
      yield bytes.subarray(200_000);
    }
    const refusal = await receiveImport(world.services, sender, dossier, { fileName: 'x', source: slowly() }).catch(
      ({ code }) => code,
    );
    expect(refusal).to.equal('upload-cut');
    expect(await importing.left()).to.deep.equal(clean);
  });

  it('that gives a sign of life is left alone, however long it takes', async () => {
    const bytes = fecOf(2_000, 7);
    const { world, dossier, partner } = importing;
    const sender = { partnerId: partner.partnerId as never, partner: 'Pulsar', keyId: 'k' };
    async function* steadily() {
      for await (const piece of piecesOf(bytes)) {
        world.clock.forward(20);
        expect(await sweepImports(world.services)).to.equal(0);
        yield piece;
      }
    }
    const { record } = await receiveImport(world.services, sender, dossier, { fileName: 'x', source: steadily() });
    expect(record.status).to.equal('awaiting');
  });
});

const METHODS = ['insertOne', 'insertMany', 'findOneAndUpdate', 'updateOne', 'deleteOne', 'deleteMany'];
