import { expect } from 'chai';
import { faultText } from '../../../bot/files/fault-text.ts';
import { reportWords } from '../../../bot/files/report-words.ts';
import { Dossier } from '../../../models/dossier.ts';
import { writeReport } from '../../../workflows/portfolio-imports/write-report.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { type Company, companyOf, csvOf, nicOf, preview, sirenOf } from './importing.ts';

/** What can be wrong with a line, each made from a line that nothing else is wrong with. */
const KINDS: [code: string, column: string, Company | ((n: number) => Company)][] = [
  ['required', 'Raison sociale', { 'Raison sociale': '' }],
  ['required', 'Code dossier', { 'Code dossier': '' }],
  ['too-long', 'Raison sociale', { 'Raison sociale': 'x'.repeat(201) }],
  ['characters', 'Adresse', { Adresse: '<script>' }],
  ['code-invalid', 'Code dossier', { 'Code dossier': '***' }],
  ['siren-invalid', 'SIREN', { SIREN: '1234', NIC: '' }],
  ['siren-checksum', 'SIREN', { SIREN: '732829321', NIC: '' }],
  ['siret-conflict', 'NIC', { SIREN: '73282932000074', NIC: '00082' }],
  ['nic-invalid', 'NIC', { NIC: '12' }],
  ['nic-without-siren', 'NIC', { SIREN: '' }],
  ['nic-checksum', 'NIC', (n) => ({ NIC: String(Number(nicOf(sirenOf(n))) + 1).padStart(5, '0') })],
  ['ape-required', 'Code APE', { 'Code APE': '' }],
  ['ape-invalid', 'Code APE', { 'Code APE': '70Z' }],
  ['postcode-invalid', 'Code postal', { 'Code postal': 'F-44' }],
  ['country-unknown', 'Pays', { Pays: 'Syldavie' }],
  ['dirigeant-nom-required', 'Nom du dirigeant', { 'E-mail': 'a@b.example' }],
  ['dirigeant-email-required', 'E-mail', { 'Nom du dirigeant': 'Martin' }],
  ['email-invalid', 'E-mail', { 'Nom du dirigeant': 'Martin', 'E-mail': 'claire@' }],
  ['phone-invalid', 'Téléphone', { 'Nom du dirigeant': 'Martin', 'E-mail': 'a@b.example', Téléphone: '12' }],
  ['staff-unknown', 'Responsable portefeuille', { 'Responsable portefeuille': 'Paul Inconnu' }],
  ['staff-several', 'Responsable portefeuille', { 'Responsable portefeuille': 'Nadia' }],
  ['invites-unreadable', 'Invitation', { Invitation: 'peut-être' }],
  ['invites-nobody', 'Invitation', { Invitation: 'oui' }],
  ['cell-error', 'SIREN', { SIREN: '#N/A', NIC: '' }],
  ['number-scientific', 'SIREN', { SIREN: '7,32829E+13', NIC: '' }],
  ['code-twice', 'Code dossier', { 'Code dossier': 'C1' }],
  ['siren-twice', 'SIREN', { SIREN: sirenOf(1), NIC: '' }],
  ['code-siren-conflict', 'Code dossier', { 'Code dossier': 'ANCIEN', SIREN: sirenOf(9_001), NIC: '' }],
];

