import { expect } from 'chai';
import type { GraphCall, GraphClient } from '../../graph/graph-client.ts';
import { correctEmail } from '../../workflows/invitations/correct-email.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { withdrawGuest } from '../../workflows/invitations/withdraw-guest.ts';
import { buildInviting, CLAIRE, hangingGraph, type Inviting, MINUTE } from './inviting.ts';

const isDelete = ({ method }: GraphCall) => method === 'DELETE';

describe('Withdrawing a guest from the tenant', () => {
  let scene: Inviting;
  let entraObjectId: string;
  before(async () => {
    scene = await buildInviting('withdraw');
  });
  beforeEach(async () => {
    await scene.startOver();
    const { _id, guest } = await scene.invited();
    entraObjectId = guest.entraObjectId!;
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
  });
  after(() => scene.world.close());

  async function withdraw(graph: GraphClient = scene.world.services.graph) {
    const { _id, cabinetId, withdrawals } = await scene.record();
    const ids = { cabinetId, interlocuteurId: String(_id), withdrawalId: withdrawals.at(-1)!._id };
    return withdrawGuest({ ...scene.world.services, graph }, ids);
  }
  const last = async () => (await scene.record()).withdrawals.at(-1)!;

  it('is done once: again, there is nothing to do', async () => {
    expect(await withdraw()).to.equal('done');
    expect(await withdraw()).to.equal('nothing');
    expect(await scene.guests()).to.have.length(0);
    expect(await scene.world.control.requests({ method: 'DELETE' })).to.have.length(1);
  });

  it('run twice at once, the one who finds the guest gone does not call it a refusal', async () => {
    // Both have seen the guest; the second deletes after the first has, and writes before it.
    const { graph, reached, resume } = hangingGraph(scene.world.services, isDelete, 'after');
    const first = withdraw(graph);
    await reached;
    const stillThere = { userType: 'Guest', id: entraObjectId };
    const second: GraphClient = {
      request: <Answer>(call: GraphCall) =>
        call.method === 'GET'
          ? Promise.resolve(stillThere as Answer)
          : scene.world.services.graph.request<Answer>(call),
    };
    expect(await withdraw(second)).to.equal('later');
    resume();
    expect(await first).to.equal('done');
    expect((await last()).state).to.equal('done');
  });

  it('never deletes a member of the firm, whatever our record says', async () => {
    const userPrincipalName = 'claire@vauban-conseil.example';
    await scene.world.control.putUser({ id: entraObjectId, userPrincipalName, userType: 'Member', mail: CLAIRE });
    expect(await withdraw()).to.equal('refused');
    expect(await last()).to.include({ state: 'refused', lastError: 'invitation-is-member' });
    expect(await scene.world.control.requests({ method: 'DELETE' })).to.have.length(0);
    const { users } = await scene.world.control.state();
    expect(users.some(({ id }) => id === entraObjectId)).to.equal(true);
  });

  it('does not believe a 404 at once: the tenant may not know yet whom it has just made', async () => {
    await scene.world.control.setSettings({ replicationSeconds: 30 });
    expect(await withdraw()).to.equal('later');
    expect((await last()).state).to.equal('to-do');
    await scene.runAllJobs();
    expect((await last()).state).to.equal('done');
    expect(await scene.guests()).to.have.length(0);
  });

  for (const minutes of [2, 20]) {
    it(`is not fooled by a guest whom the tenant shows only after ${minutes} minutes`, async () => {
      await scene.world.control.setSettings({ replicationSeconds: minutes * MINUTE });
      await scene.runAllJobs();
      expect((await last()).state).to.equal('done');
      expect(await scene.guests()).to.have.length(0);
    });
  }

  it('does not take the first 404 of a guest of long standing for the end: one server may lag', async () => {
    await scene.startOver();
    const { _id } = await scene.invited();
    scene.world.clock.forward(40 * MINUTE);
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.world.control.setSettings({ replicationSeconds: 41 * MINUTE });
    expect(await withdraw()).to.equal('later');
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);
  });

  it('believes within minutes that an administrator was quicker, for a guest of long standing', async () => {
    scene.world.clock.forward(40 * MINUTE);
    await scene.world.control.deleteUser(entraObjectId);
    await withdraw();
    scene.world.clock.forward(2 * MINUTE);
    await withdraw();
    expect((await last()).state).to.equal('done');
  });

  it('believes within minutes that its own deletion, of which the answer was lost, took place', async () => {
    await scene.world.control.setFaults({ kinds: ['dropped-after'], match: { method: 'DELETE' }, times: 1 });
    const asked = scene.world.clock.now().getTime();
    await scene.runAllJobs();
    expect((await last()).state).to.equal('done');
    expect(scene.world.clock.now().getTime() - asked).to.be.below(5 * MINUTE * 1_000);
  });

  describe('who is another interlocuteur of the firm too', () => {
    const ALIAS = 'claire.martin@perso.example';

    /** Claire is invited again, and recorded a second time under another address of hers: one guest, two records. */
    async function twice() {
      await scene.startOver();
      const { guest } = await scene.invited();
      await scene.world.control.accept(CLAIRE);
      await scene.sweep();
      const { users } = await scene.world.control.state();
      const { id, userPrincipalName, userType, mail, externalUserState } = users.find(
        (one) => one.id === guest.entraObjectId,
      )!;
      await scene.world.control.putUser({
        id,
        userPrincipalName,
        userType,
        mail,
        externalUserState,
        otherMails: [ALIAS],
      });
      const other = await scene.invited({ email: ALIAS });
      expect(other.guest).to.include({ status: 'accepted', entraObjectId: guest.entraObjectId });
      return other;
    }
    const remove = async (email: string) => {
      const { _id, guest } = await scene.record(email);
      const ref = { interlocuteurId: String(_id), generation: guest.generation };
      return removeAccess(scene.world.services, scene.firm.camille, ref);
    };

    it('is not done: the other’s access is left to them, and the trail says so', async () => {
      await twice();
      await remove(ALIAS);
      await scene.runAllJobs();
      expect((await scene.record(ALIAS)).withdrawals.map(({ state }) => state)).to.deep.equal(['done']);
      expect(await scene.guests()).to.have.length(1);
      expect((await scene.record()).guest.status).to.equal('accepted');
      const acts = await scene.auditActs();
      expect(acts).to.include('guest.kept').and.not.to.include('guest.withdrawn');
    });

    it('is done with the last of them', async () => {
      await twice();
      await remove(ALIAS);
      await scene.runAllJobs();
      await remove(CLAIRE);
      await scene.runAllJobs();
      expect(await scene.guests()).to.have.length(0);
      expect(await scene.auditActs()).to.include('guest.withdrawn');
    });

    it('is not done for a corrected address either', async () => {
      await twice();
      const { _id } = await scene.record();
      const correction = { interlocuteurId: String(_id), generation: 1, email: 'c.martin@boulangerie.example' };
      await correctEmail(scene.world.services, scene.firm.camille, correction);
      await scene.runAllJobs();
      expect((await scene.record('c.martin@boulangerie.example')).withdrawals[0]?.state).to.equal('done');
      expect(await scene.guests(), 'the guest of the alias').to.have.length(1);
      expect((await scene.record(ALIAS)).guest.status).to.equal('accepted');
    });
  });

  it('says that only an administrator can do it when the permission is missing', async () => {
    await scene.world.control.setFaults({ kinds: ['forbidden'], match: { method: 'DELETE' } });
    await scene.runAllJobs();
    expect(await last()).to.include({ state: 'refused', lastError: 'graph-permission-missing' });
    expect((await scene.record()).guest.status).to.equal('removed');
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.auditActs()).to.include('guest.withdrawal-refused');
    expect(await scene.jobsWaiting()).to.deep.equal([]);
  });

  for (const kind of ['throttled', 'unavailable', 'dropped', 'unavailable-after', 'dropped-after'] as const) {
    it(`${kind}, twice over: the guest is deleted in the end, and is said to be once only`, async () => {
      await scene.world.control.setFaults({ kinds: [kind], match: { method: 'DELETE' }, times: 2 });
      await scene.runAllJobs();
      expect((await last()).state).to.equal('done');
      expect(await scene.guests()).to.have.length(0);
      const acts = await scene.auditActs();
      expect(acts.filter((act) => act === 'guest.withdrawn')).to.have.length(1);
    });
  }

  it('waits as long as Retry-After says', async () => {
    const fault = { kinds: ['throttled' as const], match: { method: 'DELETE' }, times: 1, retryAfter: 120 };
    await scene.world.control.setFaults(fault);
    const now = scene.world.clock.now().getTime();
    expect(await withdraw()).to.equal('later');
    expect((await last()).nextAttemptAt?.getTime()).to.be.at.least(now + 120_000);
  });

  it('killed after the deletion: the sweep finds it, and it ends as done', async () => {
    const { graph, reached } = hangingGraph(scene.world.services, isDelete, 'after');
    void withdraw(graph);
    await reached;
    await scene.forgetJobs();
    await scene.sweep({ forward: MINUTE });
    await scene.runAllJobs();
    expect((await last()).state).to.equal('done');
    expect(await scene.guests()).to.have.length(0);
  });
});
