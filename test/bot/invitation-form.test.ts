import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Types } from 'mongoose';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { Team } from '../../models/team.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { bodyOf, faultsOf, nodesOf, textsOf, valuesOf } from './card-reading.ts';

const GOOD = {
  dossier: 'TEST2',
  nom: 'Martin',
  prenom: 'Claire',
  email: 'claire@boulangerie.example',
  qualite: 'direction-tpe',
  mobile: '06 12 34 56 78',
  message: 'À bientôt !',
};

/** Field, what is typed in it, and what is said beneath it. */
const FAULTS: [keyof typeof GOOD, string, string | RegExp][] = [
  ['dossier', '', 'Champ obligatoire.'],
  ['dossier', '   ', 'Champ obligatoire.'],
  ['dossier', 'NULLEPART', 'Aucun dossier ne correspond à « NULLEPART ». Vérifiez le code ou le nom.'],
  ['dossier', 'TEST', 'Plusieurs dossiers correspondent à « TEST » : choisissez le bon ci-dessous.'],
  ['nom', '', 'Champ obligatoire.'],
  ['nom', ' ', 'Champ obligatoire.'],
  ['nom', 'x'.repeat(81), 'Texte trop long : raccourcissez-le.'],
  ['nom', '<b>Martin</b>', 'Les caractères < et > ne sont pas admis ici.'],
  ['nom', 'Mar\ntin', /ne sont pas admis/],
  ['prenom', 'x'.repeat(81), 'Texte trop long : raccourcissez-le.'],
  ['prenom', 'Claire<', 'Les caractères < et > ne sont pas admis ici.'],
  ['email', '', 'Champ obligatoire.'],
  ['email', 'claire', /^Cette adresse n’est pas valable/],
  ['email', 'claire@', /^Cette adresse n’est pas valable/],
  ['email', 'claire@boulangerie', /^Cette adresse n’est pas valable/],
  ['email', 'claire martin@boulangerie.example', /^Cette adresse n’est pas valable/],
  ['email', 'a@b.example, c@d.example', /^Cette adresse n’est pas valable/],
  ['email', `${'x'.repeat(250)}@b.example`, /^Cette adresse n’est pas valable/],
  ['qualite', '', /Choisissez|Champ obligatoire/],
  ['qualite', 'comptable', 'Choisissez l’une des deux qualités.'],
  ['mobile', '12', /^Ce numéro n’est pas valable/],
  ['mobile', 'demain', /^Ce numéro n’est pas valable/],
  ['mobile', '06 12 34 56 78 90 12 34 56 78', /^Ce numéro n’est pas valable/],
  ['message', 'x'.repeat(1_001), 'Texte trop long : raccourcissez-le.'],
];

