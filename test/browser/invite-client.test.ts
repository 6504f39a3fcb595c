import { join } from 'node:path';
import { expect } from 'chai';
import { type Conversation, IMAGES, mention, openConversation, type } from './playground.ts';

describe('Inviting a client, in a real browser', () => {
  let conversation: Conversation;
  let house: Conversation['house'];
  let browser: Conversation['browser'];
  let page: Conversation['page'];
  const shot = (name: string) => conversation.shot(name);

  before(async function () {
    this.timeout(120_000);
    conversation = await openConversation({ height: 900 });
    ({ house, browser, page } = conversation);
  });

  after(async function () {
    this.timeout(30_000);
    await conversation?.close();
  });

  it('goes from a sentence to « Opérationnel » without the person leaving the chat', async function () {
    this.timeout(90_000);
    await shot('accueil');
    await type(page, 'inviter Claire Martin claire.martin@boulangerie-martin.example sur TEST1');
    const send = page.getByRole('button', { name: 'Envoyer l’invitation' });
    await send.waitFor();
    expect(await page.getByLabel('Dossier (code ou nom)').inputValue()).to.equal('TEST1');
    expect(await page.getByLabel('Prénom').inputValue()).to.equal('Claire');
    expect(await page.getByLabel('Adresse e-mail').inputValue()).to.equal('claire.martin@boulangerie-martin.example');
    await page.getByText('Direction TPE : accès').click();
    await page.getByLabel('Message personnel').fill('Bienvenue ! Je vous appelle lundi pour la suite.');
    await shot('formulaire');
    await send.click();

    await page.getByText('Statut Teams : Invitation envoyée, en attente d’acceptation').waitFor({ timeout: 20_000 });
    await shot('invitation-envoyee');

    await acceptAsGuest();
    await page.getByText('Statut Teams : Opérationnel').waitFor({ timeout: 20_000 });
    await shot('operationnel');
  });

  it('asks which dossier when a prefix fits several (domain 62), and keeps what was typed', async function () {
    this.timeout(60_000);
    await type(page, 'inviter Paul Petit paul.petit@garage.example sur TEST');
    await page.getByText('Plusieurs dossiers correspondent à « TEST »').waitFor();
    await page.getByText('TEST12 · Garage du Vieux Port').click();
    await page.getByText('Administratif TPE : sans accès').last().click();
    await shot('choix-du-dossier');
    await page.getByRole('button', { name: 'Envoyer l’invitation' }).last().click();
    await page.getByText('Invitation de Paul Petit').waitFor();
    await page.getByText('TEST12 · Garage du Vieux Port').last().waitFor();
  });

  it('offers the nearest possibilities when it does not understand', async function () {
    this.timeout(30_000);
    await type(page, 'quel temps fait-il ?');
    await page.getByText('Je n’ai pas compris cette demande').waitFor();
    await shot('incompris');
  });

  it('answers a mention in a channel', async function () {
    this.timeout(30_000);
    await page.getByText('Portefeuille').first().click();
    await mention(page, 'aide');
    await page.getByText('Ce que je sais faire').waitFor();
    await shot('canal');
  });

  /** The invited person: opens the mail in the outbox, follows its button, accepts. */
  async function acceptAsGuest(): Promise<void> {
    const guest = await browser.newPage({ viewport: { width: 900, height: 900 } });
    await guest.goto(`${house.tenantUrl}/outbox`);
    await guest.getByRole('link', { name: /vous invite à rejoindre/ }).click();
    await guest.frameLocator('iframe').getByText('Bonjour Claire Martin').waitFor();
    await guest.screenshot({ path: join(IMAGES, 'courriel.png'), fullPage: true });
    const link = guest.frameLocator('iframe').getByRole('link', { name: 'Accepter l’invitation' });
    const [redeem] = await Promise.all([guest.context().waitForEvent('page'), link.click()]);
    await redeem.getByTestId('accept').click();
    await redeem.waitForLoadState();
    await redeem.close();
    await guest.close();
  }
});
