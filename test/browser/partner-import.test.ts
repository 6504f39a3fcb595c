import { expect } from 'chai';
import { LAYOUTS, renderLayout } from '../fixtures/custom/layouts.ts';
import { fecRows, renderFec } from '../fixtures/fec/generate-fec.ts';
import { type Conversation, openConversation, type } from './playground.ts';

describe('A partner and its files, in a real browser', () => {
  let conversation: Conversation;
  let page: Conversation['page'];
  let key: string;

  before(async function () {
    this.timeout(180_000);
    conversation = await openConversation({ height: 1_150 });
    ({ page } = conversation);
  });

  after(async function () {
    this.timeout(30_000);
    await conversation?.close();
  });

  const post = async (bytes: Buffer, name: string) => {
    const response = await fetch(
      `${conversation.house.apiUrl}/api/v1/dossiers/TEST1/imports?name=${encodeURIComponent(name)}`,
      { method: 'POST', headers: { authorization: `Bearer ${key}` }, body: new Uint8Array(bytes) },
    );
    return (await response.json()) as { status: string; links: { self: string } };
  };
  const read = async (path: string) => {
    const answer = await fetch(`${conversation.house.apiUrl}${path}`, { headers: { authorization: `Bearer ${key}` } });
    return (await answer.json()) as { status: string };
  };

  it('is created by a sentence; its key is shown once, and lets it post (domain 162, 169)', async function () {
    this.timeout(60_000);
    await type(page, 'créer un partenaire Pulsar Notes de frais');
    await page.getByText('Créer une application partenaire').waitFor();
    await conversation.shot('partenaire-formulaire');
    await page.getByText('Tous les dossiers (application partenaire globale)').click();
    await page.getByRole('button', { name: 'Créer et afficher la clé' }).click();
    await page.getByText('Copiez cette clé maintenant').waitFor();
    const text = await page.locator('body').textContent();
    key = /relaisp_[0-9a-f]{12}_[\w-]{43}/.exec(text ?? '')?.[0] ?? '';
    expect(key).not.to.equal('');
    const { status } = await post(renderFec(fecRows({ lines: 400, seed: 5 })), 'ecritures-2025.txt');
    expect(status).to.equal('awaiting');
    await type(page, 'partenaires');
    await page.getByText('Applications partenaires').last().waitFor();
  });

  it('has its import seen when the dossier is opened (domain 164, 166, 168)', async function () {
    this.timeout(40_000);
    await type(page, 'dossier TEST1');
    await page.getByText('Un import partenaire attend une décision').waitFor();
    await page.getByRole('button', { name: 'Oui', exact: true }).click();
    await page.getByText('EXERCICE 2025').waitFor();
  });

  it('sends a file in columns of its own: somebody agrees to them once, and it is read again (domain 161, 171)', async function () {
    this.timeout(90_000);
    const { status, links } = await post(renderLayout(LAYOUTS[0]!, { lines: 120, seed: 6 }), 'notes-de-frais.csv');
    expect(status).to.equal('error');
    await type(page, 'colonnes à confirmer');
    await page.getByText('Colonnes à confirmer').last().waitFor();
    await page.getByText('Pulsar Notes de frais').last().click();
    await page.getByText('Vérifiez, corrigez si besoin, puis confirmez').last().waitFor();
    await conversation.shot('colonnes');
    await page.getByRole('button', { name: 'Confirmer', exact: true }).last().click();
    await page.getByText('Un import relu').waitFor({ timeout: 30_000 });
    await conversation.shot('colonnes-confirmees');
    expect((await read(links.self)).status).to.equal('awaiting');
  });
});
