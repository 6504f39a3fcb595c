import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Collaborateur } from '../../models/collaborateur.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { buttonsOf, type Node, nodesOf, textsOf } from './card-reading.ts';

const HELP = 'Ce que Relais sait faire';
const LOST = 'Je n’ai pas compris cette demande';

describe('What people type', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('commands');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
  });
  after(() => world.close());

  describe('aide', () => {
    for (const typed of [
      'aide',
      'Aide',
      'AIDE !',
      ' aide ',
      'aidez-moi',
      'help',
      'Menu',
      '?',
      'Que savez-vous faire ?',
      'aides',
    ]) {
      it(`« ${typed} » shows what Relais can do, a click away`, async () => {
        const { summary, card } = await ask(camille, typed);
        expect(summary).to.equal(HELP);
        const buttons = buttonsOf(card);
        expect(Object.keys(buttons)).to.deep.equal(['Proposer un service', 'Inviter un client', 'Portefeuille']);
        for (const { verb, data } of Object.values(buttons)) {
          const answer = await world.click(camille, verb, data);
          expect(answer.card).to.be.an('object');
        }
      });
    }
  });

  it('« bonjour » is answered as at the first meeting', async () => {
    expect((await ask(camille, 'Bonjour')).summary).to.equal('Relais est à votre disposition');
  });

  describe('invitations', () => {
    it('says that there are none, and how to begin', async () => {
      const { card } = await ask(camille, 'invitations');
      expect(textsOf(card)).to.include(
        'Aucune invitation pour le moment. Écrivez « inviter un client » pour commencer.',
      );
      expect(Object.keys(buttonsOf(card))).to.deep.equal(['Inviter un client']);
    });

    it('counts those that wait, newest first, and opens one from its line', async () => {
      for (const nom of ['Alpha', 'Bravo']) await invite(nom);
      const { card } = await ask(camille, 'Mes invitations');
      expect(textsOf(card)).to.include('2 invitations en attente.');
      const lines = nodesOf(card).filter(({ selectAction }) => selectAction);
      expect(lines.map((line) => String((line.items as Node[])[0]?.text))).to.deep.equal([
        'Bravo · TEST1',
        'Alpha · TEST1',
      ]);
      const { verb, data } = lines[0]!.selectAction as { verb: string; data: Record<string, unknown> };
      const opened = await world.click(camille, verb, data);
      expect(textsOf(opened.card)).to.include('Invitation de Bravo');
    });

    it('shows eight at most and says so', async () => {
      for (let i = 0; i < 7; i += 1) await invite(`Client ${i}`);
      const { card } = await ask(camille, 'invitations');
      expect(nodesOf(card).filter(({ selectAction }) => selectAction)).to.have.length(8);
      expect(textsOf(card)).to.include('Seules les plus récentes sont affichées.');
    });
  });

  describe('another language', () => {
    it('is kept on the person, in every conversation and on every card, until they ask for the other', async () => {
      const mary = await world.buildStaff({ displayName: 'Mary Smith' });
      expect((await ask(mary, 'aide')).summary).to.equal(HELP);
      expect((await world.say(mary, 'English')).posted[0]?.activity.text).to.equal(
        'Understood, I will answer in English.',
      );
      expect((await ask(mary, 'aide')).summary).to.equal('What Relais can do');
      const conversation = { id: `19:${randomUUID()}`, conversationType: 'groupChat', tenantId: world.tenantId };
      expect((await ask(mary, 'help', { conversation })).summary).to.equal('What Relais can do');
      const { card } = await world.click(mary, 'invitation.cancel', {});
      expect(textsOf(card)).to.include('Invitation dropped: nothing was sent.');
      expect((await Collaborateur.findById(mary.record._id).lean())?.locale).to.equal('en');
      expect((await ask(camille, 'aide')).summary, 'nobody else’s').to.equal(HELP);

      expect((await world.say(mary, 'français')).posted[0]?.activity.text).to.equal(
        'Entendu, je vous réponds en français.',
      );
      expect((await ask(mary, 'help')).summary).to.equal(HELP);
      expect((await Collaborateur.findById(mary.record._id).lean())?.locale).to.equal('fr');
    });

    it('is not that of the Teams client', async () => {
      const overrides = { locale: 'en-US', entities: [{ type: 'clientInfo', locale: 'en-US', country: 'US' }] };
      expect((await ask(camille, 'help', overrides)).summary).to.equal(HELP);
    });

    it('is also that of refusals of a command, once asked for', async () => {
      const mary = await world.buildStaff({ locale: 'en' });
      const { text } = await world.click(mary, 'invitation.view', { interlocuteurId: 'x' });
      expect(text).to.equal('This request is incomplete. Open the card again and start over.');
    });
  });

  describe('a sentence it does not know', () => {
    const SENTENCES = [
      'quelle heure est-il',
      'xyzzy',
      'faire la déclaration de TVA',
      '🙂',
      '12345',
      '<script>',
      '…',
      'oui',
    ];
    for (const typed of SENTENCES) {
      it(`« ${typed} » gets three possibilities, each a click away`, async () => {
        const { summary, card } = await ask(camille, typed);
        expect(summary).to.equal(LOST);
        const buttons = Object.entries(buttonsOf(card));
        expect(buttons).to.have.length(3);
        for (const [title, { verb, data }] of buttons) {
          expect(title).to.match(/^[A-ZÉ]/);
          const answer = await world.click(camille, verb, data);
          expect(answer.status).to.equal(200);
          expect(answer.card ?? answer.text, title).to.be.ok;
        }
        await world.say(camille, 'français');
      });
    }

    it('without a word (a picture, a reaction, spaces) gets them too: never silence', async () => {
      for (const overrides of [
        { text: '' },
        { text: '   ' },
        { text: null },
        { text: undefined },
        { attachments: [{}] },
      ]) {
        const { posted } = await world.say(camille, '', overrides);
        expect(posted.map(({ activity }) => activity.summary)).to.deep.equal([LOST]);
      }
    });

    it('that resembles a command offers that one first, and carries what was typed', async () => {
      const { card } = await ask(camille, 'voir les invitations du mois');
      const [first] = Object.entries(buttonsOf(card));
      expect(first?.[0]).to.equal('Invitations');
      expect(first?.[1].data).to.include({ command: 'list-invitations', text: 'voir les invitations du mois' });
    });

    it('of thirty thousand characters is answered within a second', async () => {
      const endless = ['a', '1', 'a ', 'a.', '@', 'a@', '@a.', 'inviter ', ' sur dossier', "l'"].map((piece) =>
        piece.repeat(30_000).slice(0, 30_000),
      );
      for (const typed of endless) {
        const startedAt = performance.now();
        const { posted } = await world.say(camille, typed);
        expect(performance.now() - startedAt, typed.slice(0, 10)).to.be.below(1_000);
        expect(posted).to.have.length(1);
      }
    });

    it('longer than Teams would carry is told so, rather than met with silence', async () => {
      const { status, posted } = await world.say(camille, 'a'.repeat(60_000));
      expect(status).to.equal(200);
      expect(posted).to.have.length(1);
    });
  });

  async function ask(person: Person, text: string, overrides: Record<string, unknown> = {}) {
    const { posted } = await world.say(person, text, overrides);
    expect(posted).to.have.length(1);
    const { summary, attachments } = posted[0]!.activity;
    return { summary, card: attachments?.[0]?.content };
  }

  async function invite(nom: string) {
    const form = { dossier: 'TEST1', nom, email: `${randomUUID()}@client.example`, qualite: 'direction-tpe' };
    await world.click(camille, 'invitation.send', form);
    world.clock.forward(1);
  }
});
