import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Draft } from '../../../models/draft.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { resendInvitation } from '../../../workflows/invitations/resend-invitation.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { buttonsOf, type Node, nodesOf, textsOf } from '../card-reading.ts';
import { buttonsNamed, factsOf, faultsIn, fieldsOf, openFieldsOf } from './reading.ts';

const GOOD = { nom: 'Petit', prenom: 'Paul', email: 'paul@x.example', qualite: 'direction-tpe' };
const EXTRAS = { accesSocial: 'false', comptePersonnel: 'false' };

describe('Adding an interlocuteur, by sentence and card', () => {
  let world: World;
  let camille: Person;
  let thomas: Person;
  before(async () => {
    world = await buildWorld('add-by-card');
    camille = await world.buildStaff();
    thomas = await world.buildStaff({ displayName: 'Thomas Garnier' });
    for (const [code, raisonSociale] of [
      ['TEST1', 'Boulangerie Martin'],
      ['TEST12', 'Garage du Vieux Port'],
      ['FLEURS', 'Fleurs Delmas'],
    ] as const) {
      await world.buildDossier({ code, raisonSociale });
    }
  });
  beforeEach(() => Promise.all([Interlocuteur.deleteMany({}), Draft.deleteMany({}), world.control.reset()]));
  after(() => world.close());

  async function ask(text: string, person = camille) {
    const { posted } = await world.say(person, text);
    expect(posted).to.have.length(1);
    return posted[0]!.activity.attachments?.[0]?.content;
  }

  /** Presses a button of a card with these fields filled in, as a client sends them: empty ones are left out. */
  async function press(card: Node | undefined, title: string, typed: Record<string, string> = {}, person = camille) {
    const button = buttonsOf(card)[title];
    if (!button) throw new Error(`no button « ${title} » among ${Object.keys(buttonsOf(card))}`);
    const shown = title === 'Enregistrer' ? fieldsOf(card) : {};
    const all = { ...shown, ...typed };
    const sent = Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined && value !== ''));
    return world.click(person, button.verb, { ...sent, ...button.data }, { cardActivityId: `card-${randomUUID()}` });
  }
  const draftIdOf = (card: Node | undefined) => buttonsOf(card).Enregistrer!.data.draftId as string;

  it('« ajouter un interlocuteur » asks for the fields of both forms, none chosen by default (domain 9, 47, 51, 52)', async () => {
    const card = await ask('ajouter un interlocuteur');
    expect(openFieldsOf(card)).to.deep.equal(['prenom', 'nom', 'email', 'qualite', 'mobile', 'dossiers']);
    expect(fieldsOf(card).qualite, 'nothing is ticked').to.equal(undefined);
    expect(Object.keys(fieldsOf(card))).to.include.members([
      ...['role', 'fixe', 'adresse1', 'adresse2', 'adresse3', 'codePostal', 'commune', 'pays', 'notes'],
      ...['accesSocial', 'comptePersonnel'],
    ]);
    const required = nodesOf(card).filter(({ isRequired }) => isRequired);
    expect(required.map(({ id }) => id)).to.deep.equal(['nom', 'email', 'qualite']);
    const more = nodesOf(card).find(({ type }) => type === 'Action.ToggleVisibility');
    expect(more).to.include({ title: 'Plus de champs' });
  });

  it('asks only for what the sentence has not said, and shows the rest as read (domain 65, 66)', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit 06 12 34 56 78 sur TEST1 et FLEURS, administratif');
    expect(openFieldsOf(card)).to.deep.equal(['email']);
    expect(factsOf(card)).to.deep.equal({
      Nom: 'Paul Petit',
      Qualité: 'Administratif TPE',
      Mobile: '06 12 34 56 78',
      'Dossiers client': 'TEST1 · Boulangerie Martin, FLEURS · Fleurs Delmas',
    });
    expect(faultsIn(card)).to.deep.equal({});

    const done = await press(card, 'Enregistrer', { email: 'Paul@X.example' });
    expect(textsOf(done.card)).to.include('Interlocuteur ajouté. Personne n’a encore été invité.');
    const person = await world.interlocuteur({ email: 'paul@x.example' });
    expect(person).to.include({ nom: 'Petit', prenom: 'Paul', mobile: '+33612345678', qualite: 'administratif-tpe' });
    expect(
      person?.links.map(({ limiteA }) => limiteA),
      'domain 63',
    ).to.deep.equal(['-', '-']);
    expect(person?.guest.status).to.equal('not-invited');
    expect((await world.control.state()).mails).to.deep.equal([]);
  });

  it('with everything said, is one click (domain 66)', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example sur TEST1, gérant');
    expect(openFieldsOf(card)).to.deep.equal([]);
    expect(factsOf(card)).to.include({ 'E-mail': 'paul@x.example', Qualité: 'Direction TPE (gérant)' });
    expect(await world.interlocuteur({ email: 'paul@x.example' }), 'nothing before the click').to.equal(null);
    const done = await press(card, 'Enregistrer');
    expect(buttonsOf(done.card)).to.include.keys('Inviter', 'Modifier', 'Lier un dossier', 'Désactiver', 'Supprimer');
    expect(await world.interlocuteur({ email: 'paul@x.example' })).to.include({ roleOrganisationnel: 'gérant' });
  });

  it('says that a role is unknown, keeps it as typed and gives the lesser right (domain 8, 10, 247)', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example en tant que vigie');
    expect(textsOf(card).join('\n')).to.include('Le rôle « vigie » ne m’est pas connu.');
    await press(card, 'Enregistrer');
    expect(await world.interlocuteur({ email: 'paul@x.example' })).to.include({
      ...{ qualite: 'administratif-tpe', roleOrganisationnel: 'vigie' },
    });
  });

  it('shows every fault at once beside its field, and keeps what was typed, in the hidden fields too', async () => {
    const card = await ask('ajouter un interlocuteur');
    const typed = {
      nom: '<',
      email: 'x',
      mobile: '1',
      dossiers: 'RIEN',
      codePostal: 'x',
      pays: 'Atlantide',
      ...EXTRAS,
    };
    const faulty = await press(card, 'Enregistrer', typed);
    expect(faultsIn(faulty.card)).to.deep.equal({
      nom: 'Les caractères < et > ne sont pas admis ici.',
      email: 'Cette adresse n’est pas valable. Exemple : prenom.nom@entreprise.fr.',
      qualite: 'Champ obligatoire.',
      mobile: 'Ce numéro n’est pas valable. Exemple : 06 12 34 56 78 ou +373 69 123 456.',
      dossiers: 'Aucun dossier ne correspond à « RIEN ». Vérifiez le code ou le nom.',
      codePostal: 'Ce code postal n’est pas valable pour ce pays.',
      pays: 'Ce pays ne m’est pas connu. Écrivez son nom en toutes lettres.',
    });
    expect(fieldsOf(faulty.card)).to.include(typed);
    expect(openFieldsOf(faulty.card), 'what is wrong is not hidden').to.include.members(['codePostal', 'pays']);
    const mended = await press(faulty.card, 'Enregistrer', {
      ...{ ...GOOD, dossiers: 'TEST12', mobile: '+373 69 123 456', codePostal: '44000', pays: 'France' },
    });
    expect(faultsIn(mended.card)).to.deep.equal({});
    expect(await world.interlocuteur({ email: GOOD.email })).to.include({
      mobile: '+37369123456',
      codePostal: '44000',
    });
  });

  it('bears neither mobile nor first name (domain 52, 54, 56, 249)', async () => {
    const card = await ask('ajouter un interlocuteur');
    const { nom, email, qualite } = GOOD;
    await press(card, 'Enregistrer', { nom, email, qualite, ...EXTRAS });
    const person = await world.interlocuteur({ email });
    expect(person).to.include({ nom: 'Petit' }).and.not.have.any.keys('prenom', 'mobile');
  });

  it('asks which dossier when a code fits several, and takes the one that is chosen (domain 61, 62)', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example sur le dossier TEST, gérant');
    expect(faultsIn(card))
      .to.have.property('dossiers')
      .that.matches(/^Plusieurs dossiers correspondent à « TEST »/);
    const { choices } = nodesOf(card).find(({ id }) => id === 'dossierIds') as {
      choices: { title: string; value: string }[];
    };
    expect(choices.map(({ title }) => title)).to.deep.equal([
      'TEST1 · Boulangerie Martin',
      'TEST12 · Garage du Vieux Port',
    ]);
    const done = await press(card, 'Enregistrer', { dossierIds: choices[1]!.value });
    expect(textsOf(done.card)).to.include('TEST12 · Garage du Vieux Port');
  });

  it('« Modifier la saisie » opens every field again, and what is emptied there is forgotten', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example 06 12 34 56 78 sur TEST1, gérant');
    const open = (await press(card, 'Modifier la saisie')).card;
    expect(fieldsOf(open)).to.include({
      nom: 'Petit',
      email: 'paul@x.example',
      mobile: '06 12 34 56 78',
      role: 'gérant',
    });
    await press(open, 'Enregistrer', { nom: 'Petiot', mobile: '', dossiers: '', qualite: 'administratif-tpe' });
    const person = await world.interlocuteur({ email: 'paul@x.example' });
    expect(person).to.include({ nom: 'Petiot', qualite: 'administratif-tpe' });
    expect(person?.mobile).to.equal(undefined);
    expect(person?.links).to.deep.equal([]);
  });

  it('keeps what is known when only the missing field is sent, by a client that sends no hidden field', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit 06 12 34 56 78, gérant');
    const { verb, data } = buttonsOf(card).Enregistrer!;
    await world.click(camille, verb, { ...data, email: 'paul@x.example' });
    expect(await world.interlocuteur({ email: 'paul@x.example' })).to.include({
      ...{ nom: 'Petit', mobile: '+33612345678', roleOrganisationnel: 'gérant' },
    });
  });

  describe('when the address is known', () => {
    beforeEach(() => addPaul());
    const addPaul = async () =>
      press(await ask('ajouter l’interlocuteur Paul Petit paul@x.example, gérant'), 'Enregistrer');

    it('skips the creation and goes straight to the dossier (domain 47)', async () => {
      const card = await ask('ajouter l’interlocuteur Paul Petit PAUL@x.example sur FLEURS, gérant');
      const done = await press(card, 'Enregistrer');
      expect(textsOf(done.card)).to.include('Dossier lié, « Limité à » laissé à « - ».');
      expect(await Interlocuteur.countDocuments()).to.equal(1);
      expect((await world.interlocuteur({ email: GOOD.email }))?.links).to.have.length(1);
    });

    it('and nothing is new, says so', async () => {
      const done = await addPaul();
      expect(textsOf(done.card).join('\n')).to.include('aucun doublon n’a été créé');
    });

    it('under another name, asks before it links anybody', async () => {
      const card = await ask('ajouter l’interlocuteur Claire Martin paul@x.example sur FLEURS, gérant');
      const asked = await press(card, 'Enregistrer');
      expect(textsOf(asked.card).join('\n')).to.include('L’adresse paul@x.example est déjà celle de Paul Petit.');
      expect((await world.interlocuteur({ email: GOOD.email }))?.links).to.deep.equal([]);
      const done = await press(asked.card, 'Oui, c’est cette personne');
      expect(textsOf(done.card)).to.include('FLEURS · Fleurs Delmas');
      expect(await world.interlocuteur({ email: GOOD.email })).to.include({ nom: 'Petit' });
    });
  });

  describe('when the name is known under another address (domain 37)', () => {
    let paulId: string;
    beforeEach(async () => {
      await press(await ask('ajouter l’interlocuteur Paul Petit paul@x.example sur TEST1, gérant'), 'Enregistrer');
      paulId = String((await world.interlocuteur({ email: GOOD.email }))?._id);
    });

    const doubt = async () =>
      (
        await press(
          await ask('ajouter l’interlocuteur Paul Petit paul.petit@y.example sur FLEURS, gérant'),
          'Enregistrer',
        )
      ).card;

    it('shows who it may be, before anything is recorded', async () => {
      const texts = textsOf(await doubt());
      expect(texts).to.include(
        'Paul Petit est déjà un interlocuteur, sous une autre adresse. Vous avez saisi paul.petit@y.example.',
      );
      expect(texts).to.include('paul@x.example · Non invité').and.include('Dossiers : TEST1');
      expect(await Interlocuteur.countDocuments()).to.equal(1);
    });

    it('the same person: the known address is used', async () => {
      await press(await doubt(), 'Même personne, adresse connue');
      const person = await world.interlocuteur({ _id: paulId });
      expect(person?.email).to.equal('paul@x.example');
      expect(person?.links).to.have.length(2);
      expect(await Interlocuteur.countDocuments()).to.equal(1);
    });

    it('the same person whose address changed: it is corrected, and nobody is doubled', async () => {
      const done = await press(await doubt(), 'Même personne, adresse changée');
      expect(textsOf(done.card)).to.include('paul.petit@y.example');
      const person = await world.interlocuteur({ _id: paulId });
      expect(person?.email).to.equal('paul.petit@y.example');
      expect(person?.links).to.have.length(2);
      expect(await Interlocuteur.countDocuments()).to.equal(1);
    });

    it('the same, invited already: the card says before that a new invitation will go (domain 261)', async () => {
      await resendInvitation(world.services, world.asStaff(camille), { interlocuteurId: paulId, generation: 1 });
      await world.runJobs();
      const card = await doubt();
      expect(textsOf(card)).to.include(
        'Si son adresse a changé, une nouvelle invitation partira à paul.petit@y.example et l’ancienne sera retirée.',
      );
      const done = await press(card, 'Même personne, adresse changée');
      expect(textsOf(done.card).join('\n')).to.include('Adresse corrigée');
      for (let i = 0; i < 4; i += 1) await world.runJobs();
      const { users } = await world.control.state();
      expect(users.filter(({ mail }) => mail === 'paul@x.example')).to.deep.equal([]);
      expect(users.filter(({ mail }) => mail === 'paul.petit@y.example')).to.have.length(1);
    });

    it('another person of that name: both are on record (domain 55)', async () => {
      const done = await press(await doubt(), 'Une autre personne du même nom');
      expect(textsOf(done.card)).to.include('Interlocuteur ajouté. Personne n’a encore été invité.');
      expect(await Interlocuteur.countDocuments({ nom: 'Petit' })).to.equal(2);
    });

    it('is asked again when the address is changed after the answer', async () => {
      const card = await doubt();
      const open = (await press(card, 'Modifier la saisie')).card;
      await press(card, 'Une autre personne du même nom');
      const late = await press(open, 'Enregistrer', { email: 'autre@z.example' });
      expect(late.card ?? late.text, 'the draft is done: its person is shown').to.be.ok;
      expect(await Interlocuteur.countDocuments()).to.equal(2);
    });

    it('takes no forged person for an answer', async () => {
      const draftId = buttonsNamed(await doubt(), 'Même personne, adresse connue')[0]!.data.draftId;
      const foreign = await Interlocuteur.create({
        ...{ cabinetId: 'autre', nom: 'Autre', email: 'autre@x.example', qualite: 'direction-tpe' },
        guest: { status: 'not-invited', generation: 1, failures: 0, mail: { state: 'none' } },
      });
      for (const answer of ['same', 'changed']) {
        const data = { draftId, answer, interlocuteurId: String(foreign._id) };
        const { text } = await world.click(camille, 'interlocuteur.answer', data);
        expect(text).to.equal('Cet élément n’existe plus ou n’appartient pas à votre cabinet.');
      }
      expect(await Interlocuteur.countDocuments({ cabinetId: world.cabinetId })).to.equal(1);
    });
  });

  it('offers the invited address when the tenant knows the typed one as an alias of it (domain 37)', async () => {
    await world.control.putUser({
      ...{ userPrincipalName: 'paul_x.example#EXT#@vaubanconseil.onmicrosoft.example', mail: 'paul@x.example' },
      ...{ otherMails: ['paul.perso@y.example'], userType: 'Guest', externalUserState: 'Accepted' },
    });
    const card = await ask('ajouter l’interlocuteur Paul Petit paul.perso@y.example, gérant');
    const asked = await press(card, 'Enregistrer');
    expect(textsOf(asked.card).join('\n')).to.include('dont l’invitation est à paul@x.example');
    await press(asked.card, 'Utiliser l’adresse invitée');
    expect(await world.interlocuteur({ email: 'paul@x.example' })).to.include({ nom: 'Petit' });
    expect(await Interlocuteur.countDocuments()).to.equal(1);
  });

  describe('left and taken up again', () => {
    it('is listed by « reprendre », opens as it was left, the next day too, after a restart', async () => {
      await press(await ask('ajouter l’interlocuteur Paul Petit sur TEST1'), 'Enregistrer', {
        email: 'pas une adresse',
      });
      world.clock.forward(24 * 60 * 60);
      const list = await ask('reprendre');
      expect(textsOf(list)).to.include('Paul Petit');
      const [line] = buttonsNamed(list, 'Reprendre');
      const { card } = await world.click(camille, line!.verb, line!.data);
      expect(fieldsOf(card)).to.include({ email: 'pas une adresse' });
      expect(factsOf(card)).to.include({ Nom: 'Paul Petit', 'Dossiers client': 'TEST1 · Boulangerie Martin' });
      await press(card, 'Enregistrer', { email: 'paul@x.example', qualite: 'direction-tpe' });
      expect(await world.interlocuteur({ email: 'paul@x.example' })).to.be.an('object');
      expect(textsOf(await ask('reprendre'))).to.include('Vous n’avez aucune saisie en cours.');
    });

    it('is its owner’s alone: nobody else sees it or writes in it', async () => {
      const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example, gérant');
      expect(textsOf(await ask('reprendre', thomas))).to.include('Vous n’avez aucune saisie en cours.');
      for (const verb of ['interlocuteur.save', 'interlocuteur.edit', 'interlocuteur.drop', 'draft.resume']) {
        const { text } = await world.click(thomas, verb, { draftId: draftIdOf(card), email: 'x@y.example' });
        expect(text, verb).to.match(/^Cette saisie est terminée, abandonnée ou expirée\./);
      }
      expect((await Draft.findById(draftIdOf(card)).lean())?.state).to.equal('open');
    });

    it('dropped, records nothing and is no longer listed', async () => {
      const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example, gérant');
      const dropped = await press(card, 'Annuler');
      expect(textsOf(dropped.card)).to.include('Saisie abandonnée : rien n’a été enregistré.');
      expect(textsOf(await ask('reprendre'))).to.include('Vous n’avez aucune saisie en cours.');
      const { text } = await press(card, 'Enregistrer');
      expect(text).to.match(/^Cette saisie est terminée/);
      expect(await Interlocuteur.countDocuments()).to.equal(0);
    });
  });

  it('saved by the same click twice, at once or later, is one person, shown each time', async () => {
    const card = await ask('ajouter l’interlocuteur Paul Petit paul@x.example sur TEST1, gérant');
    const both = await Promise.all([press(card, 'Enregistrer'), press(card, 'Enregistrer')]);
    for (const { card: shown } of both) expect(textsOf(shown)).to.include('Paul Petit');
    const later = await press(card, 'Enregistrer');
    expect(textsOf(later.card)).to.include('Paul Petit');
    expect(await Interlocuteur.countDocuments()).to.equal(1);
    expect((await world.interlocuteur({ email: GOOD.email }))?.links).to.have.length(1);
  });

  it('asked for with forged or odd data changes nothing', async () => {
    for (const data of [{}, { draftId: 'x' }, { draftId: { $ne: null } }, { draftId: 'a'.repeat(24) }]) {
      const { text } = await world.click(camille, 'interlocuteur.save', { ...GOOD, ...data });
      expect(text).to.match(/^(Cette demande est incomplète|Cette saisie est terminée)/);
    }
    expect(await Interlocuteur.countDocuments()).to.equal(0);
  });

  it('leaves « ajouter un client » to the invitation, and sentences about a service to the plan', async () => {
    const summaryOf = async (text: string) => (await world.say(camille, text)).posted[0]?.activity.summary;
    expect(await summaryOf('ajouter un client')).to.equal('Inviter un client');
    expect(await summaryOf('Merci d’ajouter claire@x.example au dossier TEST1')).to.equal('Inviter un client');
    expect(await summaryOf('ajouter l’interlocuteur Paul Petit')).to.equal('Ajouter un interlocuteur');
    expect(await summaryOf('proposer Start à l’interlocuteur Paul Petit')).to.not.equal('Ajouter un interlocuteur');
  });

  it('is refused to a guest, by sentence and by click (domain 3)', async () => {
    const sophie = {
      entraObjectId: randomUUID(),
      chatUserId: '29:sophie',
      displayName: 'Sophie',
      record: camille.record,
    };
    await world.control.putUser({ id: sophie.entraObjectId, userPrincipalName: 's#EXT#@x.example', userType: 'Guest' });
    const { posted } = await world.say(sophie, 'ajouter un interlocuteur');
    expect(posted[0]?.activity.text).to.match(/^Cette commande est réservée aux collaborateurs/);
    const { text } = await world.click(sophie, 'interlocuteurs.view', {});
    expect(text).to.match(/^Cette commande est réservée aux collaborateurs/);
    expect(await Draft.countDocuments()).to.equal(0);
  });

  it('speaks English to those who asked for it', async () => {
    const mary = await world.buildStaff({ displayName: 'Mary Smith', locale: 'en' });
    const card = await ask('add a contact', mary);
    expect(textsOf(card)).to.include('Add a contact').and.include('More fields');
  });
});
