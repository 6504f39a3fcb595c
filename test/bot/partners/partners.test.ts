import { expect } from 'chai';
import { ApiKey } from '../../../models/api-key.ts';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Partner, type PartnerRecord } from '../../../models/partner.ts';
import { authenticatePartner } from '../../../workflows/partners/authenticate-partner.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';
import { buttonsOf, faultsOf, type Node, nodesOf, textsOf, valuesOf } from '../card-reading.ts';

const KEY = /relaisp_[0-9a-f]{12}_[\w-]{43}/;
const DENIED = /^Vous n’avez pas le droit/;

describe('Partner applications, in conversation', () => {
  let world: World;
  let admin: Person;
  let staff: Person;
  let channel: Record<string, unknown>;
  before(async () => {
    world = await buildWorld('bot-partners');
    admin = await world.buildStaff({ roles: ['administrateur'] });
    staff = await world.buildStaff({ displayName: 'Thomas Garnier' });
    channel = { conversation: { id: '19:c@thread.tacv2', conversationType: 'channel', tenantId: world.tenantId } };
    await world.buildDossier({ code: 'FLEURS', raisonSociale: 'Les Fleurs de Léa' });
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Boulangerie Durand' });
  });
  after(() => world.close());

  const ask = async (person: Person, text: string, overrides = {}) => {
    const { posted } = await world.say(person, text, overrides);
    const { attachments, text: said } = posted.at(-1)!.activity;
    return { card: attachments?.[0]?.content as Node, said: said as string };
  };
  const press = (card: Node | undefined, title: string, typed: Node = {}, person = admin, overrides = {}) => {
    const { verb, data } = buttonsOf(card)[title]!;
    return world.click(person, verb, { ...data, ...typed }, overrides);
  };
  const read = (card: unknown) => textsOf(card).join('\n').replaceAll('\\', '');
  const keyOn = (card: unknown) => KEY.exec(read(card))?.[0];
  const caller = (key: string) => authenticatePartner(world.services, key);
  const recordOf = (name: string) => Partner.findOne({ name }).lean<PartnerRecord>();
  const create = async (name: string, typed: Node = { reach: 'all' }) => {
    const { card } = await ask(admin, `créer un partenaire ${name}`);
    return (await press(card, 'Créer et afficher la clé', { ...valuesOf(card), ...typed })).card as Node;
  };
  /** The card of a partner, from its line in the list. */
  const open = async (name: string) => {
    const { card } = await ask(admin, 'partenaires');
    const line = nodesOf(card).find(({ items }) => ((items as Node[]) ?? [])[0]?.text === name)!;
    const { verb, data } = line.selectAction as { verb: string; data: Node };
    return (await world.click(admin, verb, data)).card as Node;
  };

  it('are created from a sentence, the key being shown once and in no message (domain 162)', async () => {
    const { card } = await ask(admin, 'créer un partenaire Pulsar Notes de frais');
    expect(valuesOf(card)).to.deep.equal({ name: 'Pulsar Notes de frais' });
    const missing = await press(card, 'Créer et afficher la clé', valuesOf(card));
    expect(faultsOf(missing.card)).to.deep.equal({ reach: 'Choisissez les dossiers accessibles.' });
    const made = await press(missing.card, 'Créer et afficher la clé', { ...valuesOf(missing.card), reach: 'all' });
    const key = keyOn(made.card)!;
    expect((await caller(key))!.partner).to.deep.include({ name: 'Pulsar Notes de frais', reach: 'all' });
    expect(JSON.stringify(world.channel.posted), 'never in a message').not.to.match(KEY);
    for (const shown of [await open('Pulsar Notes de frais'), (await ask(admin, 'partenaires')).card]) {
      expect(read(shown)).to.include('Application partenaire globale').and.include(key.slice(0, 20));
      expect(read(shown)).not.to.include(key.slice(-43));
    }
    expect(await AuditEvent.countDocuments({ act: 'partner.created' })).to.equal(1);
  });

  it('are restricted to dossiers by code or name; what fits several is asked about (domain 62, 169)', async () => {
    const { card } = await ask(admin, 'nouveau partenaire Paie Facile');
    const typed = { ...valuesOf(card), reach: 'dossiers' };
    const empty = await press(card, 'Créer et afficher la clé', typed);
    expect(faultsOf(empty.card)).to.deep.equal({ dossiers: 'Indiquez au moins un dossier.' });
    const unknown = await press(card, 'Créer et afficher la clé', { ...typed, dossiers: 'fleurs, NULLEPART' });
    expect(faultsOf(unknown.card).dossiers).to.match(/«\sNULLEPART\s»/);
    const several = await press(unknown.card, 'Créer et afficher la clé', {
      ...typed,
      dossiers: 'fleurs; boulangerie',
    });
    expect(faultsOf(several.card).dossiers).to.match(/Plusieurs dossiers/);
    const choice = nodesOf(several.card).find(({ id }) => id === 'dossierIds') as { choices: { value: string }[] };
    expect(await Partner.countDocuments({ name: 'Paie Facile' })).to.equal(0);
    const made = await press(several.card, 'Créer et afficher la clé', {
      ...valuesOf(several.card),
      dossierIds: choice.choices[0]!.value,
    });
    expect(keyOn(made.card)).to.match(KEY);
    expect((await recordOf('Paie Facile'))!.dossierIds).to.have.length(2);
    expect(read(await open('Paie Facile')))
      .to.include('2 dossiers')
      .and.include('FLEURS, TEST1');
  });

  it('of a name that exists already are not created twice', async () => {
    const again = await create('pulsar notes de FRAIS');
    expect(faultsOf(again).name).to.match(/porte déjà ce nom/);
    expect(await Partner.countDocuments({ nameKey: 'pulsar notes de frais' })).to.equal(1);
  });

  it('change their name and their dossiers, once for the same click twice', async () => {
    await create('Avant');
    const form = (await press(await open('Avant'), 'Modifier')).card as Node;
    expect(valuesOf(form)).to.deep.equal({ name: 'Avant', reach: 'all' });
    const typed = { name: 'Après', reach: 'dossiers', dossiers: 'fleurs', dossierIds: '' };
    expect(read((await press(form, 'Enregistrer', typed)).card)).to.include('Modification enregistrée.');
    expect(read((await press(form, 'Enregistrer', { ...typed, reach: 'all' })).card)).to.include(
      'rien n’a été modifié',
    );
    expect(await recordOf('Après')).to.include({ reach: 'dossiers' });
    const second = (await press(await open('Après'), 'Modifier')).card as Node;
    expect(valuesOf(second)).to.deep.equal({ name: 'Après', reach: 'dossiers', dossiers: 'FLEURS' });
    const taken = await press(second, 'Enregistrer', { ...valuesOf(second), name: 'Pulsar notes de frais' });
    expect(faultsOf(taken.card).name).to.match(/porte déjà ce nom/);
    const emptied = await press(second, 'Enregistrer', { ...valuesOf(second), dossiers: '' });
    expect(faultsOf(emptied.card).dossiers).to.equal('Indiquez au moins un dossier.');
  });

  it('with more dossiers than a form can show keep them when none is typed', async () => {
    const many = Array.from({ length: 120 }, (_, n) => world.buildDossier({ code: `LOT-NUMERO-${n}` }));
    const codes = (await Promise.all(many)).map(({ code }) => code).join('\n');
    await create('Beaucoup', { reach: 'dossiers', dossiers: codes });
    expect((await recordOf('Beaucoup'))!.dossierIds).to.have.length(120);
    const form = (await press(await open('Beaucoup'), 'Modifier')).card as Node;
    expect(valuesOf(form)).to.deep.equal({ name: 'Beaucoup', reach: 'dossiers' });
    expect(read(form)).to.include('garder les 120 dossiers actuels');
    await press(form, 'Enregistrer', { name: 'Beaucoup aussi', reach: 'dossiers', dossiers: '' });
    expect((await recordOf('Beaucoup aussi'))!.dossierIds).to.have.length(120);
  });

  it('renew their key after a question, once for the same click twice', async () => {
    const first = keyOn(await create('Rotation'))!;
    const question = (await press(await open('Rotation'), 'Renouveler la clé')).card as Node;
    expect(valuesOf(question)).to.deep.equal({ graceHours: '24' });
    expect((await recordOf('Rotation'))!.keys).to.have.length(1);
    const renewed = (await press(question, 'Oui, renouveler', { graceHours: '72' })).card;
    expect(read(renewed)).to.include('26 novembre 2026');
    expect(keyOn((await press(question, 'Oui, renouveler', { graceHours: '0' })).card)).to.equal(undefined);
    for (const key of [first, keyOn(renewed)!]) expect(await caller(key), key).to.be.an('object');
    // An empty choice, as an odd client may send it, is not « tout de suite ».
    const next = (await press(await open('Rotation'), 'Renouveler la clé')).card as Node;
    await press(next, 'Oui, renouveler', { graceHours: '' });
    const good = [first, keyOn(renewed)!].map(async (key) => Boolean(await caller(key)));
    expect((await Promise.all(good)).filter(Boolean)).to.have.length(1);
  });

  it('lose one key, or every access, after a question', async () => {
    const key = keyOn(await create('Fin'))!;
    const line = nodesOf(await open('Fin')).find(({ verb }) => verb === 'partner.revoke-key-ask') as { data: Node };
    const question = (await world.click(admin, 'partner.revoke-key-ask', line.data)).card as Node;
    expect(read(question)).to.include('C’est sa seule clé valable');
    expect(await caller(key)).to.be.an('object');
    expect(read((await press(question, 'Oui, révoquer cette clé')).card)).to.include('Aucune clé valable');
    expect(await caller(key)).to.equal(undefined);

    const other = (await press(await open('Fin'), 'Révoquer')).card as Node;
    expect((await recordOf('Fin'))!.revokedAt).to.equal(undefined);
    const gone = (await press(other, 'Oui, révoquer l’application')).card as Node;
    expect(read(gone)).to.include('elle n’a plus aucun accès');
    expect(Object.keys(buttonsOf(gone))).to.deep.equal(['Voir les applications']);
    expect(read((await press(other, 'Oui, révoquer l’application')).card)).to.include('elle n’a plus aucun accès');
    const { partnerId } = line.data as { partnerId: string };
    expect((await world.click(admin, 'partner.edit-ask', { partnerId })).text).to.match(/est révoquée/);
    expect(keyOn(await create('Fin'))).to.match(KEY);
  });

  it('are told at an address, whose secret is shown once and in no message', async () => {
    await create('Webhook');
    const form = (await press(await open('Webhook'), 'Webhook')).card as Node;
    const faulty = await press(form, 'Enregistrer et afficher le secret', { url: 'http://api.pulsar.example/x' });
    expect(faultsOf(faulty.card).url).to.match(/https/);
    expect(valuesOf(faulty.card)).to.deep.equal({ url: 'http://api.pulsar.example/x' });
    const set = await press(faulty.card, 'Enregistrer et afficher le secret', { url: 'api.pulsar.example/x' });
    const { webhook } = (await recordOf('Webhook'))!;
    expect(webhook!.url).to.equal('https://api.pulsar.example/x');
    expect(read(set.card)).to.include(webhook!.secret);
    expect(JSON.stringify(world.channel.posted)).not.to.include(webhook!.secret);
    const again = await press(form, 'Enregistrer et afficher le secret', { url: 'api.pulsar.example/x' });
    expect(read(again.card)).to.include('rien n’a été modifié');
    const card = await open('Webhook');
    expect(read(card)).to.include('api.pulsar.example').and.not.include(webhook!.secret);
    const removing = (await press(card, 'Webhook')).card as Node;
    expect(read((await press(removing, 'Retirer le webhook')).card)).to.include('Le webhook est retiré');
    expect((await recordOf('Webhook'))!.webhook).to.equal(undefined);
  });

  it('are not for others', async () => {
    for (const text of ['partenaires', 'créer un partenaire Pirate']) {
      expect((await ask(staff, text)).said, text).to.match(DENIED);
    }
    const { _id, keys, version } = (await recordOf('Rotation'))!;
    const ids = { partnerId: String(_id), keyId: String(keys[0]!._id), version, graceHours: '0' };
    const typed = { ...ids, name: 'Pirate', reach: 'all', dossiers: '', dossierIds: '', url: 'https://evil.example/x' };
    const verbs = [
      ...['partners.view', 'partner.view', 'partner.create', 'partner.edit-ask', 'partner.edit', 'partner.rotate-ask'],
      ...['partner.rotate', 'partner.revoke-key-ask', 'partner.revoke-key', 'partner.revoke-ask', 'partner.revoke'],
      ...['partner.webhook-ask', 'partner.webhook', 'partner.webhook-remove'],
    ];
    for (const verb of verbs) expect((await world.click(staff, verb, typed)).text, verb).to.match(DENIED);
    for (const verb of verbs.filter((one) => one !== 'partners.view' && one !== 'partner.create')) {
      const stray = await world.click(admin, verb, { ...typed, partnerId: 'f'.repeat(24) });
      expect(stray.text, verb).to.match(/n’existe plus/);
    }
    expect(await recordOf('Pirate')).to.equal(null);
    expect((await recordOf('Rotation'))!.version).to.equal(version);
  });

  it('show no key and no secret in front of others', async () => {
    expect((await ask(admin, 'créer un partenaire', channel)).said).to.match(/conversation privée/);
    const { _id, version } = (await recordOf('Rotation'))!;
    const typed = { partnerId: String(_id), version, graceHours: '24', url: 'https://api.pulsar.example/x' };
    const forced = { ...typed, name: 'Public', reach: 'all' };
    for (const verb of [
      'partner.create',
      'partner.rotate-ask',
      'partner.rotate',
      'partner.webhook-ask',
      'partner.webhook',
    ]) {
      expect((await world.click(admin, verb, forced, channel as never)).text, verb).to.match(/conversation privée/);
    }
    expect(await recordOf('Public')).to.equal(null);
    expect((await recordOf('Rotation'))!.version).to.equal(version);
    expect(read((await ask(admin, 'partenaires', channel)).card)).to.include('Rotation');
  });

  it('are paged, the first page being a click away', async () => {
    for (let n = 0; n < 3; n += 1) await create(`Page ${n}`);
    const first = (await ask(admin, 'applications partenaires')).card;
    expect(nodesOf(first).filter(({ selectAction }) => selectAction)).to.have.length(8);
    const second = (await press(first, 'Voir les suivantes')).card as Node;
    expect(read(second)).to.include('Révoquée le');
    expect(Object.keys(buttonsOf(second))).to.include('Revenir au début');
    expect(read((await press(second, 'Revenir au début')).card)).to.include('Après');
  });

  it('may be managed by a program of the firm: its key says so', async () => {
    const { card } = await ask(admin, 'créer une clé d’API');
    expect(valuesOf(card)).to.deep.equal({ scopes: 'dossiers.import' });
    const none = await press(card, 'Créer une clé', { label: 'Paie', scopes: '' });
    expect(faultsOf(none.card)).to.deep.equal({ scopes: 'Choisissez au moins un usage.' });
    expect(await ApiKey.countDocuments()).to.equal(0);
    await press(none.card, 'Créer une clé', { label: 'Paie', scopes: 'dossiers.import,partners.manage' });
    const made = await ApiKey.findOne().lean();
    expect(made!.scopes).to.deep.equal(['dossiers.import', 'partners.manage']);
    expect(read((await ask(admin, 'clés d’API')).card)).to.include('Gérer les applications partenaires');
  });
});
