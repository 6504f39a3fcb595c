import { expect } from 'chai';
import { exportWords } from '../../../bot/files/export-words.ts';
import { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { PortfolioImport } from '../../../models/portfolio-import.ts';
import { createDossier } from '../../../workflows/dossiers/create-dossier.ts';
import { exportPortfolio } from '../../../workflows/dossiers/export-portfolio.ts';
import { confirmImport } from '../../../workflows/portfolio-imports/confirm-import.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { readRows } from '../../../workflows/spreadsheets/read-rows.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { preview, run, sirenOf } from '../portfolio-imports/importing.ts';

const FORMULAS = ['=HYPERLINK("http://evil.example")', '+33 Pizza', '-Remise', '@SUM(A1)', "'Apostrophe", '=1+1'];

describe('The exported portfolio', () => {
  let world: World;
  let staff: Staff;
  before(async () => {
    world = await buildWorld('export');
    staff = world.asStaff(await world.buildStaff({ displayName: 'Julien Lefèvre' }));
    const nadia = await world.buildStaff({ displayName: 'Nadia Benali' });
    for (let n = 0; n < 1_100; n += 1) {
      await world.buildDossier({ code: `E${n}`, raisonSociale: `Entreprise ${n}`, ape: '7022Z', siren: sirenOf(n) });
    }
    for (const [n, raisonSociale] of FORMULAS.entries()) {
      await createDossier(world.services, staff, {
        ...{ code: `F${n}`, raisonSociale, ape: '1071C', pays: 'BE', codePostal: '1000', ville: 'Bruxelles; "centre"' },
        ...{ adresse: '1 rue\tHaute', invites: false, chefDeMissionId: nadia.record._id },
        dirigeant: { nom: 'Martin', prenom: 'Claire', email: `claire${n}@formule.example`, mobile: '+33612345678' },
      });
    }
  });
  after(() => world.close());

  async function bytesOf(format: 'csv' | 'xlsx', locale: 'fr' | 'en' = 'fr'): Promise<Buffer> {
    const { name, content } = exportPortfolio(world.cabinetId, { format, locale }, exportWords(locale));
    expect(name).to.match(format === 'csv' ? /^port.*\.csv$/ : /^port.*\.xlsx$/);
    const chunks: Buffer[] = [];
    for await (const chunk of content) chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  }

  for (const format of ['csv', 'xlsx'] as const) {
    for (const locale of ['fr', 'en'] as const) {
      it(`as ${format} (${locale}), imported again, has nothing to create and no fault (domain 103)`, async () => {
        const bytes = await bytesOf(format, locale);
        const seen = await preview(world, staff, bytes, `export.${format}`);
        expect(seen.faultCounts).to.deep.equal({});
        expect(seen.counts).to.include({ lines: 1_100 + FORMULAS.length, toCreate: 0, refused: 0, differing: 0 });
        expect(seen.unknownColumns).to.deep.equal([locale === 'fr' ? 'Statut' : 'Status']);
      });
    }
  }

  it('holds every dossier once, in the order of the codes, with its people and its dirigeant', async () => {
    const rows: string[][] = [];
    for await (const { cells } of readRows([await bytesOf('xlsx')] as never)) rows.push(cells);
    const [header, ...lines] = rows;
    expect(header?.slice(0, 5)).to.deep.equal(['Raison sociale', 'Code dossier', 'SIREN', 'NIC', 'Code APE']);
    expect(new Set(lines.map(([, code]) => code)).size).to.equal(1_100 + FORMULAS.length);
    const line = lines.find(([, code]) => code === 'F0')!;
    const named = Object.fromEntries(header!.map((name, at) => [name, line[at]]));
    expect(named).to.include({
      ...{
        'Raison sociale': FORMULAS[0],
        Pays: 'Belgique',
        'Nom du dirigeant': 'Martin',
        'Prénom du dirigeant': 'Claire',
      },
      ...{ 'E-mail du dirigeant': 'claire0@formule.example', 'Responsable portefeuille': 'Nadia Benali' },
      ...{ 'Maître du dossier': 'Julien Lefèvre', Statut: 'Opérationnel', 'Mobile du dirigeant': '06 12 34 56 78' },
    });
  });

  it('never gives a spreadsheet a formula to run', async () => {
    const text = (await bytesOf('csv')).toString('utf8');
    for (const cell of text.split(/[;\r\n]/)) expect(cell).not.to.match(/^"?[=+\-@]/);
    expect(text).to.include(`'=1+1`);
  });

  it('makes the same portfolio in another firm: formulas, dirigeants and all', async () => {
    const bytes = await bytesOf('xlsx');
    await Promise.all([Dossier.deleteMany({}), Interlocuteur.deleteMany({}), PortfolioImport.deleteMany({})]);
    const { importId, counts } = await preview(world, staff, bytes);
    expect(counts).to.include({ toCreate: 1_100 + FORMULAS.length, dirigeants: FORMULAS.length, invitations: 0 });
    await confirmImport(world.services, staff, { importId, invites: true });
    await run(world, importId);
    await world.runJobs();
    const names = await Dossier.find({ codeKey: /^f/ }, { raisonSociale: 1 }).sort({ codeKey: 1 }).lean();
    expect(names.map(({ raisonSociale }) => raisonSociale)).to.deep.equal(FORMULAS);
    expect(await Interlocuteur.countDocuments({ 'links.isDirigeant': true })).to.equal(FORMULAS.length);
  });
});
