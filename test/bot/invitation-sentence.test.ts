import { expect } from 'chai';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { buttonsOf, faultsOf, nodesOf, textsOf, valuesOf } from './card-reading.ts';

/** What is typed, and what the card that it opens is filled with. */
const SENTENCES: Record<string, Record<string, string>> = {
  'inviter un client': {},
  Inviter: {},
  'Nouvelle invitation': {},
  'ajouter un client': {},
  'invite a client': {},
  'inviter Claire Martin': { prenom: 'Claire', nom: 'Martin' },
  'inviter claire martin claire@boulangerie.example sur TEST1': {
    prenom: 'Claire',
    nom: 'Martin',
    email: 'claire@boulangerie.example',
    dossier: 'TEST1',
  },
  'Peux-tu inviter Mme Claire MARTIN, claire@boulangerie.example, sur le dossier test1 ?': {
    prenom: 'Claire',
    nom: 'MARTIN',
    email: 'claire@boulangerie.example',
    dossier: 'TEST1',
  },
  'Merci d’inviter MARTIN Claire (claire@boulangerie.example) pour le dossier Boulangerie Martin Traiteur': {
    prenom: 'Claire',
    nom: 'MARTIN',
    email: 'claire@boulangerie.example',
    dossier: 'TEST1B',
  },
  'inviter Jean-Pierre de La Tour jp@tour.example': {
    prenom: 'Jean-Pierre',
    nom: 'de La Tour',
    email: 'jp@tour.example',
  },
  'inviter Claire de la Tour': { prenom: 'Claire', nom: 'de la Tour' },
  'inviter Yann Le Guen yann@guen.example': { prenom: 'Yann', nom: 'Le Guen', email: 'yann@guen.example' },
  'inviter LE GUEN Yann': { prenom: 'Yann', nom: 'LE GUEN' },
  'inviter la cliente Jeanne d’Arc': { prenom: 'Jeanne', nom: 'd’Arc' },
  'Pouvez-vous inviter le client Paul Petit': { prenom: 'Paul', nom: 'Petit' },
  'claire@boulangerie.example': { email: 'claire@boulangerie.example' },
  'inviter Paul Petit paul@petit.example 06 12 34 56 78 sur FLEURS': {
    prenom: 'Paul',
    nom: 'Petit',
    email: 'paul@petit.example',
    mobile: '06 12 34 56 78',
    dossier: 'FLEURS',
  },
  'invite Paul Petit paul@petit.example to TEST1': {
    prenom: 'Paul',
    nom: 'Petit',
    email: 'paul@petit.example',
    dossier: 'TEST1',
  },
};

describe('The sentence that opens the invitation card', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('sentence');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await world.buildDossier({ code: 'TEST1B', raisonSociale: 'Boulangerie Martin Traiteur' });
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Garage du Vieux Port' });
    await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Fleurs Delmas' });
  });
  after(() => world.close());

  async function formOf(text: string) {
    const { posted } = await world.say(camille, text);
    expect(posted.map(({ activity }) => activity.summary)).to.deep.equal(['Inviter un client']);
    return posted[0]!.activity.attachments![0]!.content;
  }

  for (const [typed, filled] of Object.entries(SENTENCES)) {
    it(`« ${typed} » fills in what it says, and nothing else`, async () => {
      const card = await formOf(typed);
      expect(valuesOf(card)).to.deep.equal(filled);
      expect(faultsOf(card)).to.deep.equal({});
    });
  }

  it('whose dossier fits several asks which, and keeps what was said (domain 62)', async () => {
    const card = await formOf('inviter Claire Martin claire@boulangerie.example sur TEST');
    expect(valuesOf(card)).to.deep.equal({
      prenom: 'Claire',
      nom: 'Martin',
      email: 'claire@boulangerie.example',
      dossier: 'TEST',
    });
    const choice = nodesOf(card).find(({ id }) => id === 'dossierId');
    expect((choice!.choices as { title: string }[]).map(({ title }) => title)).to.deep.equal([
      'TEST1 · Boulangerie Martin',
      'TEST12 · Garage du Vieux Port',
      'TEST1B · Boulangerie Martin Traiteur',
    ]);
    expect(textsOf(card)).to.include('Plusieurs dossiers correspondent à « TEST » : choisissez le bon ci-dessous.');
  });

  it('whose dossier is that of nobody says so under the field', async () => {
    const card = await formOf('inviter Claire Martin sur NULLEPART');
    expect(faultsOf(card)).to.deep.equal({
      dossier: 'Aucun dossier ne correspond à « NULLEPART ». Vérifiez le code ou le nom.',
    });
  });

  it('sends nothing by itself: that is for the button', async () => {
    const card = await formOf('inviter Claire Martin claire@boulangerie.example sur TEST1');
    expect(await world.runJobs()).to.deep.equal([]);
    expect(await world.interlocuteur({ email: 'claire@boulangerie.example' })).to.equal(null);
    expect(buttonsOf(card)['Envoyer l’invitation']).to.deep.include({ verb: 'invitation.send' });
    const { card: dropped } = await world.click(camille, 'invitation.cancel', {});
    expect(textsOf(dropped)).to.include('Invitation abandonnée : rien n’a été envoyé.');
  });

  it('the button of another card can carry it as well', async () => {
    const { card } = await world.click(camille, 'command.run', {
      command: 'invite-client',
      text: 'Paul Petit paul@petit.example',
    });
    expect(valuesOf(card)).to.deep.equal({ prenom: 'Paul', nom: 'Petit', email: 'paul@petit.example' });
  });

  it('« invitations » and its kin are the list, not an invitation', async () => {
    for (const typed of ['invitations', 'mes invitations', 'suivi des invitations', 'les invitations']) {
      const { posted } = await world.say(camille, typed);
      expect(posted[0]?.activity.summary, typed).to.equal('Invitations du cabinet');
    }
  });
});
