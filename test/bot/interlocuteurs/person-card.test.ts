import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import type { DossierRecord } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { newPerson } from '../../../workflows/dossiers/link-dirigeant.ts';
import { addInterlocuteur } from '../../../workflows/interlocuteurs/add-interlocuteur.ts';
import { startPlan } from '../../../workflows/offers/start-plan.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { buttonsOf, type Node, nodesOf, textsOf } from '../card-reading.ts';
import { buttonsNamed, factsOf, faultsIn, fieldsOf } from './reading.ts';

const CLAIRE = 'claire@boulangerie.example';

describe('The card of an interlocuteur', () => {
  let world: World;
  let admin: Person;
  let thomas: Person;
  let test1: DossierRecord;
  let fleurs: DossierRecord;
  before(async () => {
    world = await buildWorld('person-card');
    admin = await world.buildStaff({ roles: ['administrateur'] });
    thomas = await world.buildStaff({ displayName: 'Thomas Garnier' });
    test1 = await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Garage du Vieux Port' });
    fleurs = await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Fleurs Delmas' });
  });
  beforeEach(() => Promise.all([Interlocuteur.deleteMany({}), world.control.reset()]));
  after(() => world.close());

  async function add(overrides: Record<string, unknown> = {}, on: DossierRecord[] = [test1]) {
    const person = {
      ...{ nom: 'Martin', prenom: 'Claire', email: CLAIRE, qualite: 'direction-tpe' as const },
      ...{ accesSocial: false, comptePersonnelMicrosoft: false },
      ...overrides,
    };
    const dossierIds = on.map(({ _id }) => String(_id));
    return (await addInterlocuteur(world.services, world.asStaff(admin), { person, dossierIds })).interlocuteurId;
  }

  async function ask(text: string, person = admin) {
    const { posted } = await world.say(person, text);
    expect(posted).to.have.length(1);
    return posted[0]!.activity.attachments?.[0]?.content;
  }

  async function press(card: Node | undefined, title: string, typed: Record<string, unknown> = {}, person = admin) {
    const [button] = buttonsNamed(card, title);
    if (!button) throw new Error(`no button « ${title} » among ${Object.keys(buttonsOf(card))}`);
    return world.click(person, button.verb, { ...typed, ...button.data }, { cardActivityId: `card-${randomUUID()}` });
  }

  async function run(times = 4) {
    for (let i = 0; i < times; i += 1) {
      await world.services.queue.enqueue('sweep-invitations', {}, { key: randomUUID(), runAt: world.clock.now() });
      await world.runJobs();
    }
  }

  async function operational(on: DossierRecord[] = [test1]) {
    const id = await add({}, on);
    await press(await ask('fiche de Claire Martin'), 'Inviter');
    await run(2);
    await world.control.accept(CLAIRE);
    await run();
    return id;
  }

  it('shows who they are, their switches, dossiers and Statut Teams: both tabs on one card (domain 11, 42, 43, 50, 51, 60)', async () => {
    await add({
      mobile: '+37369123456',
      adresse1: '12 rue du Four',
      codePostal: '44000',
      commune: 'Nantes',
      pays: 'FR',
    });
    const card = await ask('fiche de Claire Martin');
    expect(factsOf(card)).to.deep.equal({
      ...{ 'E-mail': CLAIRE, Qualité: 'Direction TPE', Mobile: '+373 691 23 456' },
      Adresse: '12 rue du Four, 44000 Nantes, France',
      ...{ 'Accès social': 'Non', Actif: 'Oui', 'Compte personnel Microsoft': 'Non' },
    });
    const texts = textsOf(card);
    expect(texts).to.include('Statut Teams : Non invité').and.include('TEST1 · Boulangerie Martin');
    expect(texts.join('\n')).to.match(/Jamais invité.*À vous ou à un collègue d’agir/);
    expect(card?.refresh).to.deep.include({
      action: {
        type: 'Action.Execute',
        verb: 'interlocuteur.view',
        data: { interlocuteurId: String((await world.interlocuteur({ email: CLAIRE }))!._id) },
      },
    });
  });

  it('says at each step where the person is stuck and who must act, and follows by itself', async () => {
    const id = await add();
    const { posted } = await world.say(admin, 'fiche de Claire Martin');
    const cardActivityId = posted[0]!.activityId;
    const nextOf = (card: unknown) => {
      const texts = textsOf(card);
      return texts[texts.indexOf('Prochaine étape') + 1];
    };
    await press(posted[0]!.activity.attachments![0]!.content, 'Inviter');
    await run(2);
    expect(nextOf(world.channel.cardOf(cardActivityId))).to.match(/pas encore acceptée\. À l’interlocuteur d’agir/);
    await world.control.accept(CLAIRE);
    await run();
    expect(nextOf(world.channel.cardOf(cardActivityId))).to.match(
      /Aucun service ne lui est encore proposé\. Pour le maître du dossier/,
    );
    await startPlan(world.services, world.asStaff(admin), {
      ...{ dossierId: String(test1._id), interlocuteurId: id, offer: 'start' },
    });
    await run();
    const card = world.channel.cardOf(cardActivityId);
    expect(textsOf(card)).to.include('Tout est en place.').and.include('Statut Teams : Opérationnel');
    expect(textsOf(card).join('\n')).to.match(/Start/);
  });

  it('invites for the first time somebody who was put on record in another way, from either card (domain 33)', async () => {
    for (const verb of ['interlocuteur.invite', 'invitation.resend']) {
      await Interlocuteur.deleteMany({});
      const dirigeant = { _id: 'x', nom: 'Martin', email: CLAIRE, invites: false, requestedBy: admin.record._id };
      const { _id } = await Interlocuteur.create(newPerson(world.services, test1, dirigeant));
      const { generation } = (await world.interlocuteur({ _id }))!.guest;
      const data = { interlocuteurId: String(_id), dossierId: String(test1._id), generation };
      const { card } = await world.click(admin, verb, data);
      expect(textsOf(card), verb).to.include('Statut Teams : Invitation en cours d’envoi');
    }
  });

  it('says who does not correspond to anybody, and how to go on', async () => {
    const card = await ask('fiche de Paul Inconnu');
    expect(textsOf(card).join('\n')).to.include('Aucun interlocuteur ne correspond à « paul inconnu ».');
    expect(buttonsOf(card)).to.include.keys('Interlocuteurs', 'Ajouter un interlocuteur');
  });

  it('asks which one when two have the same name, and does then what was asked (domain 55)', async () => {
    await add({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@a.example' });
    await add({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@b.example' }, [fleurs]);
    const card = await ask('désactiver Ingrid Lavault');
    const texts = textsOf(card);
    expect(texts).to.include('ingrid@a.example · TEST1').and.include('ingrid@b.example · FLEURS');
    const lines = nodesOf(card).filter(({ selectAction }) => selectAction);
    expect(lines).to.have.length(2);
    const { verb, data } = lines[1]!.selectAction as { verb: string; data: Record<string, unknown> };
    const asked = await world.click(admin, verb, data);
    expect(textsOf(asked.card)).to.include('Désactiver Ingrid Lavault ?');
    await press(asked.card, 'Oui, désactiver');
    expect(await Interlocuteur.countDocuments({ isActive: false, email: 'ingrid@b.example' })).to.equal(1);
    expect(await Interlocuteur.countDocuments({ isActive: false })).to.equal(1);
  });

  describe('« Modifier »', () => {
    it('opens the record in every field, the hidden ones when they hold something (domain 48, 51, 53)', async () => {
      await add({ mobile: '+33612345678', notes: 'Le matin', pays: 'FR', accesSocial: true });
      const card = await ask('modifier l’interlocuteur Claire Martin');
      expect(fieldsOf(card)).to.deep.include({
        ...{ nom: 'Martin', prenom: 'Claire', email: CLAIRE, qualite: 'direction-tpe', mobile: '06 12 34 56 78' },
        ...{ notes: 'Le matin', pays: 'France', accesSocial: 'true', comptePersonnel: 'false' },
      });
      expect(fieldsOf(card)).not.to.have.property('dossiers');
      const typed = { ...fieldsOf(card), nom: 'Durand', notes: undefined, accesSocial: 'false' };
      const done = await press(card, 'Enregistrer', typed);
      expect(textsOf(done.card)).to.include('Fiche mise à jour.').and.include('Claire Durand');
      const person = await world.interlocuteur({ email: CLAIRE });
      expect(person).to.include({ nom: 'Durand', accesSocial: false, mobile: '+33612345678' });
      expect(person?.notes).to.equal(undefined);
    });

    it('says beside the address of somebody invited what changing it does, before it is done (domain 37, 261)', async () => {
      await operational();
      const card = await ask(`modifier l’interlocuteur ${CLAIRE}`);
      expect(textsOf(card).join('\n')).to.include('La changer enverra une nouvelle invitation');
      const done = await press(card, 'Enregistrer', { ...fieldsOf(card), email: 'claire@nouveau.example' });
      expect(textsOf(done.card).join('\n')).to.include(
        'Adresse corrigée : une nouvelle invitation part à cette adresse',
      );
      await run();
      const { users } = await world.control.state();
      expect(users.filter(({ mail }) => mail === CLAIRE)).to.deep.equal([]);
      expect(users.filter(({ mail }) => mail === 'claire@nouveau.example')).to.have.length(1);
    });

    it('keeps what was typed when somebody else changed the record meanwhile, and saves it at the second press', async () => {
      await add();
      const mine = await ask('modifier l’interlocuteur Claire Martin');
      const theirs = await ask('modifier l’interlocuteur Claire Martin', thomas);
      await press(theirs, 'Enregistrer', { ...fieldsOf(theirs), mobile: '06 11 11 11 11' }, thomas);
      const stale = await press(mine, 'Enregistrer', { ...fieldsOf(mine), nom: 'Durand' });
      expect(textsOf(stale.card).join('\n')).to.include('La fiche a changé entre-temps.');
      expect(fieldsOf(stale.card)).to.include({ nom: 'Durand' });
      const done = await press(stale.card, 'Enregistrer', fieldsOf(stale.card));
      expect(textsOf(done.card)).to.include('Claire Durand');
    });

    it('refuses the address of another person beside its field', async () => {
      await add();
      await add({ nom: 'Petit', email: 'paul@x.example' });
      const card = await ask(`modifier l’interlocuteur ${CLAIRE}`);
      const faulty = await press(card, 'Enregistrer', { ...fieldsOf(card), email: 'paul@x.example' });
      expect(faultsIn(faulty.card)).to.deep.equal({ email: 'Cette adresse est déjà celle d’un autre interlocuteur.' });
    });

    it('dropped, gives the card back unchanged', async () => {
      await add();
      const back = await press(await ask('modifier l’interlocuteur Claire Martin'), 'Annuler');
      expect(textsOf(back.card)).to.include('Claire Martin').and.include('Statut Teams : Non invité');
    });
  });

  describe('« Actif »', () => {
    it('is turned off after a question that says what is closed and what is kept (domain 11)', async () => {
      await add();
      const asked = await ask('désactiver Claire Martin');
      expect(textsOf(asked)).to.include('Tous ses droits seront fermés immédiatement, sur tous ses dossiers.');
      expect(await world.interlocuteur({ email: CLAIRE })).to.include({ isActive: true });
      const done = await press(asked, 'Oui, désactiver');
      expect(textsOf(done.card)).to.include('Interlocuteur désactivé : aucun service ne lui est ouvert');
      expect(factsOf(done.card)).to.include({ Actif: 'Non' });
      const stale = await press(asked, 'Oui, désactiver');
      expect(textsOf(stale.card)).to.include('La situation avait changé : voici l’état actuel.');
    });

    it('is turned on again by a sentence or its button (domain 11)', async () => {
      await add();
      await press(await ask('désactiver Claire Martin'), 'Oui, désactiver');
      const card = await ask('réactiver Claire Martin');
      expect(textsOf(card)).to.include('Interlocuteur réactivé : ses droits sont de nouveau ouverts.');
      await press(await ask('désactiver Claire Martin'), 'Oui, désactiver');
      await press(await ask('fiche de Claire Martin'), 'Réactiver');
      expect(await world.interlocuteur({ email: CLAIRE })).to.include({ isActive: true });
    });

    it('off, lets nobody invite the person', async () => {
      const id = await add();
      await press(await ask('désactiver Claire Martin'), 'Oui, désactiver');
      expect(Object.keys(buttonsOf(await ask('fiche de Claire Martin')))).not.to.include('Inviter');
      const { text } = await world.click(admin, 'interlocuteur.invite', { interlocuteurId: id, generation: 1 });
      expect(text).to.match(/désactivé/);
    });
  });

  describe('« Supprimer »', () => {
    it('says exactly what ends, and then ends it (domain 48, 261)', async () => {
      const id = await operational([test1, fleurs]);
      for (const dossier of [test1, fleurs]) {
        await startPlan(world.services, world.asStaff(admin), {
          ...{ dossierId: String(dossier._id), interlocuteurId: id, offer: 'start' },
        });
      }
      await run();
      const asked = await ask('supprimer l’interlocuteur Claire Martin');
      const texts = textsOf(asked).join('\n');
      expect(texts).to.match(/2 services : .*\(TEST1\), .*\(FLEURS\)\./);
      expect(texts).to.include('Ses liens à 2 dossiers : TEST1, FLEURS.');
      expect(texts).to.include(`l’invité ${CLAIRE} y sera supprimé`);
      const done = await press(asked, 'Oui, supprimer');
      expect(textsOf(done.card)).to.include('Interlocuteur supprimé');
      await run();
      const { users } = await world.control.state();
      expect(users.filter(({ mail }) => mail === CLAIRE)).to.deep.equal([]);
      expect(textsOf(await ask('interlocuteurs'))).to.include('Aucun interlocuteur pour le moment.');
    });

    it('is refused, with whom to ask, to somebody who does not answer for the dossiers', async () => {
      await operational();
      const asked = await ask('supprimer l’interlocuteur Claire Martin', thomas);
      const { text } = await press(asked, 'Oui, supprimer', {}, thomas);
      expect(text).to.match(/^Vous n’avez pas le droit de faire cela\./);
      expect((await world.interlocuteur({ email: CLAIRE }))?.removedAt).to.equal(undefined);
    });

    it('« Non » changes nothing', async () => {
      await add();
      const asked = await ask('supprimer l’interlocuteur Claire Martin');
      expect(textsOf((await press(asked, 'Non, ne rien changer')).card)).to.include('Claire Martin');
      expect(await Interlocuteur.countDocuments({ removedAt: null })).to.equal(1);
    });
  });

  describe('the dossiers', () => {
    it('are linked by a sentence, « Limité à » untouched (domain 61, 63, 64)', async () => {
      await add();
      const card = await ask('lier Claire Martin à FLEURS');
      expect(textsOf(card))
        .to.include('Dossier lié, « Limité à » laissé à « - ».')
        .and.include('FLEURS · Fleurs Delmas');
      const { links } = (await world.interlocuteur({ email: CLAIRE }))!;
      expect(links.map(({ limiteA }) => limiteA)).to.deep.equal(['-', '-']);
      expect(textsOf(await ask('lier Claire Martin à FLEURS'))).to.include('Ces dossiers lui étaient déjà liés.');
    });

    it('are asked about when a code fits several (domain 62)', async () => {
      await add({}, [fleurs]);
      const card = await ask('lier Claire Martin à TEST');
      expect(faultsIn(card))
        .to.have.property('dossiers')
        .that.matches(/Plusieurs dossiers/);
      const choice = nodesOf(card).find(({ id }) => id === 'dossierIds') as { choices: { value: string }[] };
      const typed = { dossiers: 'TEST', dossierIds: choice.choices.map(({ value }) => value).join(',') };
      const done = await press(card, 'Lier', typed);
      expect(textsOf(done.card)).to.include('TEST1 · Boulangerie Martin').and.include('TEST12 · Garage du Vieux Port');
    });

    it('are linked from the card too, one field, empty is asked again (domain 60, 65)', async () => {
      await add({}, []);
      const asked = await press(await ask('fiche de Claire Martin'), 'Lier un dossier');
      const empty = await press(asked.card, 'Lier');
      expect(faultsIn(empty.card)).to.deep.equal({ dossiers: 'Champ obligatoire.' });
      const done = await press(empty.card, 'Lier', { dossiers: 'TEST1, FLEURS' });
      expect(textsOf(done.card)).to.include('TEST1 · Boulangerie Martin').and.include('FLEURS · Fleurs Delmas');
    });

    it('are unlinked after a question that shows what ends there', async () => {
      await add({}, [test1, fleurs]);
      const asked = await press(await ask('fiche de Claire Martin'), 'Délier un dossier');
      const choice = nodesOf(asked.card).find(({ id }) => id === 'dossierId') as { value?: string };
      expect(choice.value, 'nothing is chosen').to.equal(undefined);
      const unchosen = await press(asked.card, 'Oui, délier ce dossier');
      expect(textsOf(unchosen.card)).to.include('TEST1 · Boulangerie Martin');
      const done = await press(asked.card, 'Oui, délier ce dossier', { dossierId: String(test1._id) });
      expect(textsOf(done.card)).to.include('Dossier délié.').and.not.include('TEST1 · Boulangerie Martin');
    });
  });

  describe('the list', () => {
    it('has the columns of the firm’s tools, and each line opens its card (domain 46, 49, 54, 56)', async () => {
      await add({ mobile: '+37369123456', fixe: '+33240123456' });
      await add({ nom: 'Durand', prenom: undefined, email: 'durand@x.example' });
      const card = await ask('interlocuteurs');
      const lines = nodesOf(card).filter(({ selectAction }) => selectAction);
      expect(lines.map((line) => textsOf(line.items))).to.deep.equal([
        ['Durand', 'durand@x.example', 'Pas de téléphone'],
        ['Claire Martin', CLAIRE, 'Mobile +373 691 23 456 · Fixe 02 40 12 34 56'],
      ]);
      const { verb, data } = lines[1]!.selectAction as { verb: string; data: Record<string, unknown> };
      expect(textsOf((await world.click(admin, verb, data)).card)).to.include('Statut Teams : Non invité');
    });

    it('shows a newcomer at once: there is nothing to refresh by hand (domain 57)', async () => {
      await ask('interlocuteurs');
      await add();
      expect(textsOf(await ask('interlocuteurs'))).to.include('Claire Martin');
    });

    it('of a dossier is asked for by code; one that fits several is not guessed (domain 62)', async () => {
      await add();
      await add({ nom: 'Petit', email: 'paul@x.example' }, [fleurs]);
      const mine = textsOf(await ask('interlocuteurs de TEST1'));
      expect(mine).to.include('Claire Martin').and.not.include('Claire Petit');
      const card = await ask('interlocuteurs du dossier TEST');
      const lines = nodesOf(card).filter(({ selectAction }) => selectAction);
      const { verb, data } = lines[0]!.selectAction as { verb: string; data: Record<string, unknown> };
      expect(textsOf((await world.click(admin, verb, data)).card)).to.include('Claire Martin');
      expect(textsOf(await ask('interlocuteurs de NULLEPART')).join('\n')).to.include('Aucun dossier ne correspond');
    });

    it('goes on page after page', async () => {
      for (let i = 0; i < 9; i += 1) await add({ nom: `Nom${i}`, prenom: undefined, email: `n${i}@x.example` });
      const first = await ask('interlocuteurs');
      const second = await press(first, 'Page suivante');
      expect(textsOf(second.card)).to.include('Nom8').and.not.include('Nom7');
      expect(textsOf((await press(second.card, 'Première page')).card)).to.include('Nom0');
    });
  });

  it('speaks of no menu path: what the paths lead to is a sentence here (domain 44, 45, 58, 59, 248)', async () => {
    await add();
    for (const text of ['interlocuteurs', 'fiche de Claire Martin', 'ajouter un interlocuteur', 'aide']) {
      expect(textsOf(await ask(text)).join('\n')).not.to.match(/Paramétrage|Cabinet >|Clé à molette|clé à molette/i);
    }
  });

  it('forged for a person or dossier of another firm, shows and does nothing', async () => {
    const id = await add();
    await Interlocuteur.updateOne({ _id: id }, { $set: { cabinetId: 'autre' } });
    const ref = { interlocuteurId: id };
    const acts: [string, Record<string, unknown>][] = [
      ['interlocuteur.view', ref],
      ['interlocuteur.modify', ref],
      ['interlocuteur.invite', { ...ref, generation: 1 }],
      ['interlocuteur.deactivate-ask', ref],
      ['interlocuteur.deactivate', { ...ref, version: 1 }],
      ['interlocuteur.reactivate', { ...ref, version: 1 }],
      ['interlocuteur.remove-ask', ref],
      ['interlocuteur.remove', { ...ref, version: 1 }],
      ['interlocuteur.link-ask', ref],
      ['interlocuteur.link', { ...ref, dossiers: 'TEST1' }],
      ['interlocuteur.unlink', { ...ref, version: 1, dossierId: String(test1._id) }],
      ['interlocuteur.choose', { ...ref, act: 'link', dossierIds: [String(test1._id)] }],
      ['interlocuteurs.view', { dossierId: 'f'.repeat(24) }],
    ];
    for (const [verb, data] of acts) {
      const { text } = await world.click(admin, verb, data);
      expect(text, verb).to.equal('Cet élément n’existe plus ou n’appartient pas à votre cabinet.');
    }
    const after = await Interlocuteur.findById(id).lean();
    expect(after).to.include({ isActive: true, version: 1 });
  });
});
