import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { Conversation } from '../../models/conversation.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

const HELP = 'Ce que Relais sait faire';
const LOST = 'Je n’ai pas compris cette demande';
const BOT = '28:relais';

describe('Where people speak to Relais', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('places');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'DUPONT', raisonSociale: 'Dupont & Fils' });
  });
  after(() => world.close());

  const place = (conversationType: string, id: string, channelData: Record<string, unknown> = {}) => ({
    conversation: { id, conversationType, tenantId: world.tenantId, isGroup: conversationType !== 'personal' },
    channelData: { tenant: { id: world.tenantId }, ...channelData },
  });

  it('in private: everything is for it, and the chat is kept with its owner', async () => {
    const id = `a:${randomUUID()}`;
    const { posted } = await world.say(camille, 'aide', place('personal', id));
    expect(posted[0]).to.include({ conversationId: id });
    expect(posted[0]?.activity.summary).to.equal(HELP);
    const kept = await Conversation.findOne({ conversationId: id }).lean();
    expect(kept).to.include({
      type: 'personal',
      entraObjectId: camille.entraObjectId,
      chatUserId: camille.chatUserId,
      serviceUrl: world.channel.serviceUrl,
      botId: BOT,
      tenantId: world.tenantId,
    });
  });

  it('in a group chat: it answers there, and takes the chat for nobody’s own', async () => {
    const id = `19:${randomUUID()}@thread.v2`;
    const { posted } = await world.say(camille, '<at>Relais</at> aide', {
      ...place('groupChat', id),
      entities: [mention('<at>Relais</at>', BOT)],
    });
    expect(posted[0]).to.include({ conversationId: id });
    expect(posted[0]?.activity.summary).to.equal(HELP);
    const kept = await Conversation.findOne({ conversationId: id }).lean();
    expect(kept?.type).to.equal('groupChat');
    expect(kept?.entraObjectId).to.equal(undefined);
    expect(kept?.chatUserId).to.equal(undefined);
  });

  it('in a channel: it answers in the thread, and keeps the channel without its thread', async () => {
    const channelId = `19:${randomUUID()}@thread.tacv2`;
    const thread = `${channelId};messageid=1700000000000`;
    const data = { team: { id: '19:team' }, channel: { id: channelId } };
    const { posted } = await world.say(camille, 'aide', place('channel', thread, data));
    expect(posted[0]).to.include({ conversationId: thread });
    const kept = await Conversation.find({ conversationId: new RegExp(`^${channelId}`) }).lean();
    expect(kept.map(({ conversationId }) => conversationId)).to.deep.equal([channelId]);
    expect(kept[0]).to.include({ type: 'channel', teamId: '19:team', channelId });
    expect(kept[0]?.entraObjectId).to.equal(undefined);
  });

  it('two threads of a channel are one channel, and each gets its own answer', async () => {
    const channelId = `19:${randomUUID()}@thread.tacv2`;
    for (const thread of ['1', '2']) {
      const conversationId = `${channelId};messageid=${thread}`;
      const { posted } = await world.say(camille, 'aide', place('channel', conversationId));
      expect(posted[0]).to.include({ conversationId });
    }
    expect(await Conversation.countDocuments({ conversationId: new RegExp(`^${channelId}`) })).to.equal(1);
  });

  it('is written to at the newest service address', async () => {
    const id = `a:${randomUUID()}`;
    await world.say(camille, 'aide', place('personal', id));
    const serviceUrl = world.channel.serviceUrl.replace('127.0.0.1', 'localhost');
    await world.say(camille, 'aide', { ...place('personal', id), serviceUrl });
    expect((await Conversation.findOne({ conversationId: id }).lean())?.serviceUrl).to.equal(serviceUrl);
  });

  describe('with a mention', () => {
    const SAID: Record<string, { text: string; entities?: unknown[]; gets: string }> = {
      'before the words': { text: '<at>Relais</at> aide', entities: [mention('<at>Relais</at>', BOT)], gets: HELP },
      'after the words': { text: 'aide <at>Relais</at>', entities: [mention('<at>Relais</at>', BOT)], gets: HELP },
      twice: { text: '<at>Relais</at> <at>Relais</at> aide', entities: [mention('<at>Relais</at>', BOT)], gets: HELP },
      'glued to the words': { text: '<at>Relais</at>aide', entities: [mention('<at>Relais</at>', BOT)], gets: HELP },
      'under the name somebody gave it': {
        text: '<at>Assistant du cabinet</at> aide',
        entities: [mention('<at>Assistant du cabinet</at>', BOT)],
        gets: HELP,
      },
      'with a non-breaking space': {
        text: '<at>Relais</at>\u00a0aide\u00a0',
        entities: [mention('<at>Relais</at>', BOT)],
        gets: HELP,
      },
      'with an HTML entity for the space': {
        text: '<at>Relais</at>&nbsp;aide&nbsp;',
        entities: [mention('<at>Relais</at>', BOT)],
        gets: HELP,
      },
      'and a line break': {
        text: '<at>Relais</at>\r\n aide \n',
        entities: [mention('<at>Relais</at>', BOT)],
        gets: HELP,
      },
      'without tags, as some clients send it': { text: 'Relais aide', entities: [mention('Relais', BOT)], gets: HELP },
      'among entities of other kinds': {
        text: '<at>Relais</at> aide',
        entities: [{ type: 'clientInfo', locale: 'fr-FR' }, mention('<at>Relais</at>', BOT), { type: 'mention' }],
        gets: HELP,
      },
      'of somebody else who bears its name: nothing is taken out by name': {
        text: '<at>Relais</at> aide',
        entities: [mention('<at>Relais</at>', '29:somebody')],
        gets: LOST,
      },
      'and nothing else': { text: '<at>Relais</at>', entities: [mention('<at>Relais</at>', BOT)], gets: LOST },
      'of nobody: a word that looks like a tag is a word': { text: '<b>aide</b>', gets: LOST },
    };
    for (const [how, { text, entities, gets }] of Object.entries(SAID)) {
      it(`${how}: « ${text.replaceAll(/\s+/g, ' ')} »`, async () => {
        const { posted } = await world.say(camille, text, { ...place('channel', `19:${randomUUID()}`), entities });
        expect(posted.map(({ activity }) => activity.summary)).to.deep.equal([gets]);
      });
    }

    it('of a colleague keeps the colleague’s name in the sentence', async () => {
      const form = await formOf('<at>Relais</at> inviter <at>Claire Martin</at> claire@client.example', [
        mention('<at>Relais</at>', BOT),
        mention('<at>Claire Martin</at>', '29:claire'),
      ]);
      expect(form).to.include({ prenom: 'Claire', nom: 'Martin', email: 'claire@client.example' });
    });

    it('gives HTML entities back as the characters they stand for', async () => {
      const form = await formOf('<at>Relais</at> inviter paul@client.example sur le dossier Dupont &amp; Fils', [
        mention('<at>Relais</at>', BOT),
      ]);
      expect(form).to.include({ dossier: 'DUPONT', email: 'paul@client.example' });
      const apostrophe = await formOf('inviter Jeanne d&#39;Arc jeanne@client.example', []);
      expect(apostrophe.nom).to.include("d'Arc");
    });
  });

  /** What the invitation card that a sentence opens is filled with. */
  async function formOf(text: string, entities: unknown[]): Promise<Record<string, string>> {
    const { posted } = await world.say(camille, text, { ...place('channel', `19:${randomUUID()}`), entities });
    const body = (posted[0]?.activity.attachments?.[0]?.content.body ?? []) as { id?: string; value?: string }[];
    return Object.fromEntries(body.flatMap(({ id, value }) => (id && value ? [[id, value]] : [])));
  }
});

function mention(text: string, id: string) {
  return { type: 'mention', text, mentioned: { id, name: 'Relais' } };
}
