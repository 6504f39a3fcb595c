import { expect } from 'chai';
import mongoose from 'mongoose';
import { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { deactivateInterlocuteur } from '../../../workflows/interlocuteurs/deactivate-interlocuteur.ts';
import { reactivateInterlocuteur } from '../../../workflows/interlocuteurs/reactivate-interlocuteur.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { revokeServices } from '../../../workflows/interlocuteurs/revoke-services.ts';
import { sweepRevocations } from '../../../workflows/interlocuteurs/sweep-revocations.ts';
import { readClientAccess } from '../../../workflows/offers/client-rights.ts';
import { buildPeople, CLAIRE, codeOf, type People } from './people.ts';

describe('« Actif »', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('deactivate');
  });
  beforeEach(async () => {
    await Promise.all([Interlocuteur.deleteMany({}), Dossier.deleteMany({}), firm.world.control.reset()]);
  });
  after(() => firm.world.close());

  const rights = async (interlocuteurId: string, dossier: { _id: unknown }) =>
    (await readClientAccess(firm.world.cabinetId, interlocuteurId, String(dossier._id))).rights.size;
  const deactivate = async (id: string, by = firm.admin) =>
    deactivateInterlocuteur(firm.services, by, await firm.versionOf(id));
  const reactivate = async (id: string, by = firm.admin) =>
    reactivateInterlocuteur(firm.services, by, await firm.versionOf(id));

  it('off closes every right at once, and on opens them again, services and access kept (domain 11)', async () => {
    const dossier = await firm.dossier();
    const id = await firm.guest({ on: [dossier] });
    await firm.open(dossier, id, 'start');
    await firm.run();
    expect(await rights(id, dossier)).to.be.greaterThan(0);

    expect(await deactivate(id)).to.equal(true);
    expect(await rights(id, dossier), 'with the write itself, before any job').to.equal(0);
    await firm.run();
    expect((await firm.record(id)).guest.status).to.equal('accepted');
    expect((await firm.grant(dossier, id, 'start'))?.status).to.equal('active');

    expect(await reactivate(id)).to.equal(true);
    expect(await rights(id, dossier)).to.be.greaterThan(0);
    const acts = await firm.actsOn(id);
    expect(acts.slice(-2)).to.deep.equal(['interlocuteur.deactivated', 'interlocuteur.reactivated']);
  });

  it('off holds back a service that was on its way, which goes on once it is on again (domain 11)', async () => {
    const dossier = await firm.dossier();
    const id = await firm.guest({ on: [dossier], accepts: false });
    await firm.open(dossier, id, 'start');
    await deactivate(id);
    await firm.world.control.accept(CLAIRE.email);
    await firm.look();
    expect((await firm.grant(dossier, id, 'start'))?.status).to.equal('proposed');
    await reactivate(id);
    await firm.run();
    expect((await firm.grant(dossier, id, 'start'))?.status).to.equal('active');
  });

  it('is switched by one of several clicks, and by none from an older card', async () => {
    const { interlocuteurId } = await firm.add();
    const ref = await firm.versionOf(interlocuteurId);
    const clicks = await Promise.all([1, 2, 3].map(() => deactivateInterlocuteur(firm.services, firm.admin, ref)));
    expect(clicks.filter(Boolean)).to.have.length(1);
    expect(await reactivateInterlocuteur(firm.services, firm.admin, ref), 'an older card').to.equal(false);
    expect(await deactivate(interlocuteurId), 'off already').to.equal(false);
  });

  it('is for those who may take the access away, and for everybody before there is one', async () => {
    const id = await firm.guest({ on: [await firm.dossier()] });
    expect(await codeOf(deactivate(id, firm.other))).to.equal('not-allowed');
    expect(await deactivate(id, firm.maitre)).to.equal(true);
    expect(await codeOf(reactivate(id, firm.other))).to.equal('not-allowed');
    const { interlocuteurId } = await firm.add({ email: 'autre@x.example' });
    expect(await deactivate(interlocuteurId, firm.other)).to.equal(true);
  });

  it('of another firm’s people is not found', async () => {
    const { interlocuteurId } = await firm.add();
    expect(await codeOf(deactivate(interlocuteurId, { ...firm.admin, cabinetId: 'autre' }))).to.equal('not-found');
  });
});