describe('Five hundred faulty lines in one file', () => {
  let world: World;
  let staff: Staff;
  let bytes: Buffer;
  const expected = new Map<number, [code: string, column: string]>();
  before(async () => {
    world = await buildWorld('faulty');
    staff = world.asStaff(await world.buildStaff());
    await world.buildStaff({ displayName: 'Nadia Benali' });
    await world.buildStaff({ displayName: 'Nadia Roux' });
    await world.buildDossier({ code: 'ANCIEN', siren: sirenOf(9_000) });
    await world.buildDossier({ code: 'AUTRE', siren: sirenOf(9_001) });
    const rows = [companyOf(1)];
    for (let n = 0; n < 500; n += 1) {
      const [code, column, wrong] = KINDS[n % KINDS.length]!;
      // The pair that conflicts can stand once only; its next lines are there twice first.
      const isLater = code === 'code-siren-conflict' && n >= KINDS.length;
      expected.set(rows.length + 2, isLater ? ['code-twice', 'Code dossier'] : [code, column]);
      rows.push(companyOf(100 + n, typeof wrong === 'function' ? wrong(100 + n) : wrong));
    }
    bytes = csvOf(rows);
  });
  after(() => world.close());

  it('are each named with their line, their column and what is wrong, of more than twenty kinds', async () => {
    const seen = await preview(world, staff, bytes);
    expect(new Set(KINDS.map(([code]) => code)).size).to.be.greaterThan(20);
    expect(seen.counts).to.deep.include({ lines: 501, toCreate: 1, refused: 500, present: 0 });
    const found = new Map(seen.faults.map(({ line, code, column }) => [line, [code, column]]));
    expect([...found].sort(([a], [b]) => a - b)).to.deep.equal([...expected].sort(([a], [b]) => a - b));
    expect(Object.values(seen.faultCounts).reduce((sum, count) => sum + count)).to.equal(500);
    expect(await Dossier.countDocuments(), 'nothing is written by a preview').to.equal(2);
  });

  it('say each in French what is wrong and what to do', async () => {
    const seen = await preview(world, staff, bytes, 'again.csv');
    const sentences = seen.faults.slice(0, KINDS.length).map((fault) => faultText('fr', fault));
    expect(new Set(sentences).size).to.equal(KINDS.length);
    for (const sentence of sentences) {
      expect(sentence)
        .to.match(/^[A-ZÉ].*[.]$/)
        .and.not.match(/\{\{|undefined|[a-z]+-[a-z]+-required/);
    }
    expect(sentences[12]).to.equal(
      'Code APE «\u00a070Z\u00a0» : Un code APE compte quatre chiffres et une lettre, par exemple 7022Z : vérifiez-le.',
    );
    expect(sentences[25]).to.include('ligne 2 du fichier');
  });

  it('are all in the report, beside the one that is right', async () => {
    const { importId, cabinetId } = await preview(world, staff, bytes, 'report.csv');
    const { name, content } = await writeReport(world.services, { cabinetId, importId }, reportWords('fr'));
    expect(name).to.match(/^rapport .*\.xlsx$/);
    const rows: string[][] = [];
    for await (const { cells } of readRows(content)) rows.push(cells);
    expect(rows[0]).to.deep.equal(['Ligne', 'Code dossier', 'Raison sociale', 'Résultat', 'Motif']);
    expect(rows).to.have.length(502);
    expect(rows[1]?.slice(0, 4)).to.deep.equal(['2', 'C1', 'Entreprise 1', 'À créer']);
    for (const [line, code, , verdict, reason] of rows.slice(2)) {
      expect(verdict, `${line} ${code}`).to.equal('Refusé');
      expect(reason).to.match(/\.$/);
    }
  });

  it('of which there are more than a thousand, are all counted and the first thousand kept', async () => {
    const rows = Array.from({ length: 1_500 }, (_, n) => companyOf(n, { 'Code APE': 'x', Pays: 'Syldavie' }));
    const seen = await preview(world, staff, csvOf(rows));
    expect(seen.faultsKept).to.equal(1_000);
    expect(seen.faultCounts).to.deep.equal({ 'ape-invalid': 1_500, 'country-unknown': 1_500 });
  });

  it('say all that is wrong with one line, with what stands there cut short', async () => {
    const seen = await preview(
      world,
      staff,
      csvOf([companyOf(7, { 'Code APE': '7', Pays: 'S'.repeat(200), 'Code postal': '', Ville: '<' })]),
    );
    expect(seen.faults.map(({ code }) => code)).to.have.members(['ape-invalid', 'country-unknown', 'characters']);
    expect(seen.faults.find(({ code }) => code === 'country-unknown')?.text).to.have.length(80);
  });

  it('that have more cells than the table are told to be shifted', async () => {
    const seen = await preview(world, staff, csvOf([[...companyOf(8), 'de trop']]));
    expect(seen.faults).to.deep.equal([{ line: 2, column: '', text: '', code: 'too-many-cells' }]);
  });
});
