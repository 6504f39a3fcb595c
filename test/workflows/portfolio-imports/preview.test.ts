import { Readable } from 'node:stream';
import { expect } from 'chai';
import { Types } from 'mongoose';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Dossier } from '../../../models/dossier.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { StoredFile, StoredPiece } from '../../../models/stored-file.ts';
import { cancelImport } from '../../../workflows/portfolio-imports/cancel-import.ts';
import { confirmImport } from '../../../workflows/portfolio-imports/confirm-import.ts';
import { expectFile } from '../../../workflows/portfolio-imports/expect-file.ts';
import { noteFailedDeposit } from '../../../workflows/portfolio-imports/note-failed-deposit.ts';
import { readPortfolioFile } from '../../../workflows/portfolio-imports/read-file.ts';
import { receiveFile } from '../../../workflows/portfolio-imports/receive-file.ts';
import { sweepImports } from '../../../workflows/portfolio-imports/sweep-imports.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { companyOf, csvOf, hand, preview, run, sirenOf, view, xlsxOf } from './importing.ts';

describe('A file of companies, handed in', () => {
  let world: World;
  let staff: Staff;
  let other: Staff;
  let admin: Staff;
  before(async () => {
    world = await buildWorld('preview', { IMPORT_MAX_MB: '1' });
    staff = world.asStaff(await world.buildStaff());
    other = world.asStaff(await world.buildStaff());
    admin = world.asStaff(await world.buildStaff({ roles: ['administrateur'] }));
  });
  after(() => world.close());

  const ids = (importId: string) => ({ cabinetId: world.cabinetId, importId });
  const failing = async (act: Promise<unknown>) => (await act.catch((error: unknown) => error)) as { code?: string };

  it('keeps its bytes and their SHA-256; the same bytes, still open, give the same import', async () => {
    const bytes = csvOf([companyOf(1)]);
    const first = await hand(world, staff, bytes, 'C:\\Dossiers\\clients <2026>.csv');
    const second = await hand(world, other, bytes, 'autre nom.csv');
    expect(second).to.deep.equal({ importId: first.importId, kind: 'already-open' });
    const record = await PortfolioImport.findById(first.importId).lean();
    expect(record).to.include({ fileName: 'clients 2026.csv', size: bytes.length });
    expect(record?.depositors.map(String)).to.deep.equal(
      [staff, other].map(({ collaborateurId }) => String(collaborateurId)),
    );
    expect(await StoredFile.countDocuments()).to.equal(1);
    expect(await StoredPiece.countDocuments()).to.equal(1);
    await cancelImport(world.services, staff, first.importId);
  });

  it('handed in ten times at once is one import', async () => {
    const bytes = csvOf([companyOf(2)]);
    const all = await Promise.all(Array.from({ length: 10 }, () => hand(world, staff, bytes)));
    expect(new Set(all.map(({ importId }) => importId)).size).to.equal(1);
    expect(all.filter(({ kind }) => kind === 'received')).to.have.length(1);
  });

  it('expected in a place on a card, is the import that was kept for it', async () => {
    const slotId = String(new Types.ObjectId());
    await expectFile(world.services, staff, { slotId, name: '/tmp/attendu.csv' });
    const expected = await PortfolioImport.findOne({ slots: slotId }).lean();
    expect(expected).to.include({ status: 'receiving', fileName: 'attendu.csv' });
    const source = Readable.from([csvOf([companyOf(4)])]);
    const { importId } = await receiveFile(world.services, staff, {
      name: 'attendu.csv',
      source,
      door: 'teams',
      slotId,
    });
    expect(importId).to.equal(String(expected?._id));
    expect(await readPortfolioFile(world.services, ids(importId))).to.equal('previewed');
    expect((await view(world, importId)).counts).to.include({ lines: 1, toCreate: 1 });
    await noteFailedDeposit(world.services, { cabinetId: world.cabinetId, slotId, failure: 'upload-cut' });
    expect((await view(world, importId)).status, 'it has come').to.equal('previewed');
    await cancelImport(world.services, staff, importId);
  });

  describe('with « Oui » said at once, while the same bytes are open', () => {
    let n = 40;
    // Whoever said so is asked about when the file has been read.
    before(async () => {
      const { entraObjectId: id } = other;
      await world.control.putUser({ id, userPrincipalName: `${id}@vauban-conseil.example` });
    });
    /** Bytes handed in without a word, then again by another who says yes to them. */
    async function open({ isRead }: { isRead: boolean }) {
      n += 1;
      const bytes = csvOf([companyOf(n)]);
      const { importId } = await hand(world, staff, bytes);
      if (isRead) await readPortfolioFile(world.services, ids(importId));
      const again = (invites: boolean, by = other) =>
        receiveFile(world.services, by, {
          ...{ name: 'encore.csv', source: Readable.from([bytes]), door: 'api', confirms: { invites } },
        });
      return { importId, again };
    }
    const lineOf = (importId: string) =>
      AuditEvent.findOne({ act: 'portfolio-import.confirmed', 'subject.id': importId }).lean();

    it('is imported at once when it has been read, in the name of whoever said so', async () => {
      const { importId, again } = await open({ isRead: true });
      expect(await again(true)).to.deep.equal({ importId, kind: 'already-open' });
      expect(await view(world, importId)).to.include({ status: 'importing', invites: true });
      expect((await lineOf(importId))?.actor.id).to.equal(String(other.collaborateurId));
      expect((await again(true)).kind, 'the same again').to.equal('already-open');
      expect(await failing(again(false))).to.have.property('code', 'import-not-ready');
    });

    it('is imported as soon as it has been read, in the name of whoever said so', async () => {
      const { importId, again } = await open({ isRead: false });
      await again(false);
      expect((await view(world, importId)).status).to.equal('reading');
      await readPortfolioFile(world.services, ids(importId));
      expect(await view(world, importId)).to.include({ status: 'importing', invites: false });
      expect((await lineOf(importId))?.actor.id).to.equal(String(other.collaborateurId));
    });

    it('is refused as a conflict when somebody said something else about the invitations', async () => {
      const { importId, again } = await open({ isRead: false });
      await again(false);
      expect(await failing(again(true, admin))).to.have.property('code', 'import-not-ready');
      await readPortfolioFile(world.services, ids(importId));
      expect(await view(world, importId)).to.include({ status: 'importing', invites: false });
    });
  });

  it('whose reading fails again and again, for a reason of ours and after its first lines, ends as failed', async () => {
    const { importId } = await hand(
      world,
      staff,
      csvOf(Array.from({ length: 1_700 }, (_, i) => companyOf(20_000 + i))),
    );
    const real = Dossier.find;
    let asked = 0;
    Dossier.find = function (this: unknown, ...args: never[]) {
      const [where] = args as unknown as [{ codeKey?: unknown }];
      if (where?.codeKey && ++asked % 3 === 0) throw new Error('database trouble');
      return Reflect.apply(real, Dossier, args);
    } as never;
    try {
      // The queue tries again at once: the lease of a try that failed holds nobody up.
      for (let tries = 1; tries <= 5; tries += 1) {
        expect(await failing(readPortfolioFile(world.services, ids(importId)))).to.have.property(
          'message',
          'database trouble',
        );
        expect(await PortfolioImport.findById(importId).lean()).to.include({ status: 'reading', failures: tries });
      }
      expect(await readPortfolioFile(world.services, ids(importId))).to.equal('failed');
    } finally {
      Dossier.find = real;
    }
    expect(await view(world, importId)).to.include({ status: 'failed', failure: 'file-unreadable' });
  });

  it('is not called failed by a worker from whom another has taken it over', async () => {
    const { importId } = await hand(world, staff, csvOf([companyOf(21_999)]));
    const real = StoredPiece.collection.findOne;
    // While this worker looks for the bytes in vain, the work becomes another's.
    StoredPiece.collection.findOne = (async () => {
      const leaseUntil = new Date(world.clock.now().getTime() + 60_000);
      await PortfolioImport.updateOne({ _id: importId }, { $set: { leaseUntil } });
      return null;
    }) as never;
    try {
      expect(await readPortfolioFile(world.services, ids(importId))).to.equal('nothing');
    } finally {
      StoredPiece.collection.findOne = real;
    }
    expect((await view(world, importId)).status).to.equal('reading');
    world.clock.forward(61);
    expect(await readPortfolioFile(world.services, ids(importId))).to.equal('previewed');
  });

  it('leaves nothing when it is cut, empty, too large or compressed', async () => {
    async function* cut() {
      yield csvOf([companyOf(3)]);
      throw new Error('socket hang up https://secret.example');
    }
    const tries: [AsyncIterable<Uint8Array>, string][] = [
      [cut(), 'upload-cut'],
      [Readable.from([]), 'file-empty'],
      [Readable.from(Array.from({ length: 20 }, () => Buffer.alloc(64 * 1024, 'a'))), 'file-too-large'],
      [Readable.from([Buffer.from('1f8b08000000', 'hex')]), 'file-compressed'],
    ];
    const before = [
      await PortfolioImport.countDocuments(),
      await StoredFile.countDocuments(),
      await StoredPiece.countDocuments(),
    ];
    for (const [source, code] of tries) {
      const error = await failing(receiveFile(world.services, staff, { name: 'x.csv', source, door: 'teams' }));
      expect(error.code).to.equal(code);
    }
    const after = [
      await PortfolioImport.countDocuments(),
      await StoredFile.countDocuments(),
      await StoredPiece.countDocuments(),
    ];
    expect(after).to.deep.equal(before);
  });

  const REFUSED: Record<string, [Buffer | (() => Promise<Buffer>), string]> = {
    'no table': [Buffer.from('%PDF-1.7 \u0000\u0001\u0002'), 'file-unreadable'],
    'an old Excel file': [
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('Workbook', 'utf16le')]),
      'file-old-excel',
    ],
    'a cut workbook': [async () => (await xlsxOf([companyOf(4)])).subarray(0, 900), 'file-unreadable'],
    'empty lines only': [Buffer.from('\n\n;;;\n'), 'file-empty'],
    'headings that lack': [Buffer.from('Ville;SIREN;Effectif\nNantes;1;2\n'), 'columns-missing'],
  };
  for (const [what, [bytes, code]] of Object.entries(REFUSED)) {
    it(`with ${what}, is refused as ${code}, and the same bytes may be tried again`, async () => {
      const seen = await preview(world, staff, typeof bytes === 'function' ? await bytes() : bytes);
      expect(seen).to.include({ status: 'failed', failure: code });
      if (code === 'columns-missing') {
        expect(seen.missingColumns).to.deep.equal(['code', 'raisonSociale', 'ape']);
        expect(seen.columns.map(({ heading }) => heading)).to.deep.equal(['Ville', 'SIREN']);
        expect(seen.unknownColumns).to.deep.equal(['Effectif']);
      }
    });
  }

  it('may have a title above its headings', async () => {
    const bytes = Buffer.from(`Portefeuille du cabinet\n\nCode;Nom;APE\nT1;Titre;7022Z\n`);
    expect((await preview(world, staff, bytes)).counts).to.include({ lines: 1, toCreate: 1 });
  });

  it('says what differs of a dossier that is there already, and leaves it as it is (domain 105)', async () => {
    await world.buildDossier({
      code: 'C50',
      raisonSociale: 'Entreprise 50',
      siren: sirenOf(50),
      ape: '7022Z',
      ville: 'Brest',
    });
    const before = await Dossier.findOne({ codeKey: 'c50' }).lean();
    const seen = await preview(world, staff, csvOf([companyOf(50), companyOf(51, { SIREN: sirenOf(50), NIC: '' })]));
    expect(seen.counts, 'the second is the same company twice').to.include({ present: 1, refused: 1, differing: 1 });
    expect(seen.differences).to.deep.equal([
      { line: 2, code: 'C50', fields: ['nic', 'adresse', 'codePostal', 'ville'] },
    ]);
    await confirmImport(world.services, staff, { importId: seen.importId, invites: false });
    await run(world, seen.importId);
    expect(await Dossier.findOne({ codeKey: 'c50' }).lean()).to.deep.equal(before);
  });

  it('finds a company by its SIREN when the firm has it under another code (domain 106)', async () => {
    const seen = await preview(world, staff, csvOf([companyOf(52, { SIREN: sirenOf(50), NIC: '' })]));
    expect(seen.counts).to.include({ present: 1, toCreate: 0, differing: 1 });
    expect(seen.differences[0]?.fields[0]).to.equal('code');
  });

  it('gets the zeros back that Excel took', async () => {
    const siren = '012345674';
    const row = [companyOf(60)[0]!, 'Zéros', Number(siren), '', '7022Z', '', 1000, 'Bourg', ''];
    const seen = await preview(world, staff, await xlsxOf([row]));
    expect(seen.faults).to.deep.equal([]);
    await confirmImport(world.services, staff, { importId: seen.importId, invites: false });
    await run(world, seen.importId);
    expect(await Dossier.findOne({ codeKey: 'c60' }).lean()).to.include({ siren, codePostal: '01000' });
  });

  it('is confirmed or cancelled by whoever handed it in or an administrateur, and by nobody else', async () => {
    const { importId } = await preview(world, staff, csvOf([companyOf(70)]));
    for (const act of [
      confirmImport(world.services, other, { importId, invites: false }),
      cancelImport(world.services, other, importId),
    ]) {
      expect((await failing(act)).code).to.equal('not-allowed');
    }
    expect(await confirmImport(world.services, admin, { importId, invites: false })).to.equal(true);
    const elsewhere = { ...staff, cabinetId: 'another-firm' };
    expect((await failing(confirmImport(world.services, elsewhere, { importId, invites: false }))).code).to.equal(
      'not-found',
    );
  });

  it('once cancelled or confirmed, cannot be decided again', async () => {
    const { importId } = await preview(world, staff, csvOf([companyOf(71)]));
    expect(await cancelImport(world.services, staff, importId)).to.equal(true);
    expect(await cancelImport(world.services, staff, importId)).to.equal(false);
    expect(await confirmImport(world.services, staff, { importId, invites: false })).to.equal(false);
    expect(await run(world, importId)).to.equal('nothing');
    const second = await preview(world, staff, csvOf([companyOf(72)]));
    await confirmImport(world.services, staff, { importId: second.importId, invites: false });
    expect(await cancelImport(world.services, staff, second.importId)).to.equal(false);
  });

  it('cancelled while it is read, stays cancelled', async () => {
    const { importId } = await hand(world, staff, csvOf([companyOf(73)]));
    await cancelImport(world.services, staff, importId);
    expect(await readPortfolioFile(world.services, ids(importId))).to.equal('nothing');
    expect((await view(world, importId)).status).to.equal('cancelled');
  });

  it('expires after a day without an answer, and can be handed in again', async () => {
    const bytes = csvOf([companyOf(74)]);
    const { importId } = await preview(world, staff, bytes);
    world.clock.forward(24 * 3_600 - 10);
    await sweepImports(world.services);
    expect((await view(world, importId)).status).to.equal('previewed');
    world.clock.forward(20);
    expect(await confirmImport(world.services, staff, { importId, invites: false }), 'too late').to.equal(false);
    await sweepImports(world.services);
    expect((await view(world, importId)).status).to.equal('expired');
    expect((await preview(world, staff, bytes)).counts).to.include({ toCreate: 1 });
  });

  it('left by a worker that died, is taken up again by the sweep', async () => {
    const { importId } = await hand(world, staff, csvOf([companyOf(75)]));
    await PortfolioImport.updateOne({ _id: importId }, { $set: { leaseUntil: world.clock.now() } });
    world.clock.forward(1);
    await sweepImports(world.services);
    await world.runJobs();
    expect((await view(world, importId)).status).to.equal('previewed');
  });

  it('sends the invitations that it asks for only when they were agreed to, with their count (domain 110)', async () => {
    const person = (n: number, invitation: string) =>
      companyOf(n, { 'Nom du dirigeant': 'Martin', 'E-mail': `d${n}@import.example`, Invitation: invitation });
    const status = async (n: number) => (await world.interlocuteur({ email: `d${n}@import.example` }))?.guest.status;
    const refused = await preview(world, staff, csvOf([person(80, 'oui'), person(81, 'non'), companyOf(82)]));
    expect(refused.counts).to.include({ dirigeants: 2, invitations: 1 });
    await confirmImport(world.services, staff, { importId: refused.importId, invites: false });
    await run(world, refused.importId);
    await world.runJobs();
    expect([await status(80), await status(81)]).to.deep.equal(['not-invited', 'not-invited']);

    const agreed = await preview(world, staff, csvOf([person(83, 'oui'), person(84, '')]));
    await confirmImport(world.services, staff, { importId: agreed.importId, invites: true });
    await run(world, agreed.importId);
    await world.runJobs();
    await world.runJobs();
    expect([await status(83), await status(84)]).to.deep.equal(['pending', 'not-invited']);
    const [link] = (await world.interlocuteur({ email: 'd83@import.example' }))?.links ?? [];
    expect(link?.isDirigeant, 'the contact is the dirigeant (15)').to.equal(true);
  });
});
