import { expect } from 'chai';
import { Types } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { DownloadLink } from '../../models/download-link.ts';
import { PortfolioImport } from '../../models/portfolio-import.ts';
import { StoredPiece } from '../../models/stored-file.ts';
import { UploadLink } from '../../models/upload-link.ts';
import { createDownloadLink } from '../../workflows/files/create-download-link.ts';
import { createUploadLink } from '../../workflows/files/create-upload-link.ts';
import type { Staff } from '../../workflows/rights.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { companyOf, csvOf, view } from '../workflows/portfolio-imports/importing.ts';
import { call, cut, formOf } from './apis.ts';

describe('The page where a file is handed in', () => {
  let world: World;
  let person: Person;
  let staff: Staff;
  before(async () => {
    world = await buildWorld('uploads', { IMPORT_MAX_MB: '1', FIRM_NAME: 'Dupont & <Fils>' });
    person = await world.buildStaff({ displayName: 'Camille <Roux>' });
    await world.control.putUser({ id: person.entraObjectId, userPrincipalName: 'camille.r@vauban-conseil.example' });
    staff = world.asStaff(person);
  });
  after(() => world.close());

  const slot = () => String(new Types.ObjectId());
  const pathOf = (url: string) => new URL(url).pathname;
  const newPath = async (slotId = slot()) => pathOf(await createUploadLink(world.services, staff, slotId));
  const send = (path: string, bytes: Buffer, name?: string) => {
    const { body, headers } = formOf(bytes, name);
    return call(world, 'POST', path, { body: new Uint8Array(body), headers });
  };

  it('is in French, for one person, without script, and reads well aloud and on a telephone', async () => {
    const { status, headers, text } = await call(world, 'GET', await newPath());
    expect(status).to.equal(200);
    expect(text)
      .to.include('<html lang="fr">')
      .and.include('width=device-width')
      .and.include('color-scheme:light dark');
    expect(text).to.include('Camille &lt;Roux&gt;').and.include('Dupont &amp; &lt;Fils&gt;');
    expect(text).to.match(/<label[^>]*>[^<]+<input type="file"[^>]*required/);
    expect(text).not.to.match(/<script|<img|<link|src=|https?:/);
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(headers.get('referrer-policy')).to.equal('no-referrer');
  });

  it('takes the file in that person’s name, for the card that waits for it', async () => {
    const slotId = slot();
    const { status, text } = await send(
      await newPath(slotId),
      csvOf([companyOf(1)]),
      'Été "2026".csv'.replaceAll('"', '%22'),
    );
    expect(status).to.equal(200);
    expect(text).to.include('Fichier reçu').and.include('role="status"');
    const record = await PortfolioImport.findOne({ slots: slotId }).lean();
    expect(record).to.deep.include({ status: 'reading', fileName: 'Été "2026".csv', createdBy: staff.collaborateurId });
    await world.runJobs();
    expect((await view(world, String(record!._id))).counts).to.include({ lines: 1, toCreate: 1 });
  });

  it('takes exactly the bytes, whatever they are and however they come', async () => {
    const head = Buffer.from('Code;Nom;APE\n');
    const odd = Buffer.concat([head, Buffer.from('A;--xYzZ\r\n--xYzZ;7022Z\r\n\r\n'), Buffer.alloc(300_000, ';\n')]);
    const slotId = slot();
    await send(await newPath(slotId), odd);
    const record = await PortfolioImport.findOne({ slots: slotId }).lean();
    expect(record?.size).to.equal(odd.length);
    const pieces = await StoredPiece.find({ fileId: record!.fileId }).lean();
    expect(
      Buffer.concat(pieces.map(({ data }) => Buffer.from((data as unknown as { buffer: Buffer }).buffer))).equals(odd),
    ).to.equal(true);
  });

  it('is kept as a fingerprint only, and is a secret of 256 bits', async () => {
    const path = await newPath();
    const token = path.split('/').at(-1)!;
    expect(Buffer.from(token, 'base64url')).to.have.length(32);
    const kept = JSON.stringify(await UploadLink.find().lean());
    expect(kept).not.to.include(token);
    expect(new Set(await Promise.all(Array.from({ length: 20 }, () => newPath()))).size).to.equal(20);
  });

  it('says that it has expired after an hour, and takes nothing any more', async () => {
    const path = await newPath();
    const before = await PortfolioImport.countDocuments();
    world.clock.forward(3_601);
    for (const answer of [await call(world, 'GET', path), await send(path, csvOf([companyOf(2)]))]) {
      expect(answer.status).to.equal(410);
      expect(answer.text).to.include('Ce lien a expiré').and.not.include('<form');
    }
    expect(await PortfolioImport.countDocuments()).to.equal(before);
  });

  it('is unknown when it is forged, another link’s, or its person has left', async () => {
    const [path, download] = [await newPath(), await createDownloadLink(world.services, staff, EXPORT)];
    const token = path.split('/').at(-1)!;
    const forged = [
      'A'.repeat(43),
      token.slice(0, -1),
      `${token}A`,
      token.toLowerCase(),
      '../../etc',
      '%00',
      download.split('/').at(-1)!,
    ];
    for (const one of forged) {
      const answer = await send(`/depot/${encodeURIComponent(one)}`, csvOf([companyOf(3)]));
      expect(answer.status, one).to.be.oneOf([400, 404]);
    }
    await Collaborateur.updateOne({ _id: person.record._id }, { $set: { isActive: false } });
    expect((await send(path, csvOf([companyOf(3)]))).status).to.equal(404);
    await Collaborateur.updateOne({ _id: person.record._id }, { $set: { isActive: true } });
  });

  it('keeps nothing of an upload that is cut, and says what is wrong with another', async () => {
    const before = [await PortfolioImport.countDocuments(), await StoredPiece.countDocuments()];
    const path = await newPath();
    const { body, headers } = formOf(Buffer.alloc(200_000, 'a'));
    await cut(world, path, headers, body.subarray(0, 150_000));
    const closed = await call(world, 'POST', path, { body: new Uint8Array(body.subarray(0, -20)), headers });
    expect(closed.status).to.equal(400);
    expect((await send(path, Buffer.alloc(0))).text)
      .to.include('Ce fichier est vide')
      .and.include('<form');
    const large = await send(path, Buffer.alloc(1024 * 1024 + 200_000, 'a'));
    expect(large.status).to.equal(413);
    expect(large.text).to.include('trop volumineux').and.include('role="alert"');
    expect(
      (
        await call(world, 'POST', path, {
          body: 'a=b',
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        })
      ).status,
    ).to.equal(400);
    expect(
      (
        await call(world, 'POST', path, {
          body: '--b--',
          headers: { 'content-type': 'multipart/form-data; boundary=b' },
        })
      ).status,
    ).to.equal(400);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect([await PortfolioImport.countDocuments(), await StoredPiece.countDocuments()]).to.deep.equal(before);
    expectProblem(await call(world, 'PUT', path), 405, 'method-not-allowed');
  });
});

