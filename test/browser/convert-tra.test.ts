import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import type { Download } from 'playwright-core';
import { SIREN } from '../fixtures/fec/generate-fec.ts';
import { renderTra, traOf } from '../fixtures/tra/generate-tra.ts';
import { type Conversation, IMAGES, openConversation, type } from './playground.ts';

describe('A TRA that becomes a FEC, in a real browser', () => {
  let conversation: Conversation;
  let page: Conversation['page'];

  before(async function () {
    this.timeout(180_000);
    conversation = await openConversation();
    ({ page } = conversation);
  });

  after(async function () {
    this.timeout(30_000);
    await conversation?.close();
  });

  it('goes from the page where it is handed in to the choice, to the FEC under its required name (domain 198 to 206)', async function () {
    this.timeout(120_000);
    const file = join(await mkdtemp(join(tmpdir(), 'relais-tra-')), '00123_31122025.TRA');
    await writeFile(file, renderTra(traOf({ lines: 300 }).lines));
    await type(page, 'convertir un TRA');
    const [depot] = await Promise.all([
      page.context().waitForEvent('page'),
      page.locator('button, a').filter({ hasText: 'Ouvrir la page de dépôt' }).last().click(),
    ]);
    await depot.getByRole('heading', { name: 'Convertir un TRA en FEC' }).waitFor();
    await depot.locator('input[type=file]').setInputFiles(file);
    await depot.screenshot({ path: join(IMAGES, 'tra-depot.png') });
    await depot.getByRole('button', { name: 'Déposer le fichier' }).click();
    await depot.getByText('Fichier reçu').first().waitFor();
    await depot.close();

    await page.getByText('Fichier lu : choisissez le FEC à produire').waitFor({ timeout: 30_000 });
    await conversation.shot('tra-choix');
    await page.getByText('FEC définitif : forcer la date de validation des écritures').click();
    await page.getByRole('button', { name: 'Exporter le FEC' }).click();
    await page.getByText('FEC prêt').waitFor({ timeout: 30_000 });
    await page.getByText(`${SIREN}FEC20251231.txt`).first().waitFor();
    await conversation.shot('tra-fec');

    await page.getByRole('button', { name: 'Télécharger' }).click();
    await page.getByText(`Votre FEC est prêt : ${SIREN}FEC20251231.txt`).waitFor();
    const link = page.locator('button, a').filter({ hasText: 'Télécharger' }).last();
    const [download] = await Promise.all([fetched(), link.click()]);
    expect(download.suggestedFilename()).to.equal(`${SIREN}FEC20251231.txt`);
    const fec = await readFile(await download.path(), 'utf8');
    const lines = fec.trim().split('\r\n');
    expect(lines).to.have.length(301);
    expect(lines.slice(1).every((line) => line.split('\t')[15] === '20251231')).to.equal(true);
  });

  /** A link opens a window of its own; a browser that sees a download coming may do without one. */
  function fetched(): Promise<Download> {
    return new Promise((resolve) => {
      page.once('download', resolve);
      page.context().once('page', (opened) => opened.once('download', resolve));
    });
  }
});
