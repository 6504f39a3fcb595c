import { expect } from 'chai';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { joinTeam } from '../../workflows/invitations/join-team.ts';
import { buildInviting, CLAIRE, DAY, type Inviting, MINUTE } from './inviting.ts';

describe('Joining the team', () => {
  let scene: Inviting;
  let teamId: string;
  before(async () => {
    scene = await buildInviting('join-team');
    teamId = scene.world.team.aadGroupId;
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function join() {
    const { _id, cabinetId } = await scene.record();
    return joinTeam(scene.world.services, { cabinetId, interlocuteurId: String(_id) });
  }
  async function members(): Promise<string[]> {
    const { teams } = await scene.world.control.state();
    return teams[0]!.members.map(({ userId }) => userId);
  }
  const additions = () => scene.world.control.requests({ method: 'POST', path: '/members$' });

  /** Invited and pending, the team still to be joined. */
  async function pendingWithoutTeam() {
    await scene.invite({ teamId });
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/members' } });
    await scene.world.runJobs();
    await scene.world.control.clearFaults();
    await scene.forgetJobs();
  }

  it('comes by itself once the invitation has gone out, and is believed when the member list says so', async () => {
    const { guest, team } = await scene.invited({ teamId });
    expect(team).to.include({ state: 'joined', aadGroupId: teamId });
    expect(team?.nextAttemptAt).to.equal(undefined);
    expect(await members()).to.include(guest.entraObjectId);
    expect(await scene.auditActs()).to.include('guest.joined-team');
    const [addition] = await additions();
    expect(addition?.body).to.deep.include({ roles: [] });
    const lists = await scene.world.control.requests({ method: 'GET', path: '/members$' });
    expect(lists).to.have.length(1);
  });

  it('is not said to be done while the member list does not show the person', async () => {
    await pendingWithoutTeam();
    const { graph } = scene.world.services;
    const isBlind = { request: (call: never) => answerOf(call) };
    async function answerOf(call: { method: string; path: string }) {
      return call.method === 'GET' && call.path.includes('/members') ? { value: [] } : graph.request(call as never);
    }
    const { _id, cabinetId } = await scene.record();
    const ids = { cabinetId, interlocuteurId: String(_id) };
    expect(await joinTeam({ ...scene.world.services, graph: isBlind as never }, ids)).to.equal('later');
    expect((await scene.record()).team?.state).to.equal('to-join');
    // The addition had taken effect: the next look finds the person there already.
    expect(await join()).to.equal('joined');
    const { guest } = await scene.record();
    expect((await members()).filter((id) => id === guest.entraObjectId)).to.have.length(1);
  });

  it('waits for a guest that Teams does not know yet', async () => {
    await scene.world.control.setSettings({ replicationSeconds: 40 });
    await scene.invite({ teamId });
    await scene.world.runJobs();
    const { team } = await scene.record();
    expect(team).to.include({ state: 'to-join', lastError: 'graph-not-found', failures: 1 });
    await scene.runAllJobs();
    expect((await scene.record()).team?.state).to.equal('joined');
    expect((await additions()).length).to.be.greaterThan(2);
  });

  for (const existingMember of ['conflict', 'created'] as const) {
    it(`takes somebody who is there already for joined (${existingMember})`, async () => {
      await pendingWithoutTeam();
      await join();
      await scene.world.control.setSettings({ existingMember });
      await Interlocuteur.updateOne({ email: CLAIRE }, { $set: { 'team.state': 'to-join' } });
      expect(await join()).to.equal('joined');
      const { guest } = await scene.record();
      expect((await members()).filter((id) => id === guest.entraObjectId)).to.have.length(1);
    });
  }

  it('gives up after half an hour, and says why', async () => {
    await scene.world.control.setSettings({ replicationSeconds: DAY });
    await scene.invite({ teamId });
    await scene.world.runJobs();
    await scene.forgetJobs();
    scene.world.clock.forward(29 * MINUTE);
    expect(await join()).to.equal('later');
    scene.world.clock.forward(2 * MINUTE);
    expect(await join()).to.equal('failed');
    expect((await scene.record()).team).to.include({ state: 'failed', lastError: 'graph-not-found' });
    expect(await scene.auditActs()).to.include('guest.team-refused');
    expect(await join()).to.equal('nothing');
  });

  it('is refused at once when the permission is missing', async () => {
    await scene.world.control.setFaults({ kinds: ['forbidden'], match: { path: '/members$' } });
    const { team, guest } = await scene.invited({ teamId });
    expect(team).to.include({ state: 'failed', lastError: 'graph-permission-missing' });
    expect(guest.status).to.equal('pending');
  });

  for (const kind of ['throttled', 'unavailable-after', 'dropped', 'dropped-after'] as const) {
    it(`${kind}, three times over: joined in the end, once`, async () => {
      await scene.world.control.setFaults({ kinds: [kind], match: { path: '/members$' }, times: 3 });
      const { team, guest } = await scene.invited({ teamId });
      expect(team?.state).to.equal('joined');
      expect((await members()).filter((id) => id === guest.entraObjectId)).to.have.length(1);
    });
  }

  it('run three times at once, adds one member and leaves one audit line', async () => {
    await pendingWithoutTeam();
    const outcomes = await Promise.all([join(), join(), join()]);
    expect(outcomes.filter((one) => one === 'joined')).to.have.length(1);
    await scene.runAllJobs();
    expect((await scene.auditActs()).filter((act) => act === 'guest.joined-team')).to.have.length(1);
  });

  it('has half an hour from the day the team was chosen, even for a guest of long standing', async () => {
    await scene.invited();
    scene.world.clock.forward(100 * DAY);
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/members$' }, times: 1 });
    await scene.invite({ teamId });
    await scene.runAllJobs();
    expect((await scene.record()).team?.state).to.equal('joined');
  });

  it('waits for an invitation that has not gone out, and starts nothing for one that was refused', async () => {
    await scene.invite({ teamId });
    expect(await join()).to.equal('nothing');
    await scene.world.control.setSettings({ invitationsAllowed: false });
    await scene.runAllJobs();
    expect(await join()).to.equal('nothing');
    expect(await additions()).to.have.length(0);
  });

  it('is done for a recognised guest too', async () => {
    const userPrincipalName = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';
    const externalUserState = 'Accepted';
    await scene.world.control.putUser({ userPrincipalName, mail: CLAIRE, userType: 'Guest', externalUserState });
    expect((await scene.invited({ teamId })).team?.state).to.equal('joined');
  });

  it('can be asked for again, on the card, after it had failed', async () => {
    await scene.world.control.setFaults({ kinds: ['forbidden'], match: { path: '/members$' } });
    expect((await scene.invited({ teamId })).team?.state).to.equal('failed');
    await scene.world.control.clearFaults();
    await scene.invite({ teamId });
    await scene.runAllJobs();
    expect((await scene.record()).team?.state).to.equal('joined');
  });
});