describe('The invitation card, sent', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('form');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Garage du Vieux Port' });
    await world.buildDossier({ code: 'TEST2', raisonSociale: 'Menuiserie Le Guen' });
  });
  after(() => world.close());

  const send = (form: Record<string, unknown>) =>
    world.click(camille, 'invitation.send', form, { cardActivityId: randomUUID() });

  for (const [field, typed, fault] of FAULTS) {
    it(`says beneath « ${field} » what is wrong with « ${typed.slice(0, 30)} », and keeps everything else`, async () => {
      const count = await Interlocuteur.countDocuments();
      const { card } = await send({ ...GOOD, [field]: typed });
      const faults = faultsOf(card);
      expect(Object.keys(faults)).to.deep.equal([field]);
      if (typeof fault === 'string') expect(faults[field]).to.equal(fault);
      else expect(faults[field]).to.match(fault);
      const kept = Object.fromEntries(Object.entries({ ...GOOD, [field]: typed }).filter(([, value]) => value !== ''));
      expect(valuesOf(card)).to.deep.include(kept);
      expect(textsOf(card)).to.include(
        'Rien n’a été envoyé. Corrigez les champs signalés ; votre saisie est conservée.',
      );
      expect(await Interlocuteur.countDocuments()).to.equal(count);
    });
  }

  it('empty, shows every required field at once', async () => {
    const { card } = await send({});
    expect(Object.keys(faultsOf(card))).to.deep.equal(['dossier', 'nom', 'email', 'qualite']);
  });

  it('with a fault in every field, shows each beneath its own', async () => {
    const bad = {
      nom: '<',
      prenom: '<',
      email: 'x',
      qualite: 'x',
      mobile: 'x',
      message: 'x'.repeat(1_001),
      dossier: 'RIEN',
    };
    const { card } = await send(bad);
    expect(Object.keys(faultsOf(card))).to.have.members([
      'dossier',
      'prenom',
      'nom',
      'email',
      'qualite',
      'mobile',
      'message',
    ]);
    expect(valuesOf(card)).to.deep.include(bad);
  });

  it('without faults shows no fault, and becomes the state of the invitation', async () => {
    const { card } = await send({ ...GOOD, prenom: '', mobile: '', message: '', email: 'sans@facultatif.example' });
    expect(faultsOf(card)).to.deep.equal({});
    expect(textsOf(card)).to.include('Statut Teams : Invitation en cours d’envoi');
    const record = await world.interlocuteur({ email: 'sans@facultatif.example' });
    expect(record).to.include({ nom: 'Martin', qualite: 'direction-tpe' });
    expect(record?.prenom).to.equal(undefined);
    expect(record?.mobile).to.equal(undefined);
  });

  it('accepts what people paste: spaces, capitals, « Claire <claire@…> », mailto:, foreign numbers', async () => {
    const PASTED: Record<string, string> = {
      '  CLAIRE1@Boulangerie.Example ': 'claire1@boulangerie.example',
      'Claire Martin <claire2@boulangerie.example>': 'claire2@boulangerie.example',
      'mailto:claire3@boulangerie.example': 'claire3@boulangerie.example',
      'claire4@café.example': 'claire4@xn--caf-dma.example',
    };
    for (const [typed, kept] of Object.entries(PASTED)) {
      const { card } = await send({ ...GOOD, email: typed, mobile: '+373 60 123 456', nom: ' Martin ' });
      expect(faultsOf(card), typed).to.deep.equal({});
      const record = await world.interlocuteur({ email: kept });
      expect(record, typed).to.deep.include({ mobile: '+37360123456', nom: 'Martin' });
    }
  });

  describe('when the dossier fits several', () => {
    it('is done with the one that is chosen', async () => {
      const { card } = await send({ ...GOOD, dossier: 'TEST1', email: 'exact@client.example' });
      expect(textsOf(card), 'an exact code is a choice').to.include('TEST1 · Boulangerie Martin');

      const asked = await send({ ...GOOD, dossier: 'TEST', email: 'choix@client.example' });
      const garage = choicesOf(asked.card).find(({ title }) => title.startsWith('TEST12'))!;
      const done = await send({ ...GOOD, dossier: 'TEST', dossierId: garage.value, email: 'choix@client.example' });
      expect(textsOf(done.card)).to.include('TEST12 · Garage du Vieux Port');
      const record = await world.interlocuteur({ email: 'choix@client.example' });
      expect(record?.links.map(({ dossierId }) => String(dossierId))).to.deep.equal([garage.value]);
    });

    it('does not use a choice that no longer fits what is typed', async () => {
      const asked = await send({ ...GOOD, dossier: 'TEST' });
      const garage = choicesOf(asked.card).find(({ title }) => title.startsWith('TEST12'))!;
      const done = await send({ ...GOOD, dossier: 'TEST2', dossierId: garage.value, email: 'autre@client.example' });
      expect(textsOf(done.card)).to.include('TEST2 · Menuiserie Le Guen');
      const none = await send({ ...GOOD, dossier: 'RIEN', dossierId: garage.value, email: 'rien@client.example' });
      expect(Object.keys(faultsOf(none.card))).to.deep.equal(['dossier']);
      const several = await send({ ...GOOD, dossier: 'Menui Boul', dossierId: garage.value });
      expect(textsOf(several.card).join()).not.to.include('Statut Teams');
    });

    it('keeps the choice made when another field is wrong, and forgets it when it no longer fits', async () => {
      const asked = await send({ ...GOOD, dossier: 'TEST' });
      const garage = choicesOf(asked.card).find(({ title }) => title.startsWith('TEST12'))!;
      const kept = await send({ ...GOOD, dossier: 'TEST', dossierId: garage.value, email: 'x' });
      expect(Object.keys(faultsOf(kept.card))).to.deep.equal(['email']);
      expect(valuesOf(kept.card).dossierId).to.equal(garage.value);
      const unknown = await send({ ...GOOD, dossier: 'TEST', dossierId: String(new Types.ObjectId()) });
      expect(valuesOf(unknown.card)).not.to.have.property('dossierId');
    });

    it('shows ten of them and says that there are more', async () => {
      for (let i = 0; i < 12; i += 1) await world.buildDossier({ code: `MANY${i}`, raisonSociale: `Nombreux ${i}` });
      const { card } = await send({ ...GOOD, dossier: 'MANY' });
      expect(choicesOf(card)).to.have.length(10);
      expect(textsOf(card)).to.include('D’autres dossiers correspondent : précisez le code ou le nom.');
    });
  });

  describe('with a team', () => {
    it('offers none when Relais is in none', async () => {
      const { card } = await send({});
      expect(nodesOf(card).some(({ id }) => id === 'teamId')).to.equal(false);
    });

    it('has the client join it once invited, and says so on the card', async () => {
      const { aadGroupId, name } = world.team;
      await Team.create({ cabinetId: world.cabinetId, aadGroupId, name });
      const offered = bodyOf((await send({})).card).find(({ id }) => id === 'teamId');
      expect(offered).to.include({ value: 'none' });
      expect((offered!.choices as { title: string }[]).map(({ title }) => title)).to.deep.equal([
        'Aucune équipe',
        name,
      ]);

      const cardActivityId = `card-${randomUUID()}`;
      const form = { ...GOOD, email: 'equipe@client.example', teamId: aadGroupId };
      const { card } = await world.click(camille, 'invitation.send', form, { cardActivityId });
      expect(textsOf(card)).to.include(`${name} (dès l’invitation envoyée)`);
      await world.runJobs();
      expect(textsOf(world.channel.cardOf(cardActivityId))).to.include(name);
      const { teams, users } = await world.control.state();
      const guest = users.find(({ mail }) => mail === 'equipe@client.example');
      expect(JSON.stringify(teams[0]?.members)).to.include(guest?.id);
    });

    it('joins none when « Aucune équipe » is chosen', async () => {
      await send({ ...GOOD, email: 'sans-equipe@client.example', teamId: 'none' });
      expect((await world.interlocuteur({ email: 'sans-equipe@client.example' }))?.team).to.equal(undefined);
    });

    it('that Relais has left meanwhile, says so beneath the field and keeps the rest', async () => {
      await Team.updateOne({ aadGroupId: world.team.aadGroupId }, { isInstalled: false });
      await Team.create({ cabinetId: world.cabinetId, aadGroupId: 'another', name: 'Autre équipe' });
      const { card } = await send({ ...GOOD, email: 'partie@client.example', teamId: world.team.aadGroupId });
      expect(faultsOf(card)).to.deep.equal({
        teamId: 'Je ne suis plus présent dans cette équipe : choisissez-en une autre.',
      });
      expect(valuesOf(card)).to.deep.include({ nom: 'Martin', email: 'partie@client.example' });
      expect(await world.interlocuteur({ email: 'partie@client.example' })).to.equal(null);
      const choices = bodyOf(card).find(({ id }) => id === 'teamId') as { value: string; choices: { value: string }[] };
      expect(choices.choices.map(({ value }) => value)).to.include(choices.value);
    });

    it('that was the only one, says so although the field is gone', async () => {
      await Team.deleteMany({ cabinetId: world.cabinetId });
      const { card } = await send({ ...GOOD, teamId: world.team.aadGroupId });
      expect(textsOf(card)).to.include('Je ne suis plus présent dans cette équipe : choisissez-en une autre.');
    });
  });

  function choicesOf(card: Record<string, unknown> | undefined) {
    const { choices } = bodyOf(card).find(({ id }) => id === 'dossierId') ?? {};
    return (choices ?? []) as { title: string; value: string }[];
  }
});
