import { join } from 'node:path';
import { expect } from 'chai';
import { type Conversation, IMAGES, openConversation, type } from './playground.ts';

describe('Bringing a client on board, in a real browser', () => {
  let conversation: Conversation;
  let house: Conversation['house'];
  let browser: Conversation['browser'];
  let page: Conversation['page'];
  const shot = (name: string) => conversation.shot(name);

  before(async function () {
    this.timeout(120_000);
    conversation = await openConversation();
    ({ house, browser, page } = conversation);
  });

  after(async function () {
    this.timeout(30_000);
    await conversation?.close();
  });

  it('goes from one sentence to three green levels, with the acceptance in between (domain 82, 83, 85, 91)', async function () {
    this.timeout(120_000);
    await type(page, 'activer Consultation pour Claire Martin claire.martin@boulangerie-martin.example sur TEST1');
    await page.getByText('Il ne manque que ceci').waitFor();
    expect(await page.getByLabel('Adresse e-mail').count(), 'what was said is not asked').to.equal(0);
    await shot('plan-ce-qui-manque');
    await page.getByText('Direction TPE : accès').click();
    await page.getByText('Je confirme que le client a souscrit').click();
    await page.getByRole('button', { name: 'Tout activer' }).click();
    await page.getByText('En attente de l’interlocuteur').waitFor({ timeout: 30_000 });
    await shot('plan-en-attente');
    await accept('claire.martin@boulangerie-martin.example');
    await page.getByText('Tout est en place').waitFor({ timeout: 40_000 });
    await shot('plan-en-place');
    expect(await page.getByText('✓', { exact: true }).count()).to.equal(5);
  });

  it('shows the mail of the service in the outbox, in the firm’s name (domain 97, 100)', async function () {
    this.timeout(30_000);
    const outbox = await browser.newPage({ viewport: { width: 900, height: 1100 } });
    await outbox.goto(`${house.tenantUrl}/outbox`);
    await outbox.getByRole('link', { name: /vous ouvre l’accès à Consultation/ }).click();
    await outbox.frameLocator('iframe').getByText('Votre identifiant :').waitFor();
    await outbox.screenshot({ path: join(IMAGES, 'courriel-service.png'), fullPage: true });
    await outbox.close();
  });

  it('shows the dossier with its two statuses, its services and its people (domain 43)', async function () {
    this.timeout(30_000);
    await type(page, 'dossier TEST1');
    await page.getByText('Statut : Opérationnel', { exact: true }).waitFor();
    await page.getByText('Consultation : en place').waitFor();
    await shot('dossier');
  });

  it('shows the portfolio of whoever asks, and where somebody stands', async function () {
    this.timeout(30_000);
    await type(page, 'portefeuille');
    await page.getByText('Mes dossiers').first().waitFor();
    await shot('portefeuille');
    await type(page, 'où en est Claire Martin ?');
    await page.getByText('Claire Martin').last().waitFor();
    await shot('ou-en-est');
  });

  it('tells of the two mails of Flow before they go out (domain 95, 96, 258)', async function () {
    this.timeout(30_000);
    await type(page, 'activer Cegid Flow pour Claire Martin sur TEST1');
    await page.getByText('Le client recevra deux e-mails').waitFor();
    await page.getByRole('button', { name: 'Tout activer' }).last().click();
    // The second of the two plans, not the first that stands above it.
    await page.getByText('Tout est en place', { exact: true }).nth(1).waitFor({ timeout: 40_000 });
    await shot('plan-flow');
  });

  it('lets a client go after listing exactly what ends', async function () {
    this.timeout(90_000);
    await type(page, 'sortie du client TEST1');
    await page.getByText('Voici exactement ce qui prend fin').waitFor();
    await shot('sortie-liste');
    await page.getByRole('button', { name: 'Oui, faire sortir le client' }).click();
    await page.getByText('Sortie terminée le').waitFor({ timeout: 60_000 });
    await shot('sortie-terminee');
  });

  /** The invited person: opens the mail in the outbox, follows its button, accepts. */
  async function accept(email: string): Promise<void> {
    const guest = await browser.newPage({ viewport: { width: 900, height: 900 } });
    await guest.goto(`${house.tenantUrl}/outbox`);
    await guest
      .getByRole('link', { name: /vous invite à rejoindre/ })
      .first()
      .click();
    await guest.getByText(email).first().waitFor();
    const link = guest.frameLocator('iframe').getByRole('link', { name: 'Accepter l’invitation' });
    const [redeem] = await Promise.all([guest.context().waitForEvent('page'), link.click()]);
    await redeem.getByTestId('accept').click();
    await redeem.waitForLoadState();
    await redeem.close();
    await guest.close();
  }
});
