import { expect } from 'chai';
import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { buildInviting, CLAIRE, type Inviting } from './inviting.ts';

describe('Sending an invitation again', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('resend');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function resend(generation: number, by = scene.firm.camille) {
    const { _id } = await scene.record();
    return resendInvitation(scene.world.services, by, { interlocuteurId: String(_id), generation });
  }

  it('gives the same guest a fresh link by a second mail of ours', async () => {
    const first = await scene.invited();
    expect(await resend(1)).to.equal(true);
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'pending', generation: 2, origin: 'invited' });
    expect(guest.entraObjectId).to.equal(first.guest.entraObjectId);
    expect(await scene.guests()).to.have.length(1);
    const [one, two] = await scene.mails();
    expect(two?.internetMessageId).to.be.a('string').not.equal(one?.internetMessageId);
    const links = [one, two].map((mail) => /https?:[^"]+\/redeem\/[\w-]+/.exec(mail?.message.body.content ?? '')?.[0]);
    expect(new Set(links).size).to.equal(2);
  });

  it('keeps the personal message, and makes whoever clicked the inviter', async () => {
    await scene.invited({ message: 'À jeudi' });
    const julien = scene.world.asStaff(await scene.world.buildStaff({ displayName: 'Julien Lefèvre' }));
    await resend(1, julien);
    await scene.runAllJobs();
    const [, second] = await scene.mails();
    expect(second?.message.body.content).to.include('À jeudi').and.to.include('Julien Lefèvre');
    expect(String((await scene.record()).guest.requestedBy)).to.equal(String(julien.collaborateurId));
  });

  it('takes one of two simultaneous clicks; the other finds its card stale', async () => {
    await scene.invited();
    const clicks = await Promise.all([resend(1), resend(1), resend(1)]);
    expect(clicks.filter(Boolean)).to.have.length(1);
    await scene.runAllJobs();
    expect(await scene.mails()).to.have.length(2);
  });

  it('takes no click from a card that shows the access before it was removed', async () => {
    const { _id } = await scene.invited();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    expect(await resend(1)).to.equal(false);
    expect(await resend(2)).to.equal(true);
  });

  it('takes no click from an older card', async () => {
    await scene.invited();
    await resend(1);
    await scene.runAllJobs();
    expect(await resend(1)).to.equal(false);
    expect((await scene.record()).guest).to.include({ status: 'pending', generation: 2 });
  });

  it('does nothing while the invitation is on its way, nor once it is accepted', async () => {
    await scene.invite();
    expect(await resend(1)).to.equal(false);
    await scene.runAllJobs();
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    expect(await resend(1)).to.equal(false);
    expect(await scene.mails()).to.have.length(1);
  });

  it('tries a refused one again, which may be refused again', async () => {
    await scene.world.control.setSettings({ deniedDomains: ['boulangerie.example'] });
    await scene.invited();
    expect(await resend(1)).to.equal(true);
    await scene.runAllJobs();
    expect((await scene.record()).guest).to.include({ status: 'refused', generation: 2 });
    await scene.world.control.setSettings({ deniedDomains: [] });
    await resend(2);
    await scene.runAllJobs();
    expect((await scene.record()).guest).to.include({ status: 'pending', generation: 3 });
  });

  it('brings back somebody whose access was removed, waiting until the former guest is gone', async () => {
    const { _id, guest: former } = await scene.invited();
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { method: 'DELETE' } });
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.world.runJobs();
    expect((await scene.record()).withdrawals[0]?.state).to.equal('to-do');
    await resend(2);
    await scene.world.runJobs();
    expect((await scene.record()).guest).to.include({ status: 'inviting', lastError: 'graph-unavailable' });
    expect(await scene.mails()).to.have.length(1);

    await scene.world.control.clearFaults();
    await scene.runAllJobs();
    const { guest, withdrawals } = await scene.record();
    expect(guest).to.include({ status: 'pending', generation: 3 });
    expect(guest.entraObjectId).to.not.equal(former.entraObjectId);
    expect(withdrawals.map(({ state }) => state)).to.deep.equal(['done']);
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(2);
  });

  it('does not take somebody about to be deleted for a guest who has accepted', async () => {
    const { _id, guest: former } = await scene.invited();
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { method: 'DELETE' }, times: 3 });
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await resend(2);
    await scene.world.runJobs();
    expect((await scene.record()).guest.status).to.equal('inviting');
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest.status).to.equal('pending');
    expect((await scene.guests()).map(({ id }) => id)).to.deep.equal([guest.entraObjectId]);
    expect(guest.entraObjectId).to.not.equal(former.entraObjectId);
  });

  it('notices a guest that an administrator deleted meanwhile, and makes a new one of its own', async () => {
    const known = await scene.world.control.putUser({
      userPrincipalName: 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example',
      mail: CLAIRE,
      userType: 'Guest',
      externalUserState: 'PendingAcceptance',
    });
    expect((await scene.invited()).guest.origin).to.equal('recognised');
    await scene.world.control.deleteUser(known.id);
    await resend(1);
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'pending', origin: 'invited' });
    expect(guest.entraObjectId).to.equal((await scene.guests())[0]?.id);
  });

  it('invites nobody without a dossier, nor for the sake of a client who has left', async () => {
    const { _id } = await scene.invited();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    for (const status of ['leaving', 'left'] as const) {
      await Dossier.updateOne({ _id: scene.firm.dossier._id }, { $set: { status } });
      expect(await resend(2).catch((e) => e)).to.have.property('code', 'dossier-left');
    }
    await Dossier.updateOne({ _id: scene.firm.dossier._id }, { $set: { status: 'active' } });
    await Interlocuteur.updateOne({ _id }, { $set: { links: [] } });
    expect(await resend(2).catch((e) => e)).to.have.property('code', 'interlocuteur-not-linked');
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);
  });

  it('knows nobody of another firm', async () => {
    await scene.invited();
    const error = await resend(1, { ...scene.firm.camille, cabinetId: 'autre' }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');
  });
});
