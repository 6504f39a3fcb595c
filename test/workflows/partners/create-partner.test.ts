import { expect } from 'chai';
import mongoose from 'mongoose';
import { outboxEvent } from '../../../models/outbox.ts';
import { Partner, type PartnerKey } from '../../../models/partner.ts';
import { sweepOutbox } from '../../../workflows/dispatch-outbox.ts';
import { authenticatePartner } from '../../../workflows/partners/authenticate-partner.ts';
import { createPartner } from '../../../workflows/partners/create-partner.ts';
import { getPartner } from '../../../workflows/partners/get-partner.ts';
import { listPartners } from '../../../workflows/partners/list-partners.ts';
import { revokePartner } from '../../../workflows/partners/revoke-partner.ts';
import { buildPartnering, type Partnering, refusalOf, TEAMS } from './partnering.ts';

describe('Creating a partner application', () => {
  let scene: Partnering;
  before(async () => {
    scene = await buildPartnering('create-partner');
  });
  after(() => scene.world.close());

  it('gives its key once, and keeps a fingerprint of it (domain 162)', async () => {
    const made = await scene.create({ name: 'Pulsar Notes de frais' });
    expect(made.key).to.match(/^relaisp_[0-9a-f]{12}_[\w-]{43}$/);
    expect(Buffer.from(made.key.split('_').slice(2).join('_'), 'base64url')).to.have.length(32);
    const everything = [];
    for (const collection of await mongoose.connection.db!.collections()) {
      everything.push(...(await collection.find().toArray()));
    }
    expect(JSON.stringify(everything)).to.include(made.prefix).and.not.include(made.key.slice(-43));
    const [line] = await scene.linesOf(made.partnerId);
    expect(line).to.deep.include({ act: 'partner.created', door: 'teams' });
    expect(line!.actor).to.deep.equal({ kind: 'collaborateur', id: String(scene.admin.collaborateurId) });
    expect(line!.after).to.include({ name: 'Pulsar Notes de frais', reach: 'all', prefix: made.prefix });
    expect((await scene.recordOf(made.partnerId)).outbox).to.deep.equal([]);
  });

  it('opens every dossier as a global application, or those that are named (domain 169)', async () => {
    const everywhere = await scene.recordOf((await scene.create()).partnerId);
    expect(everywhere).to.deep.include({ reach: 'all', dossierIds: [] });
    const ids = [scene.dossiers.fleurs, scene.dossiers.test1, scene.dossiers.fleurs].map(({ _id }) => String(_id));
    const { reach, dossierIds } = await scene.recordOf((await scene.create({ dossierIds: ids })).partnerId);
    expect({ reach, dossierIds: dossierIds.map(String) }).to.deep.equal({
      reach: 'dossiers',
      dossierIds: ids.slice(0, 2),
    });
  });

  it('never takes an empty list of dossiers for all of them, nor one of another firm', async () => {
    const before = await Partner.countDocuments();
    expect(await refusalOf(scene.create({ dossierIds: [] }))).to.equal('invalid-input');
    expect(await refusalOf(scene.create({ dossierIds: ['f'.repeat(24)] }))).to.equal('not-found');
    const foreign = await scene.world.buildDossier({ code: 'AILLEURS', cabinetId: 'another-firm' });
    expect(await refusalOf(scene.create({ dossierIds: [String(foreign._id)] }))).to.equal('not-found');
    expect(await Partner.countDocuments()).to.equal(before);
  });

  it('twice under one name makes one, case and accents aside, even at the same instant', async () => {
    const both = await Promise.all(['Études & Co', 'etudes co'].map((name) => refusalOf(scene.create({ name }))));
    expect(both.sort()).to.deep.equal(['partner-name-taken', undefined].sort());
    expect(await Partner.countDocuments({ nameKey: 'etudes co' })).to.equal(1);
  });

  it('takes a name in another alphabet', async () => {
    const { partnerId } = await scene.create({ name: '会計' });
    expect((await scene.recordOf(partnerId)).nameKey).to.equal('会計');
  });

  it('leaves a name free to another firm', async () => {
    await scene.create({ name: 'Commun' });
    const made = await createPartner(scene.world.services, scene.stranger, {
      ...{ name: 'Commun', dossierIds: null, ...TEAMS },
    });
    expect(await authenticatePartner(scene.world.services, made.key)).to.deep.include({ keyId: made.keyId });
  });

  it('may come with a webhook, whose secret is given once; a bad address leaves nothing', async () => {
    const made = await scene.create({ webhookUrl: 'https://api.pulsar.example/relais' });
    expect(made.webhookSecret).to.match(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await scene.recordOf(made.partnerId)).webhook).to.deep.equal({
      ...{ url: 'https://api.pulsar.example/relais', secret: made.webhookSecret },
    });
    const before = await Partner.countDocuments();
    const refused = scene.create({ webhookUrl: 'http://api.pulsar.example/relais' });
    expect(await refusalOf(refused)).to.equal('webhook-not-https');
    expect(await Partner.countDocuments()).to.equal(before);
  });

  it('leaves its audit line even when the process dies right after it', async () => {
    const { world } = scene;
    const { partnerId } = await scene.create();
    const line = { actor: { kind: 'system', id: 'x' }, door: 'teams', act: 'partner.tried' } as const;
    const audit = { ...line, subject: { kind: 'partner', id: partnerId } };
    await Partner.updateOne({ _id: partnerId }, { $push: { outbox: outboxEvent(world.clock.now(), { audit }) } });
    world.clock.forward(10);
    await sweepOutbox(world.services);
    expect((await scene.linesOf(partnerId)).map(({ act }) => act)).to.deep.equal(['partner.created', 'partner.tried']);
    expect((await scene.recordOf(partnerId)).outbox).to.deep.equal([]);
  });

  it('has keys that are no other partner’s; several may have none', async () => {
    const record = await scene.recordOf((await scene.create()).partnerId);
    const copy = (name: string, keys: PartnerKey[]) =>
      refusalOf(Partner.create({ ...record, _id: undefined, name, nameKey: name, keys, outbox: [] }));
    expect(await copy('copie', record.keys)).to.equal(11000);
    expect([await copy('sans-1', []), await copy('sans-2', [])]).to.deep.equal([undefined, undefined]);
  });

  it('is for administrateurs, as is seeing any', async () => {
    const { world, staff, stranger } = scene;
    const { partnerId } = await scene.create();
    const input = { name: 'Pirate', dossierIds: null, ...TEAMS };
    expect(await refusalOf(createPartner(world.services, staff, input))).to.equal('not-allowed');
    expect(await refusalOf(listPartners(world.services, staff, { skip: 0, limit: 10 }))).to.equal('not-allowed');
    expect(await refusalOf(getPartner(world.services, staff, partnerId))).to.equal('not-allowed');
    expect(await refusalOf(getPartner(world.services, stranger, partnerId))).to.equal('not-found');
    expect(await Partner.countDocuments({ name: 'Pirate' })).to.equal(0);
  });

  it('is listed by name, the revoked last, with no secret in it', async () => {
    const { world, admin } = scene;
    const gone = await scene.create({ name: 'Aaa' });
    await revokePartner(world.services, admin, { partnerId: gone.partnerId, ...TEAMS });
    const page = await listPartners(world.services, admin, { skip: 0, limit: 100 });
    expect(page.total).to.equal(page.lines.length);
    expect(page.lines.at(-1)).to.include({ name: 'Aaa' });
    const names = page.lines.slice(0, -1).map(({ name }) => name);
    expect(names.indexOf('Commun')).to.be.lessThan(names.indexOf('Pulsar Notes de frais'));
    const second = await listPartners(world.services, admin, { skip: 1, limit: 1 });
    expect(second.lines.map(({ name }) => name)).to.deep.equal([names[1]]);
    const views = await Promise.all(page.lines.map(({ partnerId }) => getPartner(world.services, admin, partnerId)));
    expect(JSON.stringify([page, views])).not.to.match(/whsec_|keyHash|[0-9a-f]{64}/);
  });
});
