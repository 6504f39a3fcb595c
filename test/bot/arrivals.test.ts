import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { ActivityReceipt } from '../../models/activity-receipt.ts';
import { Conversation } from '../../models/conversation.ts';
import { Team } from '../../models/team.ts';
import { listTeams } from '../../workflows/conversations/remember-conversation.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

const BOT = { id: '28:relais' };

describe('Relais added to a chat or a team, and taken out of it', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('arrivals');
    camille = await world.buildStaff();
  });
  beforeEach(() => {
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  const inChat = (id: string) => ({
    conversation: { id, conversationType: 'personal', tenantId: world.tenantId },
  });
  const inTeam = (id: string, team: Record<string, unknown>) => ({
    conversation: { id, conversationType: 'channel', tenantId: world.tenantId },
    channelData: { tenant: { id: world.tenantId }, team, channel: { id } },
  });

  const event = (place: Record<string, unknown>, parts: Record<string, unknown>) =>
    world.activity(camille, { ...place, ...parts, timestamp: new Date().toISOString() });
  const installed = (place: Record<string, unknown>) => event(place, { type: 'installationUpdate', action: 'add' });
  const joined = (place: Record<string, unknown>) =>
    event(place, { type: 'conversationUpdate', membersAdded: [{ id: camille.chatUserId }, BOT] });

  const ORDERS: Record<string, (place: Record<string, unknown>) => Promise<unknown>> = {
    'an installation and then a new member': async (place) => {
      await world.post(installed(place));
      await world.post(joined(place));
    },
    'a new member and then an installation': async (place) => {
      await world.post(joined(place));
      await world.post(installed(place));
    },
    'both at the same instant': (place) => Promise.all([world.post(joined(place)), world.post(installed(place))]),
    'each of them twice': async (place) => {
      const events = [installed(place), joined(place)];
      for (const one of [...events, ...events]) await world.post(one);
      await Promise.all([world.post(installed(place)), world.post(joined(place))]);
    },
  };
  for (const [what, happens] of Object.entries(ORDERS)) {
    it(`says hello once, told of ${what}`, async () => {
      const id = `a:${randomUUID()}`;
      await happens(inChat(id));
      const said = world.channel.posted.filter(({ conversationId }) => conversationId === id);
      expect(said).to.have.length(1);
      const { summary, attachments } = said[0]!.activity;
      expect(summary).to.equal('Relais est à votre disposition');
      const card = JSON.stringify(attachments?.[0]?.content);
      for (const word of ['Proposer un service', 'Inviter un client', 'Portefeuille', 'Aide'])
        expect(card).to.include(word);
      expect(await Conversation.countDocuments({ conversationId: id })).to.equal(1);
    });
  }

  it('says hello in three lines, with what to type', async () => {
    const id = `a:${randomUUID()}`;
    await world.post(installed(inChat(id)));
    const body = world.channel.posted[0]?.activity.attachments?.[0]?.content.body as { type: string; text?: string }[];
    const texts = body.filter(({ type }) => type === 'TextBlock').map(({ text }) => text);
    expect(texts).to.have.length(4);
    expect(texts.join(' ')).to.include('« activer Consultation pour Claire Martin'.replace(' ', '\u00a0'));
  });

  it('keeps whose chat it is, so that it can speak there first', async () => {
    const id = `a:${randomUUID()}`;
    await world.post(installed(inChat(id)));
    const kept = await Conversation.findOne({ conversationId: id }).lean();
    expect(kept).to.include({ entraObjectId: camille.entraObjectId, type: 'personal', isWelcomed: true });
  });

  it('keeps the team as one that clients can join, and says hello once in its channel', async () => {
    const team = { id: '19:team-a', aadGroupId: 'group-a', name: 'Clients de Nantes' };
    const place = inTeam(`19:${randomUUID()}@thread.tacv2`, team);
    await world.post(joined(place));
    await world.post(installed(place));
    expect(world.channel.posted).to.have.length(1);
    expect(await listTeams(world.cabinetId)).to.deep.include({ aadGroupId: 'group-a', name: 'Clients de Nantes' });
    expect(await Team.countDocuments({ aadGroupId: 'group-a' })).to.equal(1);
  });

  it('waits for an event that names the group of the team before offering it', async () => {
    const id = `19:${randomUUID()}@thread.tacv2`;
    await world.post(joined(inTeam(id, { id: '19:team-b', name: 'Sans groupe' })));
    expect(JSON.stringify(await listTeams(world.cabinetId))).not.to.include('Sans groupe');
    await world.post(installed(inTeam(id, { id: '19:team-b', aadGroupId: 'group-b', name: 'Avec groupe' })));
    expect(JSON.stringify(await listTeams(world.cabinetId))).to.include('Avec groupe');
  });

  it('says nothing when other people come or go', async () => {
    const place = inChat(`19:${randomUUID()}`);
    for (const parts of [{ membersAdded: [{ id: '29:new' }] }, { membersRemoved: [{ id: '29:old' }] }, {}]) {
      const { status } = await world.post(event(place, { type: 'conversationUpdate', ...parts }));
      expect(status).to.equal(200);
    }
    expect(world.channel.posted).to.deep.equal([]);
    expect(await Conversation.countDocuments({ conversationId: place.conversation.id })).to.equal(0);
  });

  describe('taken out', () => {
    for (const [how, parts] of Object.entries({
      uninstalled: { type: 'installationUpdate', action: 'remove' },
      removed: { type: 'conversationUpdate', membersRemoved: [BOT] },
    })) {
      it(`(${how}) marks the conversation unreachable, silently, and keeps the rest`, async () => {
        const id = `a:${randomUUID()}`;
        await world.post(installed(inChat(id)));
        world.channel.posted.length = 0;
        const { status } = await world.post(event(inChat(id), parts));
        expect(status).to.equal(200);
        expect(world.channel.posted).to.deep.equal([]);
        const kept = await Conversation.findOne({ conversationId: id }).lean();
        expect(kept?.unreachableSince).to.deep.equal(world.clock.now());
        expect(kept?.entraObjectId).to.equal(camille.entraObjectId);
      });
    }

    it('of a team, no longer offers that team', async () => {
      const team = { id: '19:team-c', aadGroupId: 'group-c', name: 'Ancienne équipe' };
      const place = inTeam(`19:${randomUUID()}@thread.tacv2`, team);
      await world.post(installed(place));
      await world.post(event(place, { type: 'conversationUpdate', membersRemoved: [BOT] }));
      expect(JSON.stringify(await listTeams(world.cabinetId))).not.to.include('Ancienne équipe');
      await world.post(installed(place));
      expect(JSON.stringify(await listTeams(world.cabinetId))).to.include('Ancienne équipe');
    });

    it('and added again, is reachable again and does not introduce itself twice', async () => {
      const id = `a:${randomUUID()}`;
      await world.post(installed(inChat(id)));
      await world.post(event(inChat(id), { type: 'installationUpdate', action: 'remove' }));
      await world.post(installed(inChat(id)));
      expect((await Conversation.findOne({ conversationId: id }).lean())?.unreachableSince).to.equal(undefined);
      expect(world.channel.posted).to.have.length(1);
    });

    it('and spoken to after all, is reachable again at once', async () => {
      const id = `a:${randomUUID()}`;
      await world.say(camille, 'aide', inChat(id));
      await world.post(event(inChat(id), { type: 'installationUpdate', action: 'remove' }));
      await world.say(camille, 'aide', inChat(id));
      expect((await Conversation.findOne({ conversationId: id }).lean())?.unreachableSince).to.equal(undefined);
    });

    it('for an upgrade, is still there: the two events may come in either order', async () => {
      const id = `a:${randomUUID()}`;
      await world.post(installed(inChat(id)));
      await world.post(event(inChat(id), { type: 'installationUpdate', action: 'add-upgrade' }));
      await world.post(event(inChat(id), { type: 'installationUpdate', action: 'remove-upgrade' }));
      expect((await Conversation.findOne({ conversationId: id }).lean())?.unreachableSince).to.equal(undefined);
      expect(world.channel.posted).to.have.length(1);
    });

    it('from a place it never knew, does not mind', async () => {
      const { status } = await world.post(
        event(inChat(`a:${randomUUID()}`), { type: 'installationUpdate', action: 'remove' }),
      );
      expect(status).to.equal(200);
    });
  });

  it('answers 200 and does nothing at events it has no use for', async () => {
    const receipts = await ActivityReceipt.countDocuments();
    const conversations = await Conversation.countDocuments();
    const kinds = [
      'messageReaction',
      'messageUpdate',
      'messageDelete',
      'typing',
      'event',
      'endOfConversation',
      'trace',
    ];
    const place = inChat(`a:${randomUUID()}`);
    for (const type of [...kinds, 'handoff', 'unheardOf']) {
      const { status, body } = await world.post(event(place, { type, text: 'aide', name: 'x', value: {} }));
      expect({ type, status, body }).to.deep.equal({ type, status: 200, body: undefined });
    }
    const changes = [
      'teamRenamed',
      'teamArchived',
      'teamRestored',
      'channelCreated',
      'channelRenamed',
      'channelDeleted',
    ];
    for (const eventType of [...changes, 'teamMemberAdded', 'unheardOf']) {
      const channelData = { tenant: { id: world.tenantId }, team: { id: '19:x', name: 'X' }, eventType };
      const { status } = await world.post(event(place, { type: 'conversationUpdate', channelData }));
      expect({ eventType, status }).to.deep.equal({ eventType, status: 200 });
    }
    expect(world.channel.posted).to.deep.equal([]);
    expect(await Conversation.countDocuments()).to.equal(conversations);
    expect(await ActivityReceipt.countDocuments()).to.equal(receipts);
  });

  it('answers 200 when the channel refuses the hello: Bot Service would only send the event again', async () => {
    world.channel.refuseNext({ status: 403, code: 'BotNotInConversationRoster' });
    const id = `a:${randomUUID()}`;
    const { status } = await world.post(installed(inChat(id)));
    expect(status).to.equal(200);
    expect(await Conversation.countDocuments({ conversationId: id })).to.equal(1);
  });
});
