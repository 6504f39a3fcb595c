import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Dossier } from '../../../models/dossier.ts';
import { Draft } from '../../../models/draft.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { bodyOf, buttonsOf, faultsOf, nodesOf, textsOf, valuesOf } from '../card-reading.ts';

const SENTENCE = 'créer le dossier Boulangerie Martin code BM12 siren 732 829 320 ape 1071C responsable Julien Lefèvre';

describe('A dossier made in conversation', () => {
  let world: World;
  let camille: Person;
  let julien: Person;
  before(async () => {
    world = await buildWorld('create-dossier-bot');
    camille = await world.buildStaff();
    julien = await world.buildStaff({ displayName: 'Julien Lefèvre' });
  });
  after(() => world.close());

  const cardOf = async (text: string, person = camille) => {
    const { posted } = await world.say(person, text);
    return posted.at(-1)?.activity.attachments?.[0]?.content as Record<string, unknown>;
  };
  const saveOf = (card: Record<string, unknown> | undefined) => buttonsOf(card).Enregistrer!;
  const save = (card: Record<string, unknown> | undefined, form: Record<string, unknown>, person = camille) => {
    const { verb, data } = saveOf(card);
    return world.click(person, verb, { ...form, ...data }, { cardActivityId: randomUUID() });
  };

  it('asks for what lacks, filled with what the sentence said (domain 102, 104)', async () => {
    const card = await cardOf('créer le dossier Garage du Port ape 4520A');
    expect(valuesOf(card)).to.include({ raisonSociale: 'Garage du Port', ape: '4520A' });
    expect(textsOf(card)).to.include('Il manque encore : Code dossier.');
    expect(faultsOf(card), 'nothing is held against anybody yet').to.deep.equal({});
    const ids = bodyOf(card)
      .map(({ id }) => id)
      .filter(Boolean);
    expect(ids).to.deep.equal([
      ...['raisonSociale', 'code', 'siren', 'nic', 'ape', 'adresse', 'codePostal', 'ville', 'pays'],
      ...['dirigeantPrenom', 'dirigeantNom', 'dirigeantEmail', 'dirigeantMobile', 'invites', 'chefDeMission', 'maitre'],
    ]);
  });

  it('lists the collaborateurs who may be responsable portefeuille, and « plus tard » (domain 13, 14)', async () => {
    const card = await cardOf(SENTENCE);
    const choice = bodyOf(card).find(({ id }) => id === 'chefDeMission')!;
    expect((choice.choices as { title: string }[]).map(({ title }) => title)).to.deep.equal([
      ...['À désigner plus tard', 'Camille Roux', 'Julien Lefèvre'],
    ]);
  });

  it('offers the invitation of the dirigeant, unticked, with the advice to wait for the bilan flash (domain 110, 111, 112)', async () => {
    const card = await cardOf('créer un dossier');
    expect(bodyOf(card).find(({ id }) => id === 'invites')).to.include({
      ...{ title: 'Envoyer l’invitation au dirigeant', value: 'false' },
    });
    expect(textsOf(card).join()).to.match(/préparez d’abord le bilan flash/);
  });

  it('« Enregistrer » makes it: its card says so in green, with its maître and responsable (domain 12, 13, 113, 114)', async () => {
    const card = await cardOf(SENTENCE);
    const form = { ...valuesOf(card), chefDeMission: String(julien.record._id) };
    const done = await save(card, form);
    expect(faultsOf(done.card)).to.deep.equal({});
    const dossier = await Dossier.findOne({ codeKey: 'bm12' }).lean();
    expect(dossier).to.include({ raisonSociale: 'Boulangerie Martin', siren: '732829320', ape: '1071C' });
    expect(String(dossier?.maitreDuDossierId)).to.equal(String(camille.record._id));
    expect(String(dossier?.chefDeMissionId)).to.equal(String(julien.record._id));
    const green = nodesOf(done.card).find(({ style }) => style === 'good');
    expect(textsOf(green)).to.have.length(1);
    expect(textsOf(done.card).join('\n'))
      .to.include('BM12')
      .and.include('Boulangerie Martin')
      .and.include('Julien Lefèvre');
    // The portfolio lists it from now on.
    expect(textsOf(await cardOf('portefeuille')).join('\n')).to.include('Boulangerie Martin');
  });

  it('says every fault beside its field, keeps what was typed, and is taken up again from « reprendre »', async () => {
    const card = await cardOf('créer un dossier');
    const bad = {
      raisonSociale: 'À reprendre',
      siren: '123',
      ape: '70Z',
      dirigeantEmail: 'x@',
      invites: 'true',
      pays: 'Syldavie',
    };
    const answer = await save(card, bad);
    expect(Object.keys(faultsOf(answer.card))).to.have.members([
      'code',
      'siren',
      'ape',
      'pays',
      'dirigeantNom',
      'dirigeantEmail',
    ]);
    expect(valuesOf(answer.card)).to.include(bad);
    const list = await cardOf('reprendre');
    const line = nodesOf(list).find(({ verb }) => verb === 'draft.resume') as { data: Record<string, unknown> };
    const resumed = await world.click(camille, 'draft.resume', line.data);
    expect(valuesOf(resumed.card)).to.include(bad);
    const other = await world.click(julien, 'draft.resume', line.data);
    expect(other.card, 'somebody else’s draft is not seen').to.equal(undefined);
  });

  it('empties what was emptied, and forgets a mended fault', async () => {
    const card = await cardOf('créer le dossier Vidé ville Nantes');
    const answer = await save(card, { raisonSociale: 'Vidé', ape: '7022Z' });
    expect(faultsOf(answer.card)).to.deep.equal({ code: 'Champ obligatoire : complétez-le.' });
    expect(valuesOf(answer.card)).not.to.have.property('ville');
  });

  it('that is there already by its code or its SIREN is shown, with a way to it, and not made again (domain 105, 106)', async () => {
    const before = await Dossier.countDocuments();
    for (const form of [
      { raisonSociale: 'Autre', code: 'bm12', ape: '7022Z' },
      { raisonSociale: 'Autre', code: 'BM13', ape: '7022Z', siren: '732829320' },
    ]) {
      const answer = await save(await cardOf('nouveau dossier'), form);
      expect(textsOf(answer.card)).to.include('Ce dossier existe déjà').and.include('BM12 · Boulangerie Martin');
      const buttons = buttonsOf(answer.card);
      const opened = await world.click(camille, buttons['Ouvrir ce dossier']!.verb, buttons['Ouvrir ce dossier']!.data);
      expect(textsOf(opened.card).join('\n')).to.include('Boulangerie Martin');
      const back = await world.click(camille, buttons['Corriger ma saisie']!.verb, buttons['Corriger ma saisie']!.data);
      expect(valuesOf(back.card)).to.include({ raisonSociale: 'Autre', code: form.code });
    }
    expect(await Dossier.countDocuments()).to.equal(before);
  });

  it('is made once by a button pressed three times at once', async () => {
    const card = await cardOf('créer le dossier Trois Clics code TC3 ape 7022Z');
    const answers = await Promise.all([1, 2, 3].map(() => save(card, valuesOf(card))));
    for (const { card: shown } of answers)
      expect(textsOf(shown).join('\n')).to.include('TC3').and.not.include('existe déjà');
    expect(await Dossier.countDocuments({ codeKey: 'tc3' })).to.equal(1);
    const late = await save(card, { ...valuesOf(card), raisonSociale: 'Trop tard' });
    expect(textsOf(late.card).join('\n')).to.include('Trois Clics');
  });

  it('dropped, makes nothing', async () => {
    const card = await cardOf('créer le dossier Abandonné code AB1 ape 7022Z');
    const { verb, data } = buttonsOf(card).Annuler!;
    expect(textsOf((await world.click(camille, verb, data)).card)).to.include(
      'Création abandonnée : aucun dossier n’a été créé.',
    );
    const answer = await save(card, valuesOf(card));
    expect(answer.text).to.match(/terminée, abandonnée ou expirée/);
    expect(await Dossier.findOne({ codeKey: 'ab1' })).to.equal(null);
    expect(await Draft.countDocuments({ 'form.code': 'AB1', state: 'abandoned' })).to.equal(1);
  });

  it('takes the name of a responsable by hand when the firm has more than twenty-five collaborateurs (domain 14)', async () => {
    for (let i = 0; i < 25; i += 1) await world.buildStaff({ displayName: `Collègue ${i}` });
    const card = await cardOf('créer le dossier Grand Cabinet code GC1 ape 7022Z responsable Julien');
    expect(bodyOf(card).find(({ id }) => id === 'chefDeMission')).to.include({ type: 'Input.Text', value: 'Julien' });
    const wrong = await save(card, { ...valuesOf(card), chefDeMission: 'Personne' });
    expect(faultsOf(wrong.card).chefDeMission).to.match(/^Aucun collaborateur de ce nom/);
    await save(card, { ...valuesOf(card), chefDeMission: 'lefevre julien' });
    const made = await Dossier.findOne({ codeKey: 'gc1' }).lean();
    expect(String(made?.chefDeMissionId)).to.equal(String(julien.record._id));
  });

  it('sends later, from its card’s button, the invitation that was kept back (domain 111, 112)', async () => {
    const card = await cardOf(
      'créer le dossier Bilan Flash code BF1 ape 7022Z dirigeant Claire Martin claire@flash.example',
    );
    await save(card, valuesOf(card));
    const dossier = await Dossier.findOne({ codeKey: 'bf1' }).lean();
    expect((await world.interlocuteur({ email: 'claire@flash.example' }))?.guest.status).to.equal('not-invited');
    await world.click(camille, 'dossier.invite-dirigeants', { dossierId: String(dossier!._id) });
    expect((await world.interlocuteur({ email: 'claire@flash.example' }))?.guest.status).to.equal('inviting');
  });

  it('has another dirigeant added to it, by its button or by a sentence (domain 16)', async () => {
    const { _id } = await world.buildDossier({ code: 'MULTI', raisonSociale: 'Plusieurs Dirigeants' });
    const dossierId = String(_id);
    const asked = await world.click(camille, 'dirigeant.ask', { dossierId });
    const wrong = await save(asked.card, { nom: '', email: 'x@' });
    expect(faultsOf(wrong.card)).to.have.keys('nom', 'email');
    expect(Object.keys(faultsOf((await save(asked.card, {})).card))).to.deep.equal(['nom', 'email']);
    await save(asked.card, { nom: 'Un', email: 'un@multi-bot.example' });

    const card = await cardOf('ajouter un dirigeant Paul Deux deux@multi-bot.example sur le dossier MULTI');
    expect(valuesOf(card)).to.include({ nom: 'Deux', prenom: 'Paul', email: 'deux@multi-bot.example' });
    const done = await save(card, { ...valuesOf(card), invites: 'true' });
    expect(textsOf(done.card).join('\n')).to.include('Un (dirigeant)').and.include('Paul Deux (dirigeant)');
    const status = async (email: string) => (await world.interlocuteur({ email }))?.guest.status;
    expect(await status('un@multi-bot.example')).to.equal('not-invited');
    expect(await status('deux@multi-bot.example')).to.equal('inviting');
    const { verb, data } = buttonsOf(done.card)['Inviter le dirigeant']!;
    const invited = await world.click(camille, verb, data);
    expect(await status('un@multi-bot.example')).to.equal('inviting');
    expect(buttonsOf(invited.card)).not.to.have.property('Inviter le dirigeant');
  });

  it('says that somebody with several companies is to be met once (domain 115, 116)', async () => {
    const words = /un seul rendez-vous client suffit/;
    const first = await cardOf('créer le dossier Première code PR1 ape 7022Z dirigeant Zoé Rey zoe@deux.example');
    expect(textsOf((await save(first, valuesOf(first))).card).join('\n')).not.to.match(words);
    const second = await cardOf('créer le dossier Seconde code SE1 ape 7022Z dirigeant Zoé Rey zoe@deux.example');
    expect(textsOf((await save(second, valuesOf(second))).card).join('\n')).to.match(words);
  });
});