const NOBODYS = String(new Types.ObjectId());
const EXPORT = { kind: 'portfolio-export', format: 'csv', locale: 'fr' } as const;

describe('The address of a generated file', () => {
  let world: World;
  let person: Person;
  let staff: Staff;
  before(async () => {
    world = await buildWorld('downloads');
    person = await world.buildStaff();
    await world.control.putUser({ id: person.entraObjectId, userPrincipalName: 'camille.r@vauban-conseil.example' });
    staff = world.asStaff(person);
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin', ape: '1071C' });
  });
  after(() => world.close());

  const pathOf = async (file: Parameters<typeof createDownloadLink>[2] = EXPORT) =>
    new URL(await createDownloadLink(world.services, staff, file)).pathname;

  it('gives it with a good name, as a file and nothing else', async () => {
    const { status, headers, text } = await call(world, 'GET', await pathOf());
    expect(status).to.equal(200);
    expect(headers.get('content-disposition')).to.equal('attachment; filename=portefeuille.csv');
    expect(headers.get('content-type')).to.match(/^text\/csv/);
    expect(headers.get('x-content-type-options')).to.equal('nosniff');
    expect(headers.get('cache-control')).to.equal('no-store');
    expect(text).to.include('Boulangerie Martin;TEST1');
    const workbook = await call(world, 'GET', await pathOf({ ...EXPORT, format: 'xlsx' }));
    expect(workbook.bytes.subarray(0, 2).toString()).to.equal('PK');
  });

  it('is good for an hour, or seven days for a report, to the firm it was made for, while its person is there', async () => {
    const [path, report] = [await pathOf(), await pathOf({ kind: 'import-report', importId: NOBODYS, locale: 'fr' })];
    world.clock.forward(3_600 - 5);
    expect((await call(world, 'GET', path)).status).to.equal(200);
    world.clock.forward(10);
    expectProblem(await call(world, 'GET', path), 410, 'link-expired');
    world.clock.forward(6 * 86_400);
    expectProblem(await call(world, 'GET', report), 404, 'not-found');
    world.clock.forward(86_400);
    expectProblem(await call(world, 'GET', report), 410, 'link-expired');
    const next = await pathOf();
    await Collaborateur.updateOne({ _id: person.record._id }, { $set: { isActive: false } });
    expectProblem(await call(world, 'GET', next), 404, 'link-unknown');
    await Collaborateur.updateOne({ _id: person.record._id }, { $set: { isActive: true } });
  });

  it('is unknown when it is forged, and kept as a fingerprint only', async () => {
    const path = await pathOf();
    const token = path.split('/').at(-1)!;
    expect(JSON.stringify(await DownloadLink.find().lean())).not.to.include(token);
    for (const forged of ['A'.repeat(43), token.slice(1), `${token}=`, '{"$ne":1}']) {
      expectProblem(await call(world, 'GET', `/fichiers/${encodeURIComponent(forged)}`), 404, 'link-unknown');
    }
  });

  it('of a report that there is none of, says so', async () => {
    expectProblem(
      await call(world, 'GET', await pathOf({ kind: 'import-report', importId: NOBODYS, locale: 'fr' })),
      404,
      'not-found',
    );
  });
});
