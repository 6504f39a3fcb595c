import { expect } from 'chai';
import { Types } from 'mongoose';
import { AuditEvent } from '../../../models/audit-event.ts';
import { Dossier, type DossierRecord } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { addDirigeant } from '../../../workflows/dossiers/add-dirigeant.ts';
import type { CheckedDossier } from '../../../workflows/dossiers/check-dossier-form.ts';
import { createDossier } from '../../../workflows/dossiers/create-dossier.ts';
import { inviteDirigeants } from '../../../workflows/dossiers/invite-dirigeants.ts';
import { linkDirigeants } from '../../../workflows/dossiers/link-dirigeants.ts';
import { sweepDirigeants } from '../../../workflows/dossiers/sweep-dirigeants.ts';
import { inviteClient } from '../../../workflows/invitations/invite-client.ts';
import type { Staff } from '../../../workflows/rights.ts';
import { buildWorld, type World } from '../../support/world.ts';
import { sirenOf } from '../portfolio-imports/importing.ts';

describe('Making a dossier', () => {
  let world: World;
  let camille: Staff;
  let julien: Staff;
  let made = 0;
  before(async () => {
    world = await buildWorld('create-dossier');
    camille = world.asStaff(await world.buildStaff());
    julien = world.asStaff(await world.buildStaff({ displayName: 'Julien Lefèvre' }));
  });
  after(() => world.close());

  function company(overrides: Partial<CheckedDossier> = {}): CheckedDossier {
    made += 1;
    const named = { code: `N${made}`, raisonSociale: `Nouvelle ${made}`, siren: sirenOf(made) };
    return { ...named, ape: '7022Z', pays: 'FR', invites: false, ...overrides };
  }
  const claire = (email = `claire${made + 1}@client.example`) => ({ nom: 'Martin', prenom: 'Claire', email });
  async function create(overrides: Partial<CheckedDossier> = {}): Promise<DossierRecord> {
    const outcome = await createDossier(world.services, camille, company(overrides));
    expect(outcome.kind).to.equal('created');
    return (await Dossier.findById(outcome.dossier._id).lean<DossierRecord>())!;
  }
  const guestsInvited = async () => (await world.control.state()).users.length;

  it('is one write, and whoever makes it is its maître unless told otherwise (domain 12, 102)', async () => {
    const dossier = await create();
    expect(dossier).to.deep.include({ status: 'active', version: 1, outbox: [], pays: 'FR' });
    expect(dossier.maitreDuDossierId).to.deep.equal(camille.collaborateurId);
    const other = await create({ maitreDuDossierId: julien.collaborateurId });
    expect(other.maitreDuDossierId).to.deep.equal(julien.collaborateurId);
    expect(other.createdBy).to.deep.equal(camille.collaborateurId);
    const line = await AuditEvent.findOne({ act: 'dossier.created', 'subject.id': String(dossier._id) }).lean();
    expect(line?.actor).to.deep.equal({ kind: 'collaborateur', id: String(camille.collaborateurId) });
  });

  it('keeps a responsable portefeuille when one is chosen, and none otherwise (domain 13, 14)', async () => {
    expect((await create({ chefDeMissionId: julien.collaborateurId })).chefDeMissionId).to.deep.equal(
      julien.collaborateurId,
    );
    expect((await create()).chefDeMissionId).to.equal(undefined);
  });

  it('shows the dossier that has the code or the SIREN already, and makes no second one (domain 105, 106)', async () => {
    const first = await create({ code: 'Déjà-1' });
    const before = await Dossier.countDocuments();
    const byCode = await createDossier(world.services, julien, company({ code: 'DEJA-1', raisonSociale: 'Autre' }));
    expect(byCode).to.deep.include({ kind: 'existing', by: 'code' });
    const bySiren = await createDossier(world.services, julien, company({ siren: first.siren }));
    expect(bySiren).to.deep.include({ kind: 'existing', by: 'siren' });
    for (const { dossier } of [byCode, bySiren]) expect(dossier._id).to.deep.equal(first._id);
    expect(await Dossier.countDocuments()).to.equal(before);
    expect(await Dossier.findById(first._id).lean()).to.deep.equal(first);
  });

  it('is made once by ten wishes at once: the database decides', async () => {
    const same = company();
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, (_, i) =>
        createDossier(world.services, camille, i % 2 ? same : { ...same, code: `AUTRE${i}` }),
      ),
    );
    expect(outcomes.filter(({ kind }) => kind === 'created')).to.have.length(1);
    expect(new Set(outcomes.map(({ dossier }) => String(dossier._id))).size).to.equal(1);
  });

  it('asked for again under the same identifier, is the one that was made', async () => {
    const id = String(new Types.ObjectId());
    const wish = company();
    for (const _ of [1, 2]) {
      const { kind, dossier } = await createDossier(world.services, camille, wish, id);
      expect(kind).to.equal('created');
      expect(String(dossier._id)).to.equal(id);
    }
  });

  it('makes its contact an interlocuteur who directs, linked as dirigeant and not invited (domain 15, 111)', async () => {
    const dossier = await create({ dirigeant: { ...claire(), mobile: '+33612345678' } });
    expect(dossier.dirigeantsToLink).to.deep.equal([]);
    const person = await Interlocuteur.findOne({ 'links.dossierId': dossier._id }).lean();
    expect(person).to.deep.include({
      nom: 'Martin',
      prenom: 'Claire',
      qualite: 'direction-tpe',
      mobile: '+33612345678',
    });
    expect(person?.links[0]).to.deep.include({ isDirigeant: true, limiteA: '-' });
    expect(person?.guest.status).to.equal('not-invited');
    expect(person?.searchKeys).to.include('claire');
    await world.runJobs();
    expect((await world.interlocuteur({ _id: person!._id }))?.guest.status).to.equal('not-invited');
  });

  it('with the invitation ticked, invites the dirigeant at once (domain 101, 110)', async () => {
    const before = await guestsInvited();
    const dossier = await create({ dirigeant: claire('invitee@client.example'), invites: true });
    const person = await world.interlocuteur({ email: 'invitee@client.example' });
    expect(person?.guest.status).to.equal('inviting');
    expect(person?.links).to.have.length(1);
    expect(person?.links[0]).to.deep.include({ dossierId: dossier._id, isDirigeant: true });
    await world.runJobs();
    expect((await world.interlocuteur({ email: 'invitee@client.example' }))?.guest.status).to.equal('pending');
    expect(await guestsInvited()).to.equal(before + 1);
  });

  it('sends the invitation later, once, when the bilan flash is ready (domain 111, 112)', async () => {
    const dossier = await create({ dirigeant: claire('plus.tard@client.example') });
    const id = String(dossier._id);
    const counts = await Promise.all([1, 2].map(() => inviteDirigeants(world.services, camille, id)));
    expect(counts[0]! + counts[1]!).to.equal(1);
    await world.runJobs();
    expect((await world.interlocuteur({ email: 'plus.tard@client.example' }))?.guest.status).to.equal('pending');
    expect(await inviteDirigeants(world.services, camille, id)).to.equal(0);
  });

  it('gives a company several dirigeants, each once (domain 16)', async () => {
    const dossier = await create({ dirigeant: claire('un@multi.example') });
    const dossierId = String(dossier._id);
    const second = { nom: 'Petit', email: 'deux@multi.example' };
    expect(await addDirigeant(world.services, camille, { dossierId, dirigeant: second, invites: false })).to.equal(
      true,
    );
    expect(await addDirigeant(world.services, camille, { dossierId, dirigeant: second, invites: false })).to.equal(
      false,
    );
    const people = await Interlocuteur.find({ 'links.dossierId': dossier._id }).lean();
    expect(people.map(({ email }) => email)).to.have.members(['un@multi.example', 'deux@multi.example']);
    for (const { links } of people) expect(links[0]?.isDirigeant).to.equal(true);
  });

  it('links one person to each of their companies: they are one interlocuteur, to be met once (domain 115, 116)', async () => {
    const first = await create({ dirigeant: claire('deux.societes@client.example'), invites: true });
    await world.runJobs();
    const second = await create({ dirigeant: claire('deux.societes@client.example'), invites: true });
    const people = await Interlocuteur.find({ email: 'deux.societes@client.example' }).lean();
    expect(people).to.have.length(1);
    expect(people[0]?.links.map(({ dossierId }) => String(dossierId))).to.have.members(
      [first, second].map(({ _id }) => String(_id)),
    );
    expect(people[0]?.links.every(({ isDirigeant }) => isDirigeant)).to.equal(true);
    expect(people[0]?.guest.generation, 'not invited a second time').to.equal(1);
  });

  it('marks as dirigeant somebody who was linked otherwise, and leaves their Qualité as it was decided', async () => {
    const dossier = await create();
    const person = {
      nom: 'Petit',
      prenom: 'Paul',
      email: 'paul@qualite.example',
      mobile: undefined,
      message: undefined,
    };
    await inviteClient(world.services, camille, { ...person, qualite: 'administratif-tpe', dossierId: dossier._id });
    const dirigeant = { nom: 'Petit', email: 'paul@qualite.example' };
    await addDirigeant(world.services, camille, { dossierId: String(dossier._id), dirigeant, invites: true });
    const after = await world.interlocuteur({ email: 'paul@qualite.example' });
    expect(after?.links).to.have.length(1);
    expect(after?.links[0]?.isDirigeant).to.equal(true);
    expect(after).to.include({ qualite: 'administratif-tpe' });
    expect(after?.guest.generation).to.equal(1);
  });

  it('invites as dirigeant somebody known without an access, whose name and Qualité stay theirs (domain 7, 8)', async () => {
    const [dossier, other] = [await create(), await create()];
    const email = 'secretaire@qualite.example';
    const anne = { nom: 'Petit', prenom: 'Anne', email, mobile: '+33612345678', message: undefined };
    await inviteClient(world.services, camille, { ...anne, qualite: 'administratif-tpe', dossierId: dossier._id });
    await Interlocuteur.updateOne({ email }, { $set: { 'guest.status': 'removed' } });
    const dirigeant = { nom: 'AUTRE', prenom: 'Nom', email, mobile: '+33699999999' };
    await addDirigeant(world.services, julien, { dossierId: String(other._id), dirigeant, invites: true });
    const after = await world.interlocuteur({ email });
    expect(after).to.include({ qualite: 'administratif-tpe', nom: 'Petit', prenom: 'Anne', mobile: '+33612345678' });
    expect(after?.guest.status).to.equal('inviting');
    expect(after?.links.find(({ dossierId }) => dossierId.equals(other._id))?.isDirigeant).to.equal(true);
  });

  describe('when the process dies before the dirigeant is linked', () => {
    async function left(invites: boolean): Promise<DossierRecord> {
      const dossier = await create();
      const email = `reste${made}@client.example`;
      const dirigeant = { _id: `d${made}`, nom: 'Reste', email, invites, requestedBy: camille.collaborateurId };
      await Dossier.updateOne({ _id: dossier._id }, { $push: { dirigeantsToLink: dirigeant } });
      return dossier;
    }
    const linked = async ({ _id }: DossierRecord) => Interlocuteur.find({ 'links.dossierId': _id }).lean();

    it('is done by the sweep, invited or not', async () => {
      const [quiet, invited] = [await left(false), await left(true)];
      await sweepDirigeants(world.services);
      expect((await linked(quiet)).map(({ guest }) => guest.status)).to.deep.equal(['not-invited']);
      expect((await linked(invited)).map(({ guest }) => guest.status)).to.deep.equal(['inviting']);
      expect(await Dossier.countDocuments({ 'dirigeantsToLink._id': { $exists: true } })).to.equal(0);
    });

    it('is done once by the job, run twice and at once', async () => {
      const dossier = await left(true);
      const ids = { cabinetId: world.cabinetId, dossierId: String(dossier._id) };
      const dirigeants = (await Dossier.findById(dossier._id).lean<DossierRecord>())!.dirigeantsToLink;
      await Promise.all([1, 2, 3].map(() => linkDirigeants(world.services, ids)));
      // The dossier's list had not been written to yet when the process died.
      await Dossier.updateOne({ _id: dossier._id }, { $set: { dirigeantsToLink: dirigeants } });
      await linkDirigeants(world.services, ids);
      const [person, ...others] = await linked(dossier);
      expect(others).to.deep.equal([]);
      expect(person?.links).to.have.length(1);
      expect(person?.guest.generation).to.equal(1);
    });

    it('does not invite again somebody whose invitation was refused meanwhile', async () => {
      const dossier = await left(true);
      const ids = { cabinetId: world.cabinetId, dossierId: String(dossier._id) };
      const dirigeants = (await Dossier.findById(dossier._id).lean<DossierRecord>())!.dirigeantsToLink;
      await linkDirigeants(world.services, ids);
      await Interlocuteur.updateOne({ 'links.dossierId': dossier._id }, { $set: { 'guest.status': 'refused' } });
      await Dossier.updateOne({ _id: dossier._id }, { $set: { dirigeantsToLink: dirigeants } });
      await linkDirigeants(world.services, ids);
      expect((await linked(dossier))[0]?.guest).to.deep.include({ status: 'refused', generation: 1 });
    });

    it('is dropped for a client who has left', async () => {
      const dossier = await left(true);
      await Dossier.updateOne({ _id: dossier._id }, { $set: { status: 'left' } });
      await linkDirigeants(world.services, { cabinetId: world.cabinetId, dossierId: String(dossier._id) });
      expect(await linked(dossier)).to.deep.equal([]);
      expect((await Dossier.findById(dossier._id).lean())?.dirigeantsToLink).to.deep.equal([]);
    });
  });
});
