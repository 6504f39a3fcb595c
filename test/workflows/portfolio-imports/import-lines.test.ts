import { expect } from 'chai';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Dossier, type DossierRecord } from '../../../models/dossier.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { StoredPiece } from '../../../models/stored-file.ts';
import { verifyAudit } from '../../../workflows/audit/verify-audit.ts';
import { confirmImport } from '../../../workflows/portfolio-imports/confirm-import.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { companyOf, csvOf, preview, run, sirenOf, view, xlsxOf } from './importing.ts';

describe('Importing a file of companies', () => {
  let world: World;
  let staff: Staff;
  before(async () => {
    world = await buildWorld('import-lines');
    staff = world.asStaff(await world.buildStaff());
    await world.buildStaff({ displayName: 'Julien Lefèvre' });
  });
  after(() => world.close());

  const lines = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => companyOf(from + i));
  const count = () => Dossier.countDocuments({ cabinetId: world.cabinetId });

  it('writes nothing before Oui, and makes one whole dossier of each line after it (domain 103, 104, 105)', async () => {
    const before = await count();
    const responsable = { 'Responsable portefeuille': 'LEFEVRE Julien' };
    const seen = await preview(world, staff, csvOf([companyOf(1, responsable), companyOf(2)]));
    expect(seen.status).to.equal('previewed');
    expect(seen.counts).to.include({ lines: 2, toCreate: 2, present: 0, refused: 0 });
    expect(await count()).to.equal(before);

    expect(await confirmImport(world.services, staff, { importId: seen.importId, invites: false })).to.equal(true);
    expect(await run(world, seen.importId)).to.equal('done');
    const done = await view(world, seen.importId);
    expect(done.status).to.equal('done');
    expect(done.progress).to.include({ handled: 2, created: 2, present: 0, refused: 0 });
    const made = await Dossier.findOne({ codeKey: 'c1' }).lean<DossierRecord>();
    expect(made).to.deep.include({
      ...{ code: 'C1', raisonSociale: 'Entreprise 1', siren: sirenOf(1), ape: '7022Z', pays: 'FR', ville: 'Nantes' },
      ...{ status: 'active', version: 1, offers: [], grants: [], searchKeys: ['c1', sirenOf(1), 'entreprise', '1'] },
    });
    expect(made?.maitreDuDossierId).to.deep.equal(staff.collaborateurId);
    expect(made?.chefDeMissionId).to.be.an('object');
    await new Dossier(made!).validate();
  });

  it('leaves an audit line for each dossier, in an unbroken chain', async () => {
    const made = await AuditEvent.countDocuments({ act: 'dossier.created' });
    expect(made).to.equal(2);
    expect((await verifyAudit(world.cabinetId)).faults).to.deep.equal([]);
  });

  it('run twice over the same file, changes nothing: the second preview has nothing to create (domain 103)', async () => {
    const bytes = await xlsxOf(lines(100, 160));
    const first = await preview(world, staff, bytes, 'a.xlsx');
    await confirmImport(world.services, staff, { importId: first.importId, invites: false });
    await run(world, first.importId);
    const all = await count();
    const second = await preview(world, staff, bytes, 'b.xlsx');
    expect(second.importId).not.to.equal(first.importId);
    expect(second.counts).to.include({ lines: 60, toCreate: 0, present: 60, differing: 0, refused: 0 });
    await confirmImport(world.services, staff, { importId: second.importId, invites: false });
    expect(await run(world, second.importId)).to.equal('done');
    expect(await count()).to.equal(all);
    expect((await view(world, second.importId)).progress).to.include({ created: 0, present: 60 });
  });

  it('killed between two batches, and between a batch and its note, goes on without doubling', async () => {
    const bytes = csvOf(lines(1_000, 2_700));
    const { importId } = await preview(world, staff, bytes);
    await confirmImport(world.services, staff, { importId, invites: false });
    const before = await count();
    // The worker dies after the second batch was written and before it could be counted.
    const original = PortfolioImport.findOneAndUpdate;
    let notes = 0;
    PortfolioImport.findOneAndUpdate = function (this: unknown, ...args: never[]) {
      const [, update] = args as unknown as [unknown, { $set?: { progress?: unknown } }];
      if (update?.$set?.progress && ++notes === 2) throw new Error('killed');
      return Reflect.apply(original, PortfolioImport, args);
    } as never;
    try {
      await run(world, importId).catch(() => undefined);
    } finally {
      PortfolioImport.findOneAndUpdate = original;
    }
    expect(await count()).to.equal(before + 1_000);
    expect((await view(world, importId)).progress).to.include({ handled: 500, created: 500 });

    world.clock.forward(31);
    expect(await run(world, importId)).to.equal('done');
    expect(await count()).to.equal(before + 1_700);
    expect((await view(world, importId)).progress).to.include({ handled: 1_700, created: 1_700, present: 0 });
    await world.runJobs();
    expect(await AuditEvent.countDocuments({ act: 'dossier.created', 'after.importId': importId })).to.equal(1_700);
  });

  it('goes on far into its file although reading what is done takes longer than a lease: nobody else begins it again', async () => {
    const { importId } = await preview(world, staff, csvOf(lines(30_000, 34_000)));
    await confirmImport(world.services, staff, { importId, invites: false });
    await PortfolioImport.updateOne({ _id: importId }, { $set: { 'progress.line': 3_501, 'progress.handled': 3_500 } });
    const real = Dossier.find;
    const others: string[] = [];
    // A slow database: eight seconds for each batch that is read again, seven of them before there is anything to do.
    Dossier.find = function (this: unknown, ...args: never[]) {
      const [where] = args as unknown as [{ codeKey?: unknown }];
      if (where?.codeKey) {
        world.clock.forward(8);
        void run(world, importId).then((outcome) => others.push(outcome));
      }
      return Reflect.apply(real, Dossier, args);
    } as never;
    try {
      expect(await run(world, importId)).to.equal('done');
    } finally {
      Dossier.find = real;
    }
    expect(new Set(others)).to.deep.equal(new Set(['nothing']));
    expect((await view(world, importId)).progress).to.include({ handled: 4_000 });
  });

  it('is not called failed by a worker from whom another has taken it over', async () => {
    const { importId } = await preview(world, staff, csvOf(lines(40_000, 40_003)));
    await confirmImport(world.services, staff, { importId, invites: false });
    const real = StoredPiece.collection.findOne;
    StoredPiece.collection.findOne = (async () => {
      const leaseUntil = new Date(world.clock.now().getTime() + 60_000);
      await PortfolioImport.updateOne({ _id: importId }, { $set: { leaseUntil } });
      return null;
    }) as never;
    try {
      expect(await run(world, importId)).to.equal('nothing');
    } finally {
      StoredPiece.collection.findOne = real;
    }
    world.clock.forward(61);
    expect(await run(world, importId)).to.equal('done');
  });

  it('is done once by two clicks, and once by two workers', async () => {
    const { importId } = await preview(world, staff, csvOf(lines(5_000, 5_600)));
    const before = await count();
    const clicks = await Promise.all(
      [1, 2, 3].map(() => confirmImport(world.services, staff, { importId, invites: false })),
    );
    expect(clicks.filter(Boolean)).to.have.length(1);
    const outcomes = await Promise.all([run(world, importId), run(world, importId)]);
    expect(outcomes.sort()).to.deep.equal(['done', 'nothing']);
    expect(await count()).to.equal(before + 600);
    expect((await view(world, importId)).progress).to.include({ created: 600, present: 0 });
  });

  it('counts as present a dossier that somebody made since the preview, and leaves it as it is', async () => {
    const { importId } = await preview(world, staff, csvOf(lines(6_000, 6_010)));
    await world.buildDossier({ code: 'c6003', raisonSociale: 'Faite entre-temps' });
    await confirmImport(world.services, staff, { importId, invites: false });
    await run(world, importId);
    expect((await view(world, importId)).progress).to.include({ created: 9, present: 1 });
    expect((await Dossier.findOne({ codeKey: 'c6003' }).lean())?.raisonSociale).to.equal('Faite entre-temps');
  });
});
