import { expect } from 'chai';
import type { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../../models/interlocuteur.ts';
import { Notification } from '../../../models/notification.ts';
import { verifyAudit } from '../../../workflows/audit/verify-audit.ts';
import { exitClient } from '../../../workflows/dossiers/exit-client.ts';
import { previewExit } from '../../../workflows/dossiers/preview-exit.ts';
import { reopenDossier } from '../../../workflows/dossiers/reopen-dossier.ts';
import { unlinkDossier } from '../../../workflows/interlocuteurs/unlink-dossier.ts';
import { inviteClient } from '../../../workflows/invitations/invite-client.ts';
import { resendInvitation } from '../../../workflows/invitations/resend-invitation.ts';
import { readClientAccess } from '../../../workflows/offers/client-rights.ts';
import { buildOpening, type Opening } from '../offers/opening.ts';

describe('The exit of a client', () => {
  let scene: Opening;
  before(async () => {
    scene = await buildOpening('exit-client');
  });
  beforeEach(() => scene.world.control.setFaults([]));
  after(() => scene.world.close());

  /** Somebody with two services, somebody pending, somebody never invited, and somebody of another dossier too. */
  async function client() {
    const dossier = await scene.dossier();
    const elsewhere = await scene.dossier();
    const claire = await scene.person(dossier);
    await scene.open(dossier, claire.interlocuteurId, 'co-production');
    await scene.open(dossier, claire.interlocuteurId, 'cegid-flow');
    const paul = await scene.person(dossier, { accepts: false });
    await scene.open(dossier, paul.interlocuteurId, 'start');
    const both = await scene.person(dossier);
    await link(both.interlocuteurId, elsewhere._id);
    await scene.open(dossier, both.interlocuteurId, 'start');
    await scene.open(elsewhere, both.interlocuteurId, 'start');
    await scene.run(8);
    return { dossier, elsewhere, claire, paul, both, dossierId: String(dossier._id) };
  }

  async function link(interlocuteurId: string, dossierId: typeof Dossier.prototype._id) {
    const { nom, prenom, email, qualite } = (await personOf(interlocuteurId))!;
    const identity = { nom, prenom, email, qualite, mobile: undefined, message: undefined };
    await inviteClient(scene.world.services, scene.admin, { ...identity, dossierId });
  }

  const personOf = (id: string) => Interlocuteur.findById(id).lean<InterlocuteurRecord>();
  const versionOf = async (dossierId: string) => (await previewExit(scene.world.cabinetId, dossierId))!.version;
  const guestsNamed = async (...emails: string[]) => {
    const { users } = await scene.world.control.state();
    return users.filter(({ mail }) => mail && emails.includes(mail));
  };
  async function exit(dossierId: string) {
    const version = await versionOf(dossierId);
    return exitClient(scene.world.services, scene.admin, { dossierId, version });
  }

  it('is listed exactly before anything ends: services, persons, accesses, and what is kept', async () => {
    const { dossierId, claire, paul, both, elsewhere } = await client();
    const view = (await previewExit(scene.world.cabinetId, dossierId))!;
    expect(view.offers.map(({ fr }) => fr).sort()).to.deep.equal(['Cegid Flow', 'Co-production', 'Start']);
    const line = (id: string) => view.people.find(({ interlocuteurId }) => interlocuteurId === id)!;
    expect(
      line(claire.interlocuteurId)
        .services.map(({ fr }) => fr)
        .sort(),
    ).to.deep.equal(['Cegid Flow', 'Co-production']);
    expect(line(paul.interlocuteurId).status).to.equal('pending');
    expect(line(both.interlocuteurId).otherDossiers).to.deep.equal([elsewhere.code]);
    expect((await scene.read({ _id: dossierId })).status, 'nothing was done').to.equal('active');
  });

  it('ends offers, rights, guest accesses and reminders together, and leaves no access in the tenant', async () => {
    const { dossierId, claire, paul, both, elsewhere } = await client();
    expect(await exit(dossierId)).to.equal('done');
    for (const { interlocuteurId } of [claire, paul, both]) {
      const { rights } = await readClientAccess(scene.world.cabinetId, interlocuteurId, dossierId);
      expect([...rights], 'in the same write, before any job').to.deep.equal([]);
    }
    for (let i = 0; i < 40; i += 1) await scene.look(1);
    const left = await scene.read({ _id: dossierId });
    expect(left.status).to.equal('left');
    expect(left.offers.every(({ status }) => status === 'inactive')).to.equal(true);
    expect(
      left.grants.every(({ status, revokedBecause }) => status === 'revoked' && revokedBecause === 'client-left'),
    ).to.equal(true);
    expect(await guestsNamed(claire.email, paul.email)).to.deep.equal([]);
    expect(await guestsNamed(both.email), 'they have another dossier').to.have.length(1);
    const kept = await readClientAccess(scene.world.cabinetId, both.interlocuteurId, String(elsewhere._id));
    expect([...kept.rights]).to.include('ged.consult');
    scene.world.clock.forward(10 * 24 * 3_600);
    await scene.look(5);
    const about = { interlocuteurId: { $in: [claire.interlocuteurId, paul.interlocuteurId] }, state: 'sent' };
    expect(await Notification.countDocuments(about as never), 'no reminder about them').to.equal(0);
  });

  for (const seed of [1, 2, 3]) {
    it(`leaves no access although a third of the calls of Graph fail, some after their effect (seed ${seed})`, async () => {
      const { dossierId, claire, paul, both } = await client();
      const kinds = [
        'unavailable',
        'throttled',
        'dropped',
        'server-error',
        'unavailable-after',
        'dropped-after',
      ] as const;
      await scene.world.control.setFaults([{ rate: 0.34, kinds: [...kinds], seed }]);
      expect(await exit(dossierId)).to.equal('done');
      for (let i = 0; i < 120; i += 1) await scene.look(1);
      await scene.world.control.setFaults([]);
      for (let i = 0; i < 150; i += 1) {
        await scene.look(1);
        scene.world.clock.forward(20);
        if ((await scene.read({ _id: dossierId })).status === 'left') break;
      }
      expect((await scene.read({ _id: dossierId })).status).to.equal('left');
      expect(await guestsNamed(claire.email, paul.email)).to.deep.equal([]);
      expect(await guestsNamed(both.email)).to.have.length(1);
      const open = { 'links.dossierId': dossierId, 'guest.status': { $in: ['inviting', 'pending'] as const } };
      expect(await Interlocuteur.countDocuments(open)).to.equal(0);
    });
  }

  it('takes an invitation that is still on its way back as well', async () => {
    const dossier = await scene.dossier();
    const { email } = await scene.person(dossier, { accepts: false });
    const dossierId = String(dossier._id);
    expect(await exit(dossierId)).to.equal('done');
    for (let i = 0; i < 60; i += 1) await scene.look(1);
    expect((await scene.read(dossier)).status).to.equal('left');
    expect(await guestsNamed(email)).to.deep.equal([]);
  });

  it('finds an access that was asked for at the very instant of the exit, and closes it', async () => {
    const { dossierId, claire } = await client();
    await exit(dossierId);
    for (let i = 0; i < 40; i += 1) await scene.look(1);
    expect((await scene.read({ _id: dossierId })).status).to.equal('left');
    // As if a colleague's click had been written a moment after the last look.
    const late = { 'guest.status': 'pending', 'guest.entraObjectId': undefined, 'guest.generation': 9 };
    await Interlocuteur.updateOne({ _id: claire.interlocuteurId }, { $set: late });
    scene.world.clock.forward(70);
    for (let i = 0; i < 5; i += 1) await scene.look(1);
    expect((await personOf(claire.interlocuteurId))?.guest.status).to.equal('removed');
  });

  it('waits, and says so, while only the tenant’s administrator can delete a guest; then ends by itself', async () => {
    const { dossierId, claire } = await client();
    await scene.world.control.setFaults([{ rate: 1, kinds: ['forbidden'], match: { method: 'DELETE' } }]);
    await exit(dossierId);
    for (let i = 0; i < 20; i += 1) await scene.look(1);
    expect((await scene.read({ _id: dossierId })).status).to.equal('leaving');
    const view = await previewExit(scene.world.cabinetId, dossierId);
    expect(
      view?.people.find(({ interlocuteurId }) => interlocuteurId === claire.interlocuteurId)?.withdrawal,
    ).to.be.oneOf([...['refused', 'to-do']]);
    await scene.world.control.setFaults([]);
    for (let i = 0; i < 100 && (await scene.read({ _id: dossierId })).status !== 'left'; i += 1) {
      scene.world.clock.forward(60);
      await scene.look(1);
    }
    expect((await scene.read({ _id: dossierId })).status).to.equal('left');
    expect(await guestsNamed(claire.email)).to.deep.equal([]);
  });

  it('is done once by ten clicks, and by none that saw another list', async () => {
    const { dossierId, dossier, both } = await client();
    const version = await versionOf(dossierId);
    await scene.open(dossier, both.interlocuteurId, 'cegid-flow');
    const stale = await exitClient(scene.world.services, scene.admin, { dossierId, version });
    expect(stale, 'a service was added since').to.equal('stale');
    const now = await versionOf(dossierId);
    const outcomes = await Promise.all(
      Array.from({ length: 10 }, () => exitClient(scene.world.services, scene.admin, { dossierId, version: now })),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).to.have.length(1);
  });

  it('is for an administrateur and for whoever answers for the dossier (domain 1, 13)', async () => {
    const dossier = await scene.dossier();
    const dossierId = String(dossier._id);
    const version = await versionOf(dossierId);
    const refused = await exitClient(scene.world.services, scene.other, { dossierId, version }).catch((e) => e.code);
    expect(refused).to.equal('not-allowed');
    const stranger = { ...scene.admin, cabinetId: 'autre' };
    const unknown = await exitClient(scene.world.services, stranger, { dossierId, version }).catch((e) => e.code);
    expect(unknown).to.equal('not-found');
    expect(await exitClient(scene.world.services, scene.maitre, { dossierId, version })).to.equal('done');
  });

  it('closes the dossier to services and invitations; reopened, it has none of what it had', async () => {
    const { dossierId, dossier, claire } = await client();
    await exit(dossierId);
    const again = await scene.open(dossier, claire.interlocuteurId, 'start').catch((error) => error.code);
    expect(again).to.equal('dossier-left');
    for (let i = 0; i < 40; i += 1) await scene.look(1);
    expect(await reopenDossier(scene.world.services, scene.admin, dossierId)).to.equal(true);
    expect(await reopenDossier(scene.world.services, scene.admin, dossierId), 'twice').to.equal(false);
    const { rights } = await readClientAccess(scene.world.cabinetId, claire.interlocuteurId, dossierId);
    expect([...rights]).to.deep.equal([]);
    expect(await scene.open(dossier, claire.interlocuteurId, 'start')).to.equal('started');
  });

  it('is final for whoever lost their access: « Inviter à nouveau » finds no dossier to invite them for', async () => {
    const { dossierId, claire } = await client();
    await exit(dossierId);
    for (let i = 0; i < 40; i += 1) await scene.look(1);
    const { generation } = (await personOf(claire.interlocuteurId))!.guest;
    const again = { interlocuteurId: claire.interlocuteurId, generation };
    const refused = await resendInvitation(scene.world.services, scene.other, again).catch((error) => error.code);
    expect(refused).to.equal('dossier-left');
    await scene.look(5);
    expect(await guestsNamed(claire.email)).to.deep.equal([]);
  });

  it('leaves no access behind to somebody who was taken off the dossier just before', async () => {
    const { dossierId, claire } = await client();
    const { version } = (await personOf(claire.interlocuteurId))!;
    const unlinked = { interlocuteurId: claire.interlocuteurId, dossierId, version };
    expect(await unlinkDossier(scene.world.services, scene.admin, unlinked)).to.equal('access-closed');
    await exit(dossierId);
    for (let i = 0; i < 40; i += 1) await scene.look(1);
    expect((await personOf(claire.interlocuteurId))?.guest.status).to.equal('removed');
    expect(await guestsNamed(claire.email)).to.deep.equal([]);
  });

  it('leaves a whole audit trail', async () => {
    await scene.look(5);
    expect((await verifyAudit(scene.world.cabinetId)).faults).to.deep.equal([]);
  });
});
