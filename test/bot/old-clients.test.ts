import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { AuditEvent } from '../../models/audit-event.ts';
import { DownloadLink } from '../../models/download-link.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { UploadLink } from '../../models/upload-link.ts';
import { PEOPLE } from '../../playground/firm.ts';
import { receiveFile } from '../../workflows/portfolio-imports/receive-file.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';
import { faultsOf, type Node, nodesOf, textsOf, valuesOf } from './card-reading.ts';

describe('A Teams client that only knows Action.Submit', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('old-clients');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1' });
  });
  beforeEach(() => {
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  it('finds under each button the same act as newer clients do', async () => {
    const { posted } = await world.say(camille, 'aide');
    const card = posted[0]!.activity.attachments![0]!.content;
    const cardActivityId = posted[0]!.activityId;
    const [invite] = nodesOf(card).filter(({ type }) => type === 'Action.Submit');
    const answer = await submit(camille, invite!.data as Node, { replyToId: cardActivityId });
    expect(answer.status).to.equal(200);
    expect(answer.body, 'a message is not answered in the body').to.equal(undefined);
    expect(answer.posted.map(({ method, activityId }) => ({ method, activityId }))).to.deep.equal([
      { method: 'PUT', activityId: cardActivityId },
    ]);
    expect(answer.posted[0]?.activity.summary).to.equal('Proposer un service');
  });

  it('sees faults and then the invitation in the place of the form, which follows its state', async () => {
    const replyToId = `card-${randomUUID()}`;
    const typed = { dossier: 'TEST1', nom: 'Martin', email: 'x', qualite: 'direction-tpe' };
    const faulty = await submit(camille, { verb: 'invitation.send', ...typed }, { replyToId });
    expect(faulty.posted).to.have.length(1);
    expect(Object.keys(faultsOf(world.channel.cardOf(replyToId)))).to.deep.equal(['email']);
    expect(valuesOf(world.channel.cardOf(replyToId))).to.deep.include(typed);

    const email = `${randomUUID()}@client.example`;
    await submit(camille, { verb: 'invitation.send', ...typed, email }, { replyToId });
    expect(textsOf(world.channel.cardOf(replyToId))).to.include('Statut Teams : Invitation en cours d’envoi');
    await world.runJobs();
    expect(textsOf(world.channel.cardOf(replyToId)).join()).to.include('Invitation envoyée, en attente');
  });

  it('acts once when its submit is delivered again, under the same id, a new one, or both at once', async () => {
    const email = `${randomUUID()}@client.example`;
    const data = { verb: 'invitation.send', dossier: 'TEST1', nom: 'Martin', email, qualite: 'direction-tpe' };
    const replyToId = `card-${randomUUID()}`;
    const message = world.activity(camille, { value: data, replyToId });
    await Promise.all([world.post(message), world.post({ ...message, id: randomUUID() })]);
    await world.post(message);
    expect(await Interlocuteur.countDocuments({ email })).to.equal(1);
    await world.runJobs();
    expect((await world.interlocuteur({ email }))?.guest).to.include({ status: 'pending', generation: 1 });
    expect(
      world.channel.posted.every(({ activityId }) => activityId === replyToId),
      'one card, no new ones',
    ).to.equal(true);
  });

  it('gets a new card when the one it pressed is gone, rather than an error', async () => {
    const replyToId = `card-${randomUUID()}`;
    world.channel.refuseNext({ status: 404, code: 'ActivityNotFoundInConversation' });
    const answer = await submit(camille, { verb: 'command.run', command: 'help' }, { replyToId });
    expect(answer.posted.map(({ method, activity }) => [method, activity.summary])).to.deep.equal([
      ['POST', 'Ce que Relais sait faire'],
    ]);
  });

  it('sees that new card follow the invitation, since the old one cannot', async () => {
    const replyToId = `card-${randomUUID()}`;
    const email = `${randomUUID()}@client.example`;
    const data = { verb: 'invitation.send', dossier: 'TEST1', nom: 'Martin', email, qualite: 'direction-tpe' };
    world.channel.refuseNext({ status: 404 });
    const { posted } = await submit(camille, data, { replyToId });
    await world.runJobs();
    expect(textsOf(world.channel.cardOf(posted[0]!.activityId)).join()).to.include('Invitation envoyée, en attente');
  });

  it('gets a card of its own when its message does not say which card it pressed', async () => {
    const answer = await submit(camille, { verb: 'command.run', command: 'help' }, {});
    expect(answer.posted.map(({ method }) => method)).to.deep.equal(['POST']);
  });

  it('hears in the conversation what newer clients are told in private', async () => {
    const unknown = await submit(camille, { verb: 'unheard.of' }, { replyToId: 'card-1' });
    expect(unknown.posted.map(({ method, activity }) => [method, activity.text])).to.deep.equal([
      ['POST', 'Cette demande est incomplète. Rouvrez la carte et recommencez.'],
    ]);
    const language = await submit(camille, { verb: 'command.run', command: 'speak-french' }, { replyToId: 'card-1' });
    expect(language.posted.map(({ method, activity }) => [method, activity.text])).to.deep.equal([
      ['POST', 'Entendu, je vous réponds en français.'],
    ]);
  });

  for (const [what, value] of [
    ['the export of the portfolio', { verb: 'portfolio.export', format: 'csv' }],
    ['the page where a file is handed in', { verb: 'portfolio-import.link', slotId: '0'.repeat(24) }],
    ['the report of an import', { verb: 'portfolio-import.report', importId: '' }],
  ] as const) {
    it(`has no address of ${what} written on a channel’s card, which everybody sees; newer clients see it alone`, async () => {
      const importId = await anImport();
      const data = 'importId' in value ? { ...value, importId } : value;
      const conversation = { id: '19:clients;messageid=1', conversationType: 'channel', tenantId: world.tenantId };
      const answer = await submit(camille, data, { replyToId: 'card-3', conversation });
      expect(answer.posted.map(({ method }) => method)).to.deep.equal(['POST']);
      expect(answer.posted[0]?.activity.text).to.include('conversation privée');
      const links = [await DownloadLink.countDocuments(), await UploadLink.countDocuments()];
      expect(links, 'none was made').to.deep.equal([0, 0]);

      const { verb, ...rest } = data;
      const secret = /\/(fichiers|depot)\/[\w-]{43}/;
      const { card } = await world.click(camille, verb, rest, { conversation });
      expect(JSON.stringify(card), 'an invoke, in the channel').to.match(secret);
      const own = await submit(camille, data, { replyToId: 'card-4' });
      expect(JSON.stringify(own.posted), 'an old client, in its own chat').to.match(secret);
      await Promise.all([DownloadLink.deleteMany({}), UploadLink.deleteMany({})]);
    });
  }

  async function anImport(): Promise<string> {
    const { importId } = await receiveFile(world.services, world.asStaff(camille), {
      ...{ name: 'dossiers.csv', door: 'teams' },
      source: (async function* () {
        yield Buffer.from('Code dossier;Raison sociale;Code APE\nZZ1;Essai;1071C\n');
      })(),
    });
    return importId;
  }

  it('of a guest is refused as any other: a sentence, an audit line, and the card as it was', async () => {
    await AuditEvent.deleteMany({});
    const { entraObjectId } = PEOPLE[4];
    const sophie = { entraObjectId, chatUserId: '29:sophie' } as Person;
    const answer = await submit(sophie, { verb: 'command.run', command: 'invite-client' }, { replyToId: 'card-2' });
    expect(answer.posted.map(({ method }) => method)).to.deep.equal(['POST']);
    expect(answer.posted[0]?.activity.text).to.include('réservée aux collaborateurs du cabinet');
    expect(world.channel.cardOf('card-2')).to.equal(undefined);
    const lines = await AuditEvent.find().lean();
    expect(lines.map(({ after }) => after)).to.deep.equal([{ because: 'guest-refused', asked: 'command.run' }]);
  });

  it('that sends a value without a verb has typed a sentence', async () => {
    for (const value of [null, {}, 'aide', [], { verb: 42 }, { other: 'x' }]) {
      const { posted } = await world.say(camille, 'aide', { value });
      expect(posted.map(({ activity }) => activity.summary)).to.deep.equal(['Ce que Relais sait faire']);
    }
  });

  /** What such a client sends: a message with a value, and no text. */
  async function submit(person: Person, value: Node, overrides: Record<string, unknown>) {
    const before = world.channel.posted.length;
    const answer = await world.post(world.activity(person, { value, ...overrides }));
    return { ...answer, posted: world.channel.posted.slice(before) };
  }
});
