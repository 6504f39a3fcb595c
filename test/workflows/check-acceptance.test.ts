import { expect } from 'chai';
import { checkAcceptance } from '../../workflows/invitations/check-acceptance.ts';
import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { buildInviting, CLAIRE, DAY, hangingGraph, type Inviting, MINUTE } from './inviting.ts';

describe('Watching for the acceptance', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('acceptance');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function check(graph = scene.world.services.graph) {
    const { _id, cabinetId } = await scene.record();
    return checkAcceptance({ ...scene.world.services, graph }, { cabinetId, interlocuteurId: String(_id) });
  }
  const looks = () => scene.world.control.requests({ method: 'GET', path: '/users/' });
  async function nextLookIn(): Promise<number> {
    const { guest } = await scene.record();
    return (guest.nextCheckAt!.getTime() - scene.world.clock.now().getTime()) / 1_000;
  }

  it('looks not too early: not before the time that was set', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    expect(await check()).to.equal('nothing');
    expect(await looks()).to.have.length(0);
    scene.world.clock.forward(scene.world.config.acceptanceCheckSeconds);
    expect(await check()).to.equal('accepted');
  });

  it('changes nothing as long as the person has not accepted', async () => {
    await scene.invited();
    scene.world.clock.forward(5);
    expect(await check()).to.equal('unchanged');
    expect((await scene.record()).guest.status).to.equal('pending');
  });

  it('keeps the moment at which the person accepted, not the one at which it was noticed', async () => {
    await scene.invited();
    scene.world.clock.forward(60);
    await scene.world.control.accept(CLAIRE);
    const acceptedAt = scene.world.clock.now();
    scene.world.clock.forward(3_600);
    expect(await check()).to.equal('accepted');
    const { guest, version } = await scene.record();
    expect(guest).to.include({ status: 'accepted' });
    // Graph gives whole seconds.
    expect(acceptedAt.getTime() - guest.acceptedAt!.getTime()).to.be.within(0, 999);
    expect(await nextLookIn(), 'whether they are still there').to.equal(DAY);
    expect(version).to.be.greaterThan(2);
    expect(await scene.auditActs()).to.include('interlocuteur.accepted');
    expect((await scene.jobsWaiting()).map(({ name }) => name)).to.include('refresh-cards');
  });

  it('looks once when two jobs come at once, and not again right after the acceptance', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    scene.world.clock.forward(5);
    const outcomes = await Promise.all([check(), check(), check()]);
    expect(outcomes.sort()).to.deep.equal(['accepted', 'nothing', 'nothing']);
    expect(await looks()).to.have.length(1);
    expect(await check()).to.equal('nothing');
    const acts = await scene.auditActs();
    expect(acts.filter((act) => act === 'interlocuteur.accepted')).to.have.length(1);
  });

  it('looks often for two days, then once a day', async () => {
    await scene.invited();
    scene.world.clock.forward(2 * DAY - MINUTE);
    await check();
    expect(await nextLookIn()).to.equal(scene.world.config.acceptanceCheckSeconds);
    scene.world.clock.forward(2 * MINUTE);
    await check();
    expect(await nextLookIn()).to.equal(DAY);
    await scene.world.control.clearRequests();
    await scene.sweep({ forward: DAY - MINUTE });
    expect(await looks()).to.have.length(0);
    await scene.sweep({ forward: 2 * MINUTE });
    expect(await looks()).to.have.length(1);
  });

  it('notices within a day that an administrator deleted somebody who had accepted: no « Opérationnel » without proof', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    expect((await scene.record()).guest.status).to.equal('accepted');
    await scene.sweep({ forward: DAY + MINUTE });
    expect((await scene.record()).guest.status, 'still there').to.equal('accepted');
    await scene.world.control.deleteUser((await scene.guests())[0]!.id);
    await scene.sweep({ forward: DAY + MINUTE });
    expect((await scene.record()).guest.status, 'one look is not enough').to.equal('accepted');
    await scene.sweep({ forward: 11 * MINUTE });
    expect((await scene.record()).guest).to.include({ status: 'removed', removedBecause: 'gone-from-tenant' });
  });

  it('makes a failed look good at the next one', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/users/' } });
    await scene.sweep();
    expect((await scene.record()).guest.status).to.equal('pending');
    await scene.world.control.clearFaults();
    await scene.sweep();
    expect((await scene.record()).guest.status).to.equal('accepted');
  });

  it('believes that an administrator deleted the guest only after half an hour', async () => {
    await scene.invited();
    await scene.world.control.deleteUser((await scene.guests())[0]!.id);
    scene.world.clock.forward(29 * MINUTE);
    expect(await check()).to.equal('unchanged');
    scene.world.clock.forward(2 * MINUTE);
    expect(await check()).to.equal('gone');
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'removed', removedBecause: 'gone-from-tenant' });
    expect(guest.entraObjectId).to.equal(undefined);
    expect(await scene.auditActs()).to.include('interlocuteur.gone-from-tenant');
  });

  it('notices it too of one whom the tenant knew before us', async () => {
    const userPrincipalName = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';
    const known = { userPrincipalName, mail: CLAIRE, userType: 'Guest', externalUserState: 'Accepted' } as const;
    const { id } = await scene.world.control.putUser(known);
    expect((await scene.invited()).guest).to.include({ status: 'accepted', origin: 'recognised' });
    await scene.sweep({ forward: 2 * DAY });
    expect((await scene.record()).guest.status).to.equal('accepted');
    await scene.world.control.deleteUser(id);
    await scene.sweep({ forward: DAY + MINUTE });
    expect((await scene.record()).guest.status, 'one look is not enough').to.equal('accepted');
    await scene.sweep({ forward: 11 * MINUTE });
    expect((await scene.record()).guest).to.include({ status: 'removed', removedBecause: 'gone-from-tenant' });
  });

  it('does not take a guest still unknown everywhere for a deleted one', async () => {
    await scene.world.control.setSettings({ replicationSeconds: 20 * MINUTE });
    await scene.invited();
    scene.world.clock.forward(10 * MINUTE);
    expect(await check()).to.equal('unchanged');
    await scene.world.control.accept(CLAIRE);
    scene.world.clock.forward(11 * MINUTE);
    expect(await check()).to.equal('accepted');
  });

  it('lets the guest of somebody deleted and invited again join the team again', async () => {
    const teamId = scene.world.team.aadGroupId;
    const { _id } = await scene.invited({ teamId });
    expect((await scene.record()).team?.state).to.equal('joined');
    await scene.world.control.deleteUser((await scene.guests())[0]!.id);
    scene.world.clock.forward(31 * MINUTE);
    expect(await check()).to.equal('gone');
    await resendInvitation(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.runAllJobs();
    const { teams } = await scene.world.control.state();
    const { guest, team } = await scene.record();
    const isMember = teams[0]?.members.some(({ userId }) => userId === guest.entraObjectId);
    // Whatever the record says of the team must be true of the new guest.
    expect(team?.state === 'joined').to.equal(isMember);
  });

  it('does not credit a new invitation with the answer to an older one', async () => {
    const { _id } = await scene.invited();
    await scene.world.control.accept(CLAIRE);
    scene.world.clock.forward(5);
    const { graph, reached, resume } = hangingGraph(scene.world.services, ({ method }) => method === 'GET', 'after');
    const checking = check(graph);
    await reached;
    await resendInvitation(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    resume();
    expect(await checking).to.equal('nothing');
    expect((await scene.record()).guest).to.include({ generation: 2, status: 'inviting' });
    // The new invitation finds by itself that they have accepted.
    await scene.runAllJobs();
    expect((await scene.record()).guest).to.include({ generation: 2, status: 'accepted', origin: 'invited' });
    expect(await scene.mails()).to.have.length(1);
  });
});
