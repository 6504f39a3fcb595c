import { expect } from 'chai';
import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { correctEmail } from '../../workflows/invitations/correct-email.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { buildInviting, CALLS, CLAIRE, hangingGraph, type Inviting } from './inviting.ts';

const NEW = 'claire.martin@boulangerie.example';
const UPN = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';

describe('Correcting the address of an invitation', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('correct-email');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function correct(email: string, generation = 1, of = CLAIRE, by = scene.firm.camille) {
    const { _id } = await scene.record(of);
    return correctEmail(scene.world.services, by, { interlocuteurId: String(_id), generation, email });
  }

  it('invites the new address and deletes the guest made for the old one (domain 37)', async () => {
    const before = await scene.invited();
    expect(await correct(' Claire.MARTIN@boulangerie.example ')).to.deep.equal({ kind: 'corrected' });
    await scene.runAllJobs();
    const after = await scene.record(NEW);
    expect(String(after._id)).to.equal(String(before._id));
    expect(after.guest).to.include({ status: 'pending', generation: 2, origin: 'invited' });
    expect(after.guest.entraObjectId).to.equal((await scene.guests(NEW))[0]?.id);
    expect(after.withdrawals.map(({ state }) => state)).to.deep.equal(['done']);
    expect(await scene.guests(CLAIRE)).to.have.length(0);
    expect(await scene.mails(NEW)).to.have.length(1);
    expect(after.links).to.have.length(1);
    expect(await scene.auditActs()).to.include.members(['interlocuteur.email-corrected', 'guest.withdrawn']);
  });

  it('keeps a guest whom the tenant knew before us', async () => {
    const externalUserState = 'Accepted';
    await scene.world.control.putUser({ userPrincipalName: UPN, mail: CLAIRE, userType: 'Guest', externalUserState });
    expect((await scene.invited()).guest.origin).to.equal('recognised');
    await correct(NEW);
    await scene.runAllJobs();
    expect(await scene.guests(CLAIRE)).to.have.length(1);
    expect((await scene.record(NEW)).withdrawals).to.deep.equal([]);
    expect((await scene.record(NEW)).guest.origin).to.equal('invited');
  });

  it('makes a new guest of one who had accepted, and forgets that acceptance', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    await correct(NEW);
    await scene.runAllJobs();
    const { guest } = await scene.record(NEW);
    expect(guest.status).to.equal('pending');
    expect(guest.acceptedAt).to.equal(undefined);
    expect(await scene.guests(CLAIRE)).to.have.length(0);
  });

  it('takes an access away once accepted, so it then needs the right to do that', async () => {
    const thomas = scene.world.asStaff(await scene.world.buildStaff({ displayName: 'Thomas' }));
    await scene.invited();
    expect(await correct('c@boulangerie.example', 1, CLAIRE, thomas)).to.deep.equal({ kind: 'corrected' });
    await scene.runAllJobs();
    await scene.world.control.accept('c@boulangerie.example');
    await scene.sweep();
    const error = await correct(NEW, 2, 'c@boulangerie.example', thomas).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-allowed');
    expect(await correct(NEW, 2, 'c@boulangerie.example')).to.deep.equal({ kind: 'corrected' });
  });

  it('does not bring back an access that was removed', async () => {
    const { _id } = await scene.invited();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    for (const generation of [1, 2]) expect(await correct(NEW, generation)).to.deep.equal({ kind: 'stale' });
  });

  it('mends an invitation that was refused for its address', async () => {
    const typo = 'claire@vauban-conseil.example';
    await scene.invited({ email: typo });
    await correct(NEW, 1, typo);
    await scene.runAllJobs();
    const { guest, withdrawals } = await scene.record(NEW);
    expect(guest.status).to.equal('pending');
    // Nobody had been made, so nobody is to be deleted.
    expect(withdrawals).to.deep.equal([]);
  });

  for (const [fault, typed] of [
    ['required', ''],
    ['required', '   '],
    ['email-invalid', 'claire'],
    ['email-invalid', '"claire"@boulangerie.example'],
    ['email-unchanged', CLAIRE],
    ['email-unchanged', ' CLAIRE@Boulangerie.example'],
    ['email-taken', 'paul@boulangerie.example'],
    ['email-taken', 'PAUL@boulangerie.example'],
  ] as const) {
    it(`refuses « ${typed} » as ${fault}, and changes nothing`, async () => {
      await scene.invited();
      await scene.invited({ email: 'paul@boulangerie.example', nom: 'Paul' });
      const before = await scene.record();
      expect(await correct(typed)).to.deep.equal({ kind: 'fault', fault });
      expect(await scene.record()).to.deep.equal(before);
    });
  }

  it('loses to somebody who takes the address at the same instant', async () => {
    await scene.invited();
    await scene.invited({ email: 'paul@boulangerie.example', nom: 'Paul' });
    const both = await Promise.all([correct(NEW), correct(NEW, 1, 'paul@boulangerie.example')]);
    expect(both.map((one) => JSON.stringify(one)).sort()).to.deep.equal([
      JSON.stringify({ kind: 'corrected' }),
      JSON.stringify({ kind: 'fault', fault: 'email-taken' }),
    ]);
  });

  it('takes no click from an older card, nor the same click twice', async () => {
    await scene.invited();
    expect(await correct(NEW, 2)).to.deep.equal({ kind: 'stale' });
    const clicks = await Promise.all([correct(NEW), correct(NEW), correct(NEW)]);
    expect(clicks.filter(({ kind }) => kind === 'corrected')).to.have.length(1);
    await scene.runAllJobs();
    expect(await scene.mails(NEW)).to.have.length(1);
    expect(await scene.guests(NEW)).to.have.length(1);
  });

  it('withdraws the stray guest when Graph was just answering for the old address', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached, resume } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    const late = scene.send(graph);
    await reached;
    await correct(NEW);
    resume();
    expect(await late).to.equal('nothing');
    await scene.runAllJobs();
    expect(await scene.guests(CLAIRE)).to.have.length(0);
    expect(await scene.mails(CLAIRE)).to.have.length(0);
    expect((await scene.record(NEW)).guest.status).to.equal('pending');
    expect(await scene.guests(NEW)).to.have.length(1);
  });

  it('withdraws it although the tenant shows the new guest only after some minutes', async () => {
    await scene.world.control.setSettings({ replicationSeconds: 5 * 60 });
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached, resume } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    const late = scene.send(graph);
    await reached;
    await correct(NEW);
    resume();
    await late;
    await scene.runAllJobs();
    expect(await scene.guests(CLAIRE)).to.have.length(0);
    expect((await scene.record(NEW)).guest.status).to.equal('pending');
  });

  it('withdraws it too when the worker died before it could say so', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const { graph, reached } = hangingGraph(scene.world.services, CALLS.invite, 'after');
    void scene.send(graph);
    await reached;
    await correct(NEW);
    await scene.runAllJobs();
    expect(await scene.guests(CLAIRE)).to.have.length(0);
    expect(await scene.guests(NEW)).to.have.length(1);
  });

  it('there and back: the first address gets a guest again only once the former one is gone', async () => {
    await scene.invited();
    await correct(NEW);
    await correct(CLAIRE, 2, NEW);
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'pending', generation: 3 });
    expect((await scene.guests()).map(({ id }) => id)).to.deep.equal([guest.entraObjectId]);
    expect(await scene.guests(NEW)).to.have.length(0);
  });

  it('lets another person have the old address, whose guest is not deleted with the former one', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { method: 'DELETE' }, times: 4 });
    await scene.invited();
    await correct('paul@boulangerie.example');
    await scene.invite({ nom: 'Claire' });
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest.status).to.equal('pending');
    expect((await scene.guests()).map(({ id }) => id)).to.deep.equal([guest.entraObjectId]);
    expect((await scene.record('paul@boulangerie.example')).withdrawals[0]?.state).to.equal('done');
  });

  it('has the guest of the new address join the team again', async () => {
    await scene.invited({ teamId: scene.world.team.aadGroupId });
    expect((await scene.record()).team?.state).to.equal('joined');
    await correct(NEW);
    expect((await scene.record(NEW)).team?.state).to.equal('to-join');
    await scene.runAllJobs();
    const { team, guest } = await scene.record(NEW);
    expect(team?.state).to.equal('joined');
    const { teams } = await scene.world.control.state();
    expect(teams[0]?.members.map(({ userId }) => userId)).to.include(guest.entraObjectId);
  });

  it('invites nobody who was deactivated, nor for the sake of a client who has left (domain 11)', async () => {
    const { _id } = await scene.invited();
    await Dossier.updateOne({ _id: scene.firm.dossier._id }, { $set: { status: 'left' } });
    expect(await correct(NEW).catch((e) => e)).to.have.property('code', 'dossier-left');
    await Dossier.updateOne({ _id: scene.firm.dossier._id }, { $set: { status: 'active' } });
    await Interlocuteur.updateOne({ _id }, { $set: { isActive: false } });
    expect(await correct(NEW).catch((e) => e)).to.have.property('code', 'interlocuteur-inactive');
    await scene.runAllJobs();
    expect(await scene.guests(NEW)).to.have.length(0);
  });

  it('knows nobody of another firm', async () => {
    await scene.invited();
    const error = await correct(NEW, 1, CLAIRE, { ...scene.firm.camille, cabinetId: 'autre' }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');
  });
});
