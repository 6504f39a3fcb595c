import { expect } from 'chai';
import { Cabinet } from '../../models/cabinet.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Conversation } from '../../models/conversation.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { Notification } from '../../models/notification.ts';
import { ensureCabinet } from '../../workflows/cabinet/ensure-cabinet.ts';
import { remindInviter } from '../../workflows/invitations/remind-inviter.ts';
import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { buildInviting, CLAIRE, DAY, type Inviting, MINUTE } from './inviting.ts';

describe('Reminding whoever sent an invitation', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('remind');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function remind() {
    const { _id, cabinetId } = await scene.record();
    return remindInviter(scene.world.services, { cabinetId, interlocuteurId: String(_id) });
  }
  const camilleEmail = () => `${scene.firm.camille.entraObjectId}@vauban-conseil.example`;
  const notification = async () => (await Notification.find().lean())[0];
  const chatId = () => `a:29:${scene.firm.camille.entraObjectId}`;
  const said = () => scene.world.channel.posted.filter(({ conversationId }) => conversationId === chatId());

  /** Camille has spoken to the bot before: there is a chat to write to. */
  async function openChat() {
    await Conversation.create({
      cabinetId: scene.world.cabinetId,
      conversationId: chatId(),
      type: 'personal',
      serviceUrl: scene.world.channel.serviceUrl,
      tenantId: scene.world.tenantId,
      botId: '28:relais',
      entraObjectId: scene.firm.camille.entraObjectId,
      lastSeenAt: scene.world.clock.now(),
    });
  }

  /** Pending for seven days, the reminder queued. */
  async function reminded() {
    await scene.invited();
    scene.world.clock.forward(7 * DAY);
    expect(await remind()).to.equal('reminded');
  }

  it('a minute too early says nothing; at seven days it speaks', async () => {
    await scene.invited();
    scene.world.clock.forward(7 * DAY - MINUTE);
    expect(await remind()).to.equal('nothing');
    expect(await notification()).to.equal(undefined);
    scene.world.clock.forward(MINUTE);
    expect(await remind()).to.equal('reminded');
    expect(await notification()).to.include({ kind: 'invitation-pending', state: 'queued' });
    expect(await scene.auditActs()).to.include('interlocuteur.inviter-reminded');
  });

  it('counts the days from the mail, not from the wish', async () => {
    await scene.world.control.setFaults({ kinds: ['unavailable'], match: { path: '/sendMail$' } });
    await scene.invite();
    await scene.world.runJobs();
    await scene.world.control.clearFaults();
    scene.world.clock.forward(DAY);
    await scene.runAllJobs();
    scene.world.clock.forward(6 * DAY + MINUTE);
    expect(await remind()).to.equal('nothing');
    scene.world.clock.forward(DAY);
    expect(await remind()).to.equal('reminded');
  });

  it('follows the firm’s own number of days', async () => {
    await Cabinet.updateOne({ _id: scene.world.cabinetId }, { $set: { 'settings.invitationReminderDays': 2 } });
    try {
      await scene.invited();
      await scene.sweep({ forward: 2 * DAY });
      expect(await notification()).to.not.equal(undefined);
    } finally {
      await Cabinet.updateOne({ _id: scene.world.cabinetId }, { $set: { 'settings.invitationReminderDays': 7 } });
    }
  });

  it('follows what the environment says, above what the firm’s record said before', async () => {
    const { config } = scene.world;
    await ensureCabinet({ ...config, reminderDays: 3 });
    expect((await Cabinet.findById(scene.world.cabinetId).lean())?.settings.invitationReminderDays).to.equal(3);
    await ensureCabinet(config);
    expect((await Cabinet.findById(scene.world.cabinetId).lean())?.settings.invitationReminderDays).to.equal(3);
    await ensureCabinet({ ...config, reminderDays: 7 });
    expect(await Cabinet.countDocuments()).to.equal(1);
  });

  it('is found by the sweep, once, however often it passes', async () => {
    await openChat();
    await scene.invited();
    await scene.sweep({ forward: 7 * DAY + MINUTE });
    await scene.sweep({ forward: 5 * MINUTE });
    await scene.sweep({ forward: 3 * DAY });
    await scene.sweep({ forward: 30 * DAY });
    expect(said()).to.have.length(1);
    expect(await Notification.countDocuments()).to.equal(1);
  });

  it('speaks once though the job runs three times at once', async () => {
    await openChat();
    await scene.invited();
    scene.world.clock.forward(7 * DAY);
    await Promise.all([remind(), remind(), remind()]);
    await scene.runAllJobs();
    expect(said()).to.have.length(1);
    const acts = await scene.auditActs();
    expect(acts.filter((act) => act === 'interlocuteur.inviter-reminded')).to.have.length(1);
  });

  it('speaks again of an invitation sent again, seven days after that', async () => {
    await openChat();
    await reminded();
    await scene.runAllJobs();
    const { _id } = await scene.record();
    await resendInvitation(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
    await scene.runAllJobs();
    scene.world.clock.forward(6 * DAY);
    expect(await remind()).to.equal('nothing');
    scene.world.clock.forward(DAY);
    expect(await remind()).to.equal('reminded');
    await scene.runAllJobs();
    expect(said()).to.have.length(2);
  });

  it('says nothing of an invitation accepted, removed or refused', async () => {
    await scene.invited();
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    scene.world.clock.forward(8 * DAY);
    expect(await remind()).to.equal('nothing');
  });

  it('says nothing of clients in the chat of somebody who has left the firm', async () => {
    await openChat();
    await reminded();
    await Collaborateur.updateOne({ _id: scene.firm.camille.collaborateurId }, { $set: { isActive: false } });
    await scene.runAllJobs();
    expect(said()).to.deep.equal([]);
    expect(await scene.mails(camilleEmail())).to.deep.equal([]);
    expect(await notification()).to.include({ state: 'given-up' });
  });

  it('killed between the notification and its mark, speaks once all the same', async () => {
    await openChat();
    await reminded();
    await scene.runAllJobs();
    const { _id, guest } = await scene.record();
    const { remindedAt: _, ...unmarked } = guest;
    await Interlocuteur.collection.updateOne({ _id }, { $set: { guest: unmarked } });
    expect(await remind()).to.equal('reminded');
    await scene.runAllJobs();
    expect(said()).to.have.length(1);
  });

  describe('the ladder', () => {
    it('first rung: the chat in Teams', async () => {
      await openChat();
      await reminded();
      await scene.runAllJobs();
      expect(said()).to.have.length(1);
      expect(JSON.stringify(said()[0]?.activity)).to.include('Martin');
      expect(await notification()).to.include({ state: 'sent', sentVia: 'teams', attempts: 1 });
      expect(await scene.mails(camilleEmail())).to.have.length(0);
      expect(await scene.auditActs()).to.include('notification.sent');
    });

    it('second rung: a mail, for somebody who has never spoken to the bot', async () => {
      await reminded();
      await scene.runAllJobs();
      expect(await notification()).to.include({ state: 'sent', sentVia: 'mail' });
      const [mail] = await scene.mails(camilleEmail());
      expect(mail?.message.body.content).to.include('Claire Martin').and.to.include('TEST1');
      expect(mail?.message.body.content).to.not.include('/redeem/');
    });

    it('second rung too when Teams says that the bot is blocked, and Teams is not asked again', async () => {
      await openChat();
      scene.world.channel.refuseNext({ status: 403, code: 'MessageWritesBlocked' });
      await reminded();
      await scene.runAllJobs();
      expect(await notification()).to.include({ state: 'sent', sentVia: 'mail' });
      const chat = await Conversation.findOne({ conversationId: chatId() }).lean();
      expect(chat?.unreachableSince).to.be.instanceOf(Date);
    });

    it('no rung: given up, and the audit says so', async () => {
      await Collaborateur.updateMany({}, { $unset: { email: 1 } });
      await reminded();
      await scene.runAllJobs();
      expect(await notification()).to.include({ state: 'given-up' });
      expect(await scene.auditActs()).to.include('notification.given-up');
    });

    it('no mail to somebody who has left the firm', async () => {
      await Collaborateur.updateMany({}, { $set: { isActive: false } });
      await reminded();
      await scene.runAllJobs();
      expect(await notification()).to.include({ state: 'given-up' });
      expect(await scene.mails(camilleEmail())).to.have.length(0);
    });

    it('a chat that is throttled is tried again in Teams, not before the time it asked for', async () => {
      await openChat();
      scene.world.channel.refuseNext({ status: 429, headers: { 'retry-after': '120' } });
      await reminded();
      await scene.world.runJobs();
      const now = scene.world.clock.now().getTime();
      const waiting = await notification();
      expect(waiting).to.include({ state: 'failed', attempts: 1 });
      expect(waiting?.nextAttemptAt.getTime()).to.be.at.least(now + 118_000);
      await scene.runAllJobs();
      expect(await notification()).to.include({ state: 'sent', sentVia: 'teams', attempts: 2 });
      expect(said()).to.have.length(1);
    });

    it('five failures in a row and it is given up, without a sixth try', async () => {
      await openChat();
      scene.world.channel.refuseNext(...Array.from({ length: 9 }, () => ({ status: 502 })));
      await reminded();
      const before = scene.world.channel.requests;
      await scene.runAllJobs();
      expect(scene.world.channel.requests - before).to.equal(5);
      expect(await notification()).to.include({ state: 'given-up', attempts: 5 });
    });

    it('superseded when the person accepted meanwhile', async () => {
      await openChat();
      await reminded();
      await scene.world.control.accept(CLAIRE);
      await scene.forgetJobs();
      await scene.sweep({ forward: DAY });
      await scene.runAllJobs();
      const { _id, cabinetId } = (await notification())!;
      await scene.world.services.queue.enqueue(
        'deliver-notification',
        { cabinetId, notificationId: _id },
        { key: 'late', runAt: scene.world.clock.now() },
      );
      await scene.runAllJobs();
      expect(said()).to.have.length(0);
      expect(await notification()).to.include({ state: 'superseded' });
    });

    it('superseded when the invitation was sent again meanwhile', async () => {
      await openChat();
      await reminded();
      const { _id } = await scene.record();
      await resendInvitation(scene.world.services, scene.firm.camille, { interlocuteurId: String(_id), generation: 1 });
      // The new invitation goes out before the reminder of the old one is delivered.
      await scene.send();
      expect((await scene.record()).guest).to.include({ status: 'pending', generation: 2 });
      await scene.runAllJobs();
      expect(said()).to.have.length(0);
      expect(await notification()).to.include({ state: 'superseded' });
    });
  });
});
