import { expect } from 'chai';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { Notification } from '../../models/notification.ts';
import { rememberCard, sweepCards } from '../../workflows/cards/remember-card.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { sweepInvitations } from '../../workflows/invitations/sweep-invitations.ts';
import { sweepNotifications } from '../../workflows/notifications/sweep-notifications.ts';
import { buildInviting, CLAIRE, DAY, type Inviting, MINUTE } from './inviting.ts';

describe('The sweeps', () => {
  let scene: Inviting;
  let teamId: string;
  before(async () => {
    scene = await buildInviting('sweeps');
    teamId = scene.world.team.aadGroupId;
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  const sweepOnly = () => sweepInvitations(scene.world.services);

  it('find an invitation whose job was lost', async () => {
    await scene.invite();
    await scene.forgetJobs();
    await scene.sweep({ forward: 30 });
    await scene.runAllJobs();
    expect((await scene.record()).guest.status).to.equal('pending');
  });

  it('leave alone one that the normal path is still at', async () => {
    await scene.invite();
    scene.world.clock.forward(5);
    expect(await sweepOnly()).to.include({ 'send-invitation': 0 });
  });

  it('find a retry whose job was lost', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/sendMail$' }, times: 1 });
    await scene.invite();
    await scene.world.runJobs();
    await scene.forgetJobs();
    await scene.sweep({ forward: MINUTE });
    await scene.runAllJobs();
    expect((await scene.record()).guest.status).to.equal('pending');
    expect(await scene.mails()).to.have.length(1);
  });

  it('find a team to join whose job was lost', async () => {
    await scene.invite({ teamId });
    await scene.send();
    scene.world.clock.forward(1);
    await scene.send();
    await scene.forgetJobs();
    expect((await scene.record()).team?.state).to.equal('to-join');
    await scene.sweep({ forward: MINUTE });
    expect((await scene.record()).team?.state).to.equal('joined');
  });

  it('find a withdrawal whose job was lost', async () => {
    const { _id } = await scene.invited();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.forgetJobs();
    await scene.sweep({ forward: MINUTE });
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);
  });

  it('find a reminder whose job was lost', async () => {
    await scene.invited();
    scene.world.clock.forward(7 * DAY);
    await sweepOnly();
    await scene.world.runJobs();
    await Notification.updateMany({}, { $set: { state: 'queued' }, $unset: { sentAt: 1, sentVia: 1 } });
    await scene.forgetJobs();
    scene.world.clock.forward(MINUTE);
    expect(await sweepNotifications(scene.world.services)).to.equal(1);
    await scene.world.runJobs({ forward: 0 });
    expect((await Notification.findOne().lean())?.state).to.equal('sent');
  });

  it('take over a reminder whose worker died while sending it, once its lease is over', async () => {
    const { _id, guest } = await scene.invited();
    const now = scene.world.clock.now();
    const id = 'invitation:x:1:pending';
    const people = { collaborateurId: guest.requestedBy!, interlocuteurId: _id, cabinetId: scene.world.cabinetId };
    const leaseUntil = new Date(now.getTime() + 30_000);
    const sending = { _id: id, kind: 'invitation-pending', state: 'sending', leaseUntil, nextAttemptAt: now } as const;
    await Notification.create({ ...sending, ...people, generation: 1, attempts: 1 });
    const deliver = async () => {
      await sweepNotifications(scene.world.services);
      await scene.world.runJobs({ forward: 0 });
      return (await Notification.findById(id).lean())?.attempts;
    };
    scene.world.clock.forward(29);
    expect(await deliver()).to.equal(1);
    scene.world.clock.forward(31);
    expect(await deliver()).to.equal(2);
    expect((await Notification.findById(id).lean())?.state).to.be.oneOf(['sent', 'superseded']);
  });

  it('find a card that could not be changed, and wait as long as the channel asked', async () => {
    const { _id, links } = await scene.invited();
    const { channel, services, clock, cabinetId } = scene.world;
    const place = { cabinetId, conversationId: 'a:1', activityId: 'card-1', serviceUrl: channel.serviceUrl };
    const refs = { interlocuteurId: String(_id), dossierId: String(links[0]?.dossierId) };
    const shows = { kind: 'invitation' as const, refs, watches: [String(_id)] };
    await rememberCard(services, { ...place, botId: '28:relais', locale: 'fr' }, shows, 'as it stands');
    channel.refuseNext({ status: 429, headers: { 'retry-after': '60' } });
    const job = { cabinetId, recordId: String(_id) };
    await services.queue.enqueue('refresh-cards', job, { key: 'test', runAt: clock.now() });
    await scene.runAllJobs();
    expect(channel.cardOf('card-1')).to.equal(undefined);
    clock.forward(50);
    expect(await sweepCards(services)).to.equal(0);
    clock.forward(15);
    expect(await sweepCards(services)).to.equal(1);
    await scene.runAllJobs();
    expect(JSON.stringify(channel.cardOf('card-1'))).to.include('Martin');
    clock.forward(DAY);
    expect(await sweepCards(services)).to.equal(0);
  });

  it('start one job for each record and moment, however many of them pass', async () => {
    await scene.invite();
    await scene.forgetJobs();
    scene.world.clock.forward(MINUTE);
    await Promise.all([sweepOnly(), sweepOnly(), sweepOnly()]);
    expect(await scene.jobsWaiting('send-invitation')).to.have.length(1);
  });

  it('find nothing to do when all is done', async () => {
    await scene.invited({ teamId });
    await scene.world.control.accept(CLAIRE);
    await scene.sweep({ forward: MINUTE });
    scene.world.clock.forward(DAY / 2);
    const found = await sweepOnly();
    expect(Object.values(found).reduce((sum, one) => sum + one, 0)).to.equal(0);
  });

  for (const [state, settle] of [
    ['refused', () => scene.world.control.setSettings({ invitationsAllowed: false })],
    ['inviting', () => scene.world.control.setFaults({ kinds: ['throttled'], retryAfter: 2 * DAY })],
  ] as const) {
    it(`do not start again and again, for ever, to add to a team somebody who is ${state}`, async () => {
      await settle();
      await scene.invite({ teamId });
      await scene.world.runJobs();
      expect((await scene.record()).guest.status).to.equal(state);
      scene.world.clock.forward(DAY);
      expect(await sweepOnly()).to.include({ 'join-team': 0 });
    });
  }

  it('find what is due by index, without reading everybody', async () => {
    const guest = { status: 'accepted', generation: 1, failures: 0, mail: { state: 'sent' } };
    const crowd = Array.from({ length: 3_000 }, (_, i) => ({
      cabinetId: scene.world.cabinetId,
      nom: 'X',
      email: `x${i}@x.example`,
      qualite: 'direction-tpe',
      links: [],
      withdrawals: [],
      version: 1,
      outbox: [],
      guest,
    }));
    await Interlocuteur.collection.insertMany(crowd as never);
    const at = scene.world.clock.now();
    for (const where of [
      { 'guest.status': 'inviting', 'guest.nextAttemptAt': { $lte: at } },
      { 'guest.status': 'pending', 'guest.nextCheckAt': { $lte: at } },
      { 'guest.status': 'pending', 'guest.invitedAt': { $lte: at }, 'guest.remindedAt': null },
      { 'team.state': 'to-join', 'team.nextAttemptAt': { $lte: at } },
      { withdrawals: { $elemMatch: { state: 'to-do', nextAttemptAt: { $lte: at } } } },
      { 'outbox.at': { $lte: at } },
    ] as const) {
      const { executionStats } = (await Interlocuteur.collection.find(where as never).explain('executionStats')) as {
        executionStats: { totalDocsExamined: number };
      };
      expect(executionStats.totalDocsExamined, JSON.stringify(where)).to.be.at.most(5);
    }
  });
});
