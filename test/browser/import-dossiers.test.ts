import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { expect } from 'chai';
import { writeXlsx } from '../../workflows/spreadsheets/write-xlsx.ts';
import { type Conversation, IMAGES, openConversation, type } from './playground.ts';

const HEADER = ['Code dossier', 'Raison sociale', 'SIREN', 'Code APE', 'Code postal', 'Ville'];

describe('A portfolio in one file, in a real browser', () => {
  let conversation: Conversation;
  let page: Conversation['page'];
  const shot = (name: string) => conversation.shot(name);

  before(async function () {
    this.timeout(120_000);
    conversation = await openConversation();
    ({ page } = conversation);
  });

  after(async function () {
    this.timeout(30_000);
    await conversation?.close();
  });

  it('goes from the page where it is handed in to the preview, to Oui, to the end (domain 103)', async function () {
    this.timeout(90_000);
    const file = await companies();
    await type(page, 'importer des dossiers');
    await deposit(file);
    await page.getByText('Aperçu : rien n’est encore écrit').waitFor({ timeout: 20_000 });
    await shot('import-apercu');
    expect(await page.getByText('Oui, importer 300 dossiers').count()).to.equal(1);
    await page.getByRole('button', { name: 'Oui, importer 300 dossiers' }).click();
    await page.getByText('Import terminé').waitFor({ timeout: 40_000 });
    await shot('import-termine');
    await type(page, 'dossier B0299');
    await page.getByText('B0299 · Entreprise 299').first().waitFor();
  });

  it('changes nothing when the same file comes again', async function () {
    this.timeout(60_000);
    const file = await companies();
    await type(page, 'importer des dossiers');
    await deposit(file);
    await page.getByText('Déjà présents').last().waitFor({ timeout: 20_000 });
    expect(await page.getByRole('button', { name: /^Oui, importer/ }).count()).to.equal(0);
  });

  it('creates a dossier by a sentence, with the green card at the end (domain 104, 108, 114)', async function () {
    this.timeout(40_000);
    await type(page, 'créer le dossier Librairie du Quai code LIB1 siren 732 829 320 ape 4761Z');
    await page.getByText('Librairie du Quai').last().waitFor();
    await shot('dossier-creation');
    await page.getByRole('button', { name: 'Enregistrer', exact: true }).last().click();
    await page.getByText('Dossier créé.').waitFor();
    await shot('dossier-cree');
  });

  /** The page that the card leads to, in a window of its own as from Teams. */
  async function deposit(file: string): Promise<void> {
    const link = page.locator('button, a').filter({ hasText: 'Ouvrir la page de dépôt' });
    const [depot] = await Promise.all([page.context().waitForEvent('page'), link.last().click()]);
    await depot.locator('input[type=file]').setInputFiles(file);
    await depot.screenshot({ path: join(IMAGES, 'depot.png') });
    await depot.getByRole('button', { name: 'Déposer le fichier' }).click();
    await depot.getByText('Fichier reçu').first().waitFor();
    await depot.close();
  }

  /** Three hundred companies, and five lines that cannot be taken. */
  async function companies(): Promise<string> {
    async function* rows() {
      for (let i = 0; i < 300; i += 1) {
        const code = `B${String(i).padStart(4, '0')}`;
        yield [code, `Entreprise ${i}`, '', '7022Z', '44000', 'Nantes'];
      }
      yield ['B9001', 'Sans activité', '', '', '44000', 'Nantes'];
      yield ['B9002', 'Mauvais SIREN', '732829321', '7022Z', '44000', 'Nantes'];
      yield ['', 'Sans code', '', '7022Z', '44000', 'Nantes'];
      yield ['B9003', 'Code postal court', '', '7022Z', '440', 'Nantes'];
      yield ['B0001', 'Deux fois le code', '', '7022Z', '44000', 'Nantes'];
    }
    const path = join(await mkdtemp(join(tmpdir(), 'relais-portefeuille-')), 'portefeuille.xlsx');
    await writeFile(path, await buffer(writeXlsx(HEADER, rows())));
    return path;
  }
});
