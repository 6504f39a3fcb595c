import { expect } from 'chai';
import mongoose from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Conversation } from '../../models/conversation.ts';
import { Draft } from '../../models/draft.ts';
import { Notification } from '../../models/notification.ts';
import { expireDrafts } from '../../workflows/drafts/expire-drafts.ts';
import { keepEntries, openDraft } from '../../workflows/drafts/keep-draft.ts';
import { listDrafts, resumeDraft } from '../../workflows/drafts/list-drafts.ts';
import { tellDraftExpired } from '../../workflows/drafts/tell-draft-expired.ts';
import { buttonsOf, textsOf } from '../bot/card-reading.ts';
import { fieldsOf } from '../bot/interlocuteurs/reading.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

const DAY = 24 * 60 * 60;

describe('A task that was begun and left alone', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('drafts');
    camille = await world.buildStaff();
  });
  beforeEach(async () => {
    for (const model of [Draft, Notification, Conversation]) await (model as typeof Draft).deleteMany({});
    await mongoose.connection.db!.collection('jobs').deleteMany({});
    await world.control.reset();
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  const staff = () => world.asStaff(camille);
  const begin = async (label = 'Paul Petit') => {
    const draft = await openDraft(world.services, staff(), { kind: 'interlocuteur', form: { nom: 'Petit' }, label });
    return String(draft._id);
  };
  const read = async (draftId: string) => (await Draft.findById(draftId).lean())!;
  const notifications = () => Notification.find().lean();
  const said = () => world.channel.posted.filter(({ conversationId }) => conversationId === chatId());
  const chatId = () => `a:${camille.chatUserId}`;
  const sweep = async () => {
    await world.services.queue.enqueue('sweep-drafts', {}, { key: `t:${world.clock.now()}`, runAt: world.clock.now() });
    return world.runJobs();
  };

  async function openChat() {
    await Conversation.create({
      ...{ cabinetId: world.cabinetId, conversationId: chatId(), type: 'personal', botId: '28:relais' },
      ...{ serviceUrl: world.channel.serviceUrl, tenantId: world.tenantId, lastSeenAt: world.clock.now() },
      entraObjectId: camille.entraObjectId,
    });
  }

  it('is open for seven days after the last entry, and not a minute less', async () => {
    const draftId = await begin();
    world.clock.forward(6 * DAY);
    await keepEntries(world.services, staff(), { draftId, entries: { prenom: 'Paul' } });
    world.clock.forward(7 * DAY - 60);
    expect(await expireDrafts(world.services)).to.equal(0);
    world.clock.forward(60);
    expect(await expireDrafts(world.services)).to.equal(1);
    expect(await read(draftId)).to.include({ state: 'expired' });
  });

  it('expired, is told to its owner once, in Teams, and is one click away', async () => {
    await openChat();
    const draftId = await begin();
    world.clock.forward(7 * DAY);
    for (let i = 0; i < 4; i += 1) {
      await sweep();
      world.clock.forward(60 * 60);
    }
    expect(said()).to.have.length(1);
    const { card, summary } = { card: said()[0]!.activity.attachments![0]!.content, ...said()[0]!.activity };
    expect(summary).to.equal('Une saisie a expiré : Interlocuteur');
    expect(textsOf(card)).to.include('Paul Petit');
    const [{ verb, data }] = Object.values(buttonsOf(card)) as [{ verb: string; data: Record<string, unknown> }];
    const resumed = await world.click(camille, verb, data);
    expect(fieldsOf(resumed.card), 'as it was left').to.have.property('email');
    expect(await read(draftId)).to.include({ state: 'open' });
    expect(await notifications()).to.have.length(1);
  });

  it('is told by mail to somebody whom Teams does not reach', async () => {
    const { email } = (await Collaborateur.findById(camille.record._id).lean())!;
    await begin('Paul <Petit>');
    world.clock.forward(7 * DAY);
    await sweep();
    const { mails } = await world.control.state();
    expect(mails).to.have.length(1);
    expect(JSON.stringify(mails[0]?.message.toRecipients)).to.include(email);
    expect(mails[0]?.message.subject).to.equal('Une saisie a expiré : Interlocuteur');
    expect(JSON.stringify(mails[0])).to.include('Paul &lt;Petit&gt;').and.not.include('<Petit>');
  });

  it('taken up again before the word was sent, is not spoken of', async () => {
    await openChat();
    const draftId = await begin();
    world.clock.forward(7 * DAY);
    await expireDrafts(world.services);
    await resumeDraft(world.services, staff(), draftId);
    await world.runJobs();
    expect(said()).to.deep.equal([]);
  });

  it('taken up between the notification and its delivery, makes it superseded', async () => {
    await openChat();
    const draftId = await begin();
    world.clock.forward(7 * DAY);
    await expireDrafts(world.services);
    await tellDraftExpired(world.services, { cabinetId: world.cabinetId, draftId });
    await resumeDraft(world.services, staff(), draftId);
    await world.runJobs();
    expect(said()).to.deep.equal([]);
    expect((await notifications())[0]?.state).to.equal('superseded');
  });

  it('that expires a second time is told a second time', async () => {
    await openChat();
    const draftId = await begin();
    for (let i = 0; i < 2; i += 1) {
      world.clock.forward(7 * DAY);
      await sweep();
      await resumeDraft(world.services, staff(), draftId);
    }
    expect(said()).to.have.length(2);
  });

  it('expires once though three workers sweep at once, and is told once though the job runs three times', async () => {
    await openChat();
    const draftId = await begin();
    world.clock.forward(7 * DAY);
    const swept = await Promise.all([1, 2, 3].map(() => expireDrafts(world.services)));
    expect(swept.reduce((a, b) => a + b)).to.equal(1);
    const ids = { cabinetId: world.cabinetId, draftId };
    await Promise.all([1, 2, 3].map(() => tellDraftExpired(world.services, ids)));
    await world.runJobs();
    expect(said()).to.have.length(1);
  });

  it('whose worker died right after the change is told all the same: the event is in its outbox', async () => {
    await openChat();
    await begin();
    world.clock.forward(7 * DAY);
    const broken = { ...world.services, queue: { enqueue: async () => Promise.reject(new Error('died')) } };
    await expireDrafts(broken as never);
    expect(said()).to.deep.equal([]);
    world.clock.forward(5);
    await world.services.queue.enqueue('sweep-outbox', {}, { key: 'after', runAt: world.clock.now() });
    await world.runJobs();
    expect(said()).to.have.length(1);
  });

  it('finished or dropped does not expire', async () => {
    for (const state of ['done', 'abandoned'] as const)
      await Draft.updateOne({ _id: await begin() }, { $set: { state } });
    world.clock.forward(30 * DAY);
    expect(await expireDrafts(world.services)).to.equal(0);
    expect(await listDrafts(staff())).to.deep.equal([]);
  });
});