describe('Removing an interlocuteur', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('remove-interlocuteur');
  });
  beforeEach(async () => {
    await Promise.all([Interlocuteur.deleteMany({}), Dossier.deleteMany({}), firm.world.control.reset()]);
    await forgetJobs();
  });
  after(() => firm.world.close());

  const forgetJobs = () => mongoose.connection.db!.collection('jobs').deleteMany({});
  const remove = async (id: string, by = firm.admin) =>
    removeInterlocuteur(firm.services, by, await firm.versionOf(id));

  /** Claire, with services on two dossiers. */
  async function withServices() {
    const dossiers = [await firm.dossier(), await firm.dossier()] as const;
    const id = await firm.guest({ on: dossiers });
    for (const dossier of dossiers) await firm.open(dossier, id, 'start');
    await firm.open(dossiers[0], id, 'co-production');
    await firm.run();
    return { id, dossiers };
  }

  it('ends everything: links, services on every dossier, access to the tenant (domain 48, 261)', async () => {
    const { id, dossiers } = await withServices();
    expect(await remove(id)).to.equal(true);
    const person = await firm.record(id);
    expect(person.links).to.deep.equal([]);
    expect(person.removedAt).to.be.instanceOf(Date);
    const { rights } = await readClientAccess(firm.world.cabinetId, id, dossiers[0]._id);
    expect(rights.size, 'with the write itself').to.equal(0);

    await firm.run();
    for (const dossier of dossiers) {
      const { grants } = await firm.read(dossier);
      expect(grants.map(({ status }) => status)).to.satisfy((all: string[]) => all.every((one) => one === 'revoked'));
      expect(grants[0]).to.include({ revokedBecause: 'interlocuteur-removed' });
      expect(String(grants[0]?.revokedBy)).to.equal(String(firm.admin.collaborateurId));
    }
    const { users } = await firm.world.control.state();
    expect(users.filter(({ mail }) => mail === CLAIRE.email)).to.deep.equal([]);
    const after = await firm.record(id);
    expect(after.guest.status).to.equal('removed');
    expect(after.revocations).to.deep.equal([]);
    expect(await firm.actsOn(id)).to.include.members(['interlocuteur.removed', 'guest.withdrawn']);
    expect(await firm.actsOn(String(dossiers[0]._id))).to.include('grant.revoked');
  });

  it('leaves the services of others on the same dossier alone', async () => {
    const { id, dossiers } = await withServices();
    const other = await firm.guest({ email: 'paul@x.example', nom: 'Petit', on: [dossiers[0]] });
    await firm.open(dossiers[0], other, 'start');
    await firm.run();
    await remove(id);
    await firm.run();
    expect((await firm.grant(dossiers[0], other, 'start'))?.status).to.equal('active');
  });

  it('of somebody never invited touches nothing of Microsoft 365', async () => {
    const { interlocuteurId } = await firm.add({ on: [await firm.dossier()] });
    await firm.world.control.clearRequests();
    expect(await remove(interlocuteurId, firm.other)).to.equal(true);
    await firm.run();
    expect(await firm.world.control.requests()).to.deep.equal([]);
    expect((await firm.record(interlocuteurId)).guest.status).to.equal('not-invited');
  });

  it('killed before its job, between two dossiers, or run twice at once, ends the same', async () => {
    const { id, dossiers } = await withServices();
    await remove(id);
    await forgetJobs();
    const [revocation] = (await firm.record(id)).revocations;
    expect(revocation, 'still to be done').to.be.an('object');
    // As if the worker had died after the first dossier.
    const ids = { cabinetId: firm.world.cabinetId, interlocuteurId: id, revocationId: revocation!._id };
    await revokeServices(firm.services, ids);
    await Interlocuteur.updateOne({ _id: id }, { $set: { revocations: [revocation] } });
    await Dossier.updateOne({ _id: dossiers[1]._id }, { $set: { 'grants.0.status': 'active' } });

    firm.world.clock.forward(30);
    expect(await sweepRevocations(firm.services)).to.equal(1);
    await Promise.all([revokeServices(firm.services, ids), revokeServices(firm.services, ids)]);
    await firm.run();
    for (const dossier of dossiers) {
      expect((await firm.read(dossier)).grants.every(({ status }) => status === 'revoked')).to.equal(true);
    }
    expect((await firm.record(id)).revocations).to.deep.equal([]);
    expect(await sweepRevocations(firm.services)).to.equal(0);
    expect(await revokeServices(firm.services, ids)).to.equal('nothing');
  });

  it('does not take from somebody who came back what they were given since', async () => {
    const { id, dossiers } = await withServices();
    await remove(id);
    await forgetJobs();
    const [revocation] = (await firm.record(id)).revocations;
    firm.world.clock.forward(60);
    await firm.add({ on: [dossiers[0]] });
    const grants = (await firm.read(dossiers[0])).grants.map((grant) =>
      grant.offer === 'start' ? { ...grant, requestedAt: firm.world.clock.now() } : grant,
    );
    await Dossier.updateOne({ _id: dossiers[0]._id }, { $set: { grants } });
    await revokeServices(firm.services, {
      ...{ cabinetId: firm.world.cabinetId, interlocuteurId: id, revocationId: revocation!._id },
    });
    expect((await firm.grant(dossiers[0], id, 'start'))?.status).to.equal('active');
    expect((await firm.grant(dossiers[0], id, 'co-production'))?.status).to.equal('revoked');
  });

  it('is done by one of several clicks, and by none from an older card', async () => {
    const { interlocuteurId } = await firm.add();
    const ref = await firm.versionOf(interlocuteurId);
    expect(await removeInterlocuteur(firm.services, firm.admin, { ...ref, version: 0 })).to.equal(false);
    const clicks = await Promise.all([1, 2, 3].map(() => removeInterlocuteur(firm.services, firm.admin, ref)));
    expect(clicks.filter(Boolean)).to.have.length(1);
    expect(await remove(interlocuteurId)).to.equal(false);
  });

  it('is for whoever gave the access, those who answer for every dossier, and administrateurs', async () => {
    const dossier = await firm.dossier();
    const id = await firm.guest({ on: [dossier] });
    expect(await codeOf(remove(id, firm.other))).to.equal('not-allowed');
    expect(await remove(id, firm.maitre)).to.equal(true);
  });

  it('knows nobody of another firm', async () => {
    const { interlocuteurId } = await firm.add();
    expect(await codeOf(remove(interlocuteurId, { ...firm.admin, cabinetId: 'autre' }))).to.equal('not-found');
  });
});
