import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEvent, type AuditEventRecord } from '../../models/audit-event.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Conversation } from '../../models/conversation.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { PEOPLE } from '../../playground/firm.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

const OTHER_TENANT = 'aaaaaaaa-3d24-4f86-9b07-c2e8f1a6d540';
const MESSAGE = 'application/vnd.microsoft.activity.message';

describe('Who is let in, and who is refused politely', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('door-people');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1' });
  });
  beforeEach(async () => {
    await AuditEvent.deleteMany({});
    await world.control.clearFaults();
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  /** The audit line of a refusal; there must be exactly one. */
  async function theRefusal(): Promise<AuditEventRecord> {
    const lines = await AuditEvent.find().lean<AuditEventRecord[]>();
    expect(lines).to.have.length(1);
    expect(lines[0]?.act).to.equal('door.refused');
    return lines[0]!;
  }

  function personOf(index: number): { entraObjectId: string; chatUserId: string } {
    const { entraObjectId } = PEOPLE[index]!;
    return { entraObjectId, chatUserId: `29:${entraObjectId}` };
  }

  const inTenant = (conversation: string | undefined, channelData: string | undefined, id = `a:${randomUUID()}`) => ({
    conversation: { id, conversationType: 'personal', ...(conversation && { tenantId: conversation }) },
    channelData: channelData && { tenant: { id: channelData } },
  });

  const STRANGE_PLACES: Record<string, () => Record<string, unknown>> = {
    'another tenant': () => inTenant(OTHER_TENANT, OTHER_TENANT),
    'another tenant, which the conversation alone names': () => inTenant(OTHER_TENANT, undefined),
    'another tenant, which the channel data alone name': () => inTenant(undefined, OTHER_TENANT),
    'no tenant': () => inTenant(undefined, undefined),
    'two tenants, the firm’s first': () => inTenant(world.tenantId, OTHER_TENANT),
    'two tenants, the firm’s last': () => inTenant(OTHER_TENANT, world.tenantId),
    'a tenant whose name only begins like the firm’s': () => inTenant(`${world.tenantId}0`, `${world.tenantId}0`),
  };
  for (const [where, place] of Object.entries(STRANGE_PLACES)) {
    it(`answers a message from ${where} with a polite refusal, one audit line and nothing else`, async () => {
      const conversations = await Conversation.countDocuments();
      const said = await world.say(camille, 'inviter un client', place());
      expect(said.status).to.equal(200);
      expect(said.posted.map(({ activity }) => activity.text)).to.deep.equal([
        'Je réponds seulement aux membres du cabinet auquel j’appartiens. Je ne peux donc pas traiter votre demande.',
      ]);
      const line = await theRefusal();
      expect(line.actor).to.deep.equal({ kind: 'stranger', id: camille.entraObjectId });
      expect(line.after).to.deep.equal({ because: 'wrong-tenant', asked: 'message' });
      expect(await Conversation.countDocuments()).to.equal(conversations);
    });
  }

  it('takes the firm’s tenant in capitals, or named in one place only, for the firm’s', async () => {
    const capitals = world.tenantId.toUpperCase();
    for (const place of [
      inTenant(capitals, capitals),
      inTenant(world.tenantId, undefined),
      inTenant(undefined, world.tenantId),
    ]) {
      const { posted } = await world.say(camille, 'aide', place);
      expect(posted).to.have.length(1);
      expect(posted[0]?.activity.summary).to.equal('Ce que Relais sait faire');
    }
    expect(await AuditEvent.countDocuments()).to.equal(0);
  });

  it('leaves one audit line when another tenant’s message is delivered twice, under the same id or a new one', async () => {
    const message = world.activity(camille, { text: 'aide', ...inTenant(OTHER_TENANT, OTHER_TENANT) });
    await world.post(message);
    await world.post(message);
    await world.post({ ...message, id: randomUUID() });
    await theRefusal();
  });

  it('refuses a click from another tenant in the answer to the click, and writes nothing in the conversation', async () => {
    const { status, body, posted } = await clickAnd(() =>
      world.click(camille, 'command.run', { command: 'help' }, inTenant(OTHER_TENANT, OTHER_TENANT)),
    );
    expect(status).to.equal(200);
    expect(body).to.include({ statusCode: 200, type: MESSAGE });
    expect(body.value).to.include('Je réponds seulement aux membres du cabinet');
    expect(posted).to.deep.equal([]);
    expect((await theRefusal()).after).to.deep.equal({ because: 'wrong-tenant', asked: 'command.run' });
  });

  it('says nothing when another tenant adds it somewhere', async () => {
    const place = inTenant(OTHER_TENANT, OTHER_TENANT);
    const { status } = await world.post(
      world.activity(camille, { type: 'installationUpdate', action: 'add', ...place }),
    );
    expect(status).to.equal(200);
    expect(world.channel.posted).to.deep.equal([]);
    expect(await Conversation.countDocuments({ conversationId: place.conversation.id })).to.equal(0);
  });

  describe('a guest of the tenant', () => {
    const sophie = () => personOf(4) as Person;

    it('who types a staff command is told whom to write to, and a line says so', async () => {
      const { status, posted } = await world.say(sophie(), 'inviter Paul Petit paul@petit.example sur TEST1');
      expect(status).to.equal(200);
      expect(posted).to.have.length(1);
      expect(posted[0]?.activity.text).to.include('réservée aux collaborateurs du cabinet');
      expect(posted[0]?.activity.attachments).to.equal(undefined);
      const line = await theRefusal();
      expect(line.actor).to.deep.equal({ kind: 'guest', id: sophie().entraObjectId });
      expect(line.after).to.deep.equal({ because: 'guest-refused', asked: 'message' });
      expect(await Collaborateur.countDocuments({ entraObjectId: sophie().entraObjectId })).to.equal(0);
    });

    it('who presses a button of a shared card gets a private answer; the card stays as it is', async () => {
      const { interlocuteurId, dossierId, cardActivityId } = await invitationInChannel();
      const before = JSON.stringify(world.channel.cardOf(cardActivityId));
      await AuditEvent.deleteMany({});
      for (const verb of ['invitation.remove', 'invitation.resend', 'invitation.view']) {
        await AuditEvent.deleteMany({});
        const { status, body, posted } = await clickAnd(() =>
          world.click(sophie(), verb, { interlocuteurId, dossierId, generation: 1 }, { cardActivityId }),
        );
        expect(status).to.equal(200);
        expect(body).to.include({ statusCode: 200, type: MESSAGE });
        expect(body.value).to.include('réservée aux collaborateurs du cabinet');
        expect(posted).to.deep.equal([]);
        expect((await theRefusal()).after).to.deep.equal({ because: 'guest-refused', asked: verb });
      }
      await world.runJobs();
      expect(JSON.stringify(world.channel.cardOf(cardActivityId))).to.equal(before);
      const record = await world.interlocuteur({ _id: interlocuteurId });
      expect(record?.guest).to.include({ status: 'pending', generation: 1 });
    });

    it('whose Teams merely displays the shared card leaves no line: nobody asked for anything', async () => {
      const { interlocuteurId, dossierId, cardActivityId } = await invitationInChannel();
      await AuditEvent.deleteMany({});
      const value = {
        action: { type: 'Action.Execute', verb: 'invitation.view', data: { interlocuteurId, dossierId } },
        trigger: 'automatic',
      };
      const shown = await clickAnd(() =>
        world.click(sophie(), 'invitation.view', { interlocuteurId, dossierId }, { cardActivityId, value }),
      );
      expect(shown.status).to.equal(200);
      expect(JSON.stringify(shown.body)).not.to.include('TEST1');
      expect(shown.posted).to.deep.equal([]);
      expect(await AuditEvent.countDocuments()).to.equal(0);
    });

    it('who forges a display out of another button leaves a line as for any click', async () => {
      const { interlocuteurId, dossierId, cardActivityId } = await invitationInChannel();
      await AuditEvent.deleteMany({});
      const data = { interlocuteurId, dossierId, generation: 1 };
      const value = { action: { type: 'Action.Execute', verb: 'invitation.remove', data }, trigger: 'automatic' };
      const { text } = await world.click(sophie(), 'invitation.remove', data, { cardActivityId, value });
      expect(text).to.include('réservée aux collaborateurs du cabinet');
      expect((await theRefusal()).after).to.deep.equal({ because: 'guest-refused', asked: 'invitation.remove' });
    });

    it('stays one when a collaborateur record of before says otherwise', async () => {
      const entraObjectId = randomUUID();
      await world.control.putUser({
        id: entraObjectId,
        userPrincipalName: 'ancien_client.example#EXT#@vaubanconseil.onmicrosoft.example',
        userType: 'Guest',
      });
      const longAgo = new Date(world.clock.now().getTime() - 3_600_000);
      const person = await world.buildStaff({ entraObjectId, checkedAt: longAgo });
      const { posted } = await world.say(person, 'aide');
      expect(posted[0]?.activity.text).to.include('réservée aux collaborateurs');
      expect((await theRefusal()).actor.kind).to.equal('guest');
    });
  });

  describe('somebody else', () => {
    it('unknown to Entra is refused, with a line', async () => {
      const stranger = { entraObjectId: randomUUID(), chatUserId: '29:stranger' } as Person;
      const { posted } = await world.say(stranger, 'aide');
      expect(posted.map(({ activity }) => activity.text)).to.deep.equal([
        'Je ne vous trouve pas parmi les collaborateurs du cabinet. Demandez à un administrateur du cabinet de vérifier vos droits.',
      ]);
      expect((await theRefusal()).after).to.deep.equal({ because: 'not-staff', asked: 'message' });
    });

    it('without an Entra object id is refused: a name or a chat id is no identity', async () => {
      const { posted } = await world.say({ chatUserId: camille.chatUserId } as Person, 'aide');
      expect(posted[0]?.activity.text).to.include('Je ne vous trouve pas');
      expect((await theRefusal()).actor).to.deep.equal({ kind: 'stranger', id: camille.chatUserId });
    });

    it('whose account was disabled is refused', async () => {
      const entraObjectId = randomUUID();
      await world.control.putUser({
        id: entraObjectId,
        userPrincipalName: 'parti@vauban-conseil.example',
        accountEnabled: false,
      });
      const { posted } = await world.say({ entraObjectId, chatUserId: '29:parti' } as Person, 'aide');
      expect(posted[0]?.activity.text).to.include('Je ne vous trouve pas');
    });

    it('whom the firm has put aside is refused, though Entra knows them', async () => {
      const person = await world.buildStaff({ isActive: false });
      const { posted } = await world.say(person, 'aide');
      expect(posted[0]?.activity.text).to.include('Je ne vous trouve pas');
      await theRefusal();
    });

    it('who is a member of the tenant is let in, under the same id in capitals as well, and put on record once', async () => {
      const julien = personOf(1) as Person;
      const said = await world.say(julien, 'aide');
      expect(said.posted[0]?.activity.summary).to.equal('Ce que Relais sait faire');
      const loud = { ...julien, entraObjectId: julien.entraObjectId.toUpperCase() };
      const again = await world.say(loud, 'invitations');
      expect(again.posted[0]?.activity.summary).to.equal('Invitations du cabinet');
      expect(await Collaborateur.countDocuments({ entraObjectId: julien.entraObjectId })).to.equal(1);
      expect(await AuditEvent.countDocuments()).to.equal(0);
    });

    it('whose object id is no id at all does not reach Graph by another road', async () => {
      await world.control.clearRequests();
      for (const entraObjectId of ['../users', 'me', '$count', "x' or 1 eq 1", '']) {
        const { status, posted } = await world.say({ entraObjectId, chatUserId: '29:x' } as Person, 'aide');
        expect(status).to.equal(200);
        expect(posted[0]?.activity.text, entraObjectId).to.match(/Je ne vous trouve pas|Je ne peux pas vérifier/);
      }
      const paths = (await world.control.requests()).map(({ path }) => path);
      for (const path of paths) expect(path).to.match(/^\/(v1\.0\/)?users\/[^/]+$/);
    });
  });

  describe('while Entra does not answer', () => {
    it('somebody new is asked to try again in a minute, and gets in once Entra is back', async () => {
      await world.control.setFaults({ kinds: ['unavailable'] });
      const nadia = personOf(2) as Person;
      const { status, posted } = await world.say(nadia, 'aide');
      expect(status).to.equal(200);
      expect(posted.map(({ activity }) => activity.text)).to.deep.equal([
        'Je ne peux pas vérifier votre identité pour le moment. Réessayez dans une minute.',
      ]);
      expect(await AuditEvent.countDocuments(), 'not a refusal').to.equal(0);
      await world.control.clearFaults();
      const again = await world.say(nadia, 'aide');
      expect(again.posted[0]?.activity.summary).to.equal('Ce que Relais sait faire');
    });

    it('a click of somebody new gets the same words in its answer', async () => {
      await world.control.setFaults({ kinds: ['dropped'] });
      const { text } = await world.click(personOf(3) as Person, 'command.run', { command: 'help' });
      expect(text).to.include('Je ne peux pas vérifier votre identité');
    });

    it('somebody known goes on, even long after the last look', async () => {
      await world.control.setFaults({ kinds: ['unavailable'] });
      const known = await world.buildStaff({ checkedAt: new Date('2026-11-01T09:00:00Z') });
      const { posted } = await world.say(known, 'aide');
      expect(posted[0]?.activity.summary).to.equal('Ce que Relais sait faire');
    });
  });

  it('keeps its audit trail whole through all of that', async () => {
    await AuditEvent.deleteMany({});
    await AuditEvent.db.collection('audit_heads').deleteMany({});
    for (const text of ['aide', 'invitations', 'bonjour']) {
      await world.say({ entraObjectId: randomUUID(), chatUserId: '29:x' } as Person, text);
    }
    const verdict = await verifyAudit(world.cabinetId);
    expect(verdict).to.deep.include({ faults: [], lines: 3 });
  });

  /** Runs a click and tells what it made the bot post. */
  async function clickAnd(click: () => ReturnType<World['click']>) {
    const before = world.channel.posted.length;
    const answer = await click();
    return { ...answer, posted: world.channel.posted.slice(before) };
  }

  /** A pending invitation whose card stands in the team's channel. */
  async function invitationInChannel() {
    const cardActivityId = `card-${randomUUID()}`;
    const email = `${randomUUID()}@client.example`;
    const form = { dossier: 'TEST1', nom: 'Petit', email, qualite: 'direction-tpe' };
    const sent = await world.click(camille, 'invitation.send', form, { cardActivityId });
    expect(sent.card).to.be.an('object');
    await world.runJobs();
    const record = (await Interlocuteur.findOne({ email }).lean())!;
    return { interlocuteurId: String(record._id), dossierId: String(record.links[0]?.dossierId), cardActivityId };
  }
});
