import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import mongoose, { Types } from 'mongoose';
import { HANDLERS } from '../../jobs/index.ts';
import { createAgenda } from '../../jobs/queue.ts';
import { defineHandlers } from '../../jobs/run.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Dossier } from '../../models/dossier.ts';
import type { InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { ShownCard } from '../../models/shown-card.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import type { TestChannel } from '../support/channel.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

type Refusal = Parameters<TestChannel['refuseNext']>[0];

const PASSING: Record<string, Refusal> = {
  'asks to wait (429)': { status: 429, headers: { 'retry-after': '7' } },
  'asks to wait without saying how long (429)': { status: 429 },
  'has a concurrent change (412)': { status: 412, code: 'PreconditionFailed' },
  'stumbles (500)': { status: 500, code: 'ServiceError' },
  'has a bad gateway (502)': { status: 502 },
  'is away (503)': { status: 503 },
  'is slow (504)': { status: 504 },
  'drops the connection': 'drop',
};
const FINAL: Record<string, Refusal> = {
  'knows the card no more (404)': { status: 404, code: 'ActivityNotFoundInConversation' },
  'knows the bot no more (403)': { status: 403, code: 'BotNotInConversationRoster' },
};

describe('The card that everybody in a conversation sees', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('shared-card');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1' });
  });
  beforeEach(async () => {
    await world.runJobs();
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  it('follows the invitation from the click to « Opérationnel », one change a state', async () => {
    const { cardActivityId, email } = await invite();
    expect(changesOf(cardActivityId), 'nothing before the job').to.deep.equal([]);
    await world.runJobs();
    await world.control.accept(email);
    await sweep();
    const states = changesOf(cardActivityId).map(stateOf);
    expect(states.at(-1)).to.equal('Statut Teams : Opérationnel');
    expect(new Set(states).size, 'no state is shown twice').to.equal(states.length);
  });

  for (const [what, refusal] of Object.entries(PASSING)) {
    it(`ends in the present state when the channel ${what} at the first change`, async () => {
      const { cardActivityId } = await invite();
      world.channel.refuseNext(refusal);
      await world.runJobs();
      await runUntilShown();
      expect(stateOf(world.channel.cardOf(cardActivityId))).to.include('Invitation envoyée, en attente');
      expect(await ShownCard.countDocuments({ activityId: cardActivityId, isGone: false })).to.equal(1);
    });
  }

  it('ends in the present state when the channel is away for an hour', async () => {
    const { cardActivityId } = await invite();
    world.channel.refuseNext(...Array.from({ length: 8 }, () => ({ status: 503 })));
    await runUntilShown(3_600);
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.include('Invitation envoyée, en attente');
  });

  it('is not tried again before the time that the channel asked for', async () => {
    await invite();
    await world.runJobs();
    const { cardActivityId } = await invite();
    world.channel.refuseNext({ status: 429, headers: { 'retry-after': '90' } });
    await world.runJobs();
    const before = world.channel.requests;
    for (let waited = 0; waited < 80; waited += 10) await sweepCards(10);
    expect(world.channel.requests, 'too early').to.equal(before);
    await sweepCards(15);
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.include('Invitation envoyée, en attente');
  });

  for (const [what, refusal] of Object.entries(FINAL)) {
    it(`is left alone once the channel ${what}`, async () => {
      const { cardActivityId, email } = await invite();
      world.channel.refuseNext(refusal);
      await world.runJobs();
      const before = world.channel.requests;
      await world.control.accept(email);
      await sweep();
      for (let i = 0; i < 10; i += 1) await sweepCards(600);
      expect(world.channel.requests).to.equal(before);
      expect(world.channel.cardOf(cardActivityId)).to.equal(undefined);
    });
  }

  it('comes back to life when somebody presses it again after all', async () => {
    const { cardActivityId, email } = await invite();
    world.channel.refuseNext({ status: 404 });
    await runUntilShown();
    const ref = await refOf(email);
    await world.click(camille, 'invitation.view', ref, { cardActivityId });
    await runUntilShown();
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.include('Invitation envoyée, en attente');
  });

  it('does not keep its twin in another conversation from being brought up to date', async () => {
    const { cardActivityId, email } = await invite();
    await world.runJobs();
    const twin = `card-${randomUUID()}`;
    const conversation = {
      id: '19:clients;messageid=1700000000000',
      conversationType: 'channel',
      tenantId: world.tenantId,
    };
    await world.click(camille, 'invitation.view', await refOf(email), { cardActivityId: twin, conversation });
    await runUntilShown();
    await world.control.accept(email);
    world.channel.refuseNext({ status: 404 });
    await sweep();
    await runUntilShown();
    const states = [cardActivityId, twin].map((id) => stateOf(world.channel.cardOf(id)));
    expect(states.filter((state) => state.includes('Opérationnel'))).to.have.length(1);
    const inThread = world.channel.posted.find(({ activityId }) => activityId === twin);
    expect(inThread).to.include({ method: 'PUT', conversationId: '19:clients;messageid=1700000000000' });
  });

  it('ends in the newest state when an older change is slow to reach the channel', async () => {
    const { cardActivityId, email } = await invite();
    await world.runJobs();
    const ref = await refOf(email);
    await world.click(camille, 'invitation.view', ref, { cardActivityId });
    const slow = world.channel.holdNext();
    const older = world.runJobs();
    await slow.arrived;
    // While the older change hangs, the client accepts, and another worker puts that on the card.
    await world.control.accept(email);
    const newer = sweep();
    await until(() => changesOf(cardActivityId).some((card) => stateOf(card).includes('Opérationnel')));
    slow.release();
    await Promise.all([older, newer]);
    await runUntilShown();
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.equal('Statut Teams : Opérationnel');
  });

  it('is not touched because somebody’s Teams displays it: a change would be displayed, and so on for ever', async () => {
    const { cardActivityId, email } = await invite();
    await runUntilShown();
    const before = world.channel.requests;
    const ref = await refOf(email);
    for (let i = 0; i < 3; i += 1) {
      const value = { action: { type: 'Action.Execute', verb: 'invitation.view', data: ref }, trigger: 'automatic' };
      const { card } = await world.click(camille, 'invitation.view', ref, { cardActivityId, value });
      expect(stateOf(card)).to.include('Invitation envoyée, en attente');
      expect(await world.runJobs(), 'no job either').to.deep.equal([]);
    }
    expect(world.channel.requests).to.equal(before);
  });

  it('is shown to each person in their own language, and stays in that of the conversation', async () => {
    const mary = await world.buildStaff({ displayName: 'Mary Smith', locale: 'en' });
    const { cardActivityId, email } = await invite();
    await runUntilShown();
    const ref = await refOf(email);
    const value = { action: { type: 'Action.Execute', verb: 'invitation.view', data: ref }, trigger: 'automatic' };
    const { card } = await world.click(mary, 'invitation.view', ref, { cardActivityId, value });
    expect(stateOf(card)).to.equal('Teams status: Invitation sent, waiting for acceptance');
    await world.control.accept(email);
    await sweep();
    await runUntilShown();
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.equal('Statut Teams : Opérationnel');
  });

  it('is left alone once a newer one of the same record stands in the conversation, until somebody presses it', async () => {
    const dossier = await world.buildDossier({ code: 'DEUX' });
    const put = async () => (await world.say(camille, 'dossier DEUX')).posted.at(-1)!.activityId;
    const [older, newer] = [await put(), await put()];
    const inviteTo = async (nom: string) => {
      const form = { dossier: 'DEUX', nom, email: `${randomUUID()}@client.example`, qualite: 'direction-tpe' };
      await world.click(camille, 'invitation.send', form, { cardActivityId: `card-${randomUUID()}` });
      await world.runJobs();
    };
    const shows = (nom: string) => [older, newer].map((id) => JSON.stringify(world.channel.cardOf(id)).includes(nom));
    await inviteTo('Lefebvre');
    expect(shows('Lefebvre')).to.deep.equal([false, true]);
    await world.click(camille, 'dossier.view', { dossierId: String(dossier._id) }, { cardActivityId: older });
    await inviteTo('Marchand');
    expect(shows('Marchand')).to.deep.equal([true, true]);
  });

  it('follows for thirty days, and again when somebody presses it after that', async () => {
    const { cardActivityId, email } = await invite();
    await runUntilShown();
    const ref = await refOf(email);
    world.clock.forward(30 * 86_400);
    const before = world.channel.requests;
    await removeAccess(world.services, world.asStaff(camille), ref);
    await runUntilShown();
    expect(world.channel.requests).to.equal(before);
    await world.click(camille, 'invitation.view', ref, { cardActivityId });
    await runUntilShown();
    expect(stateOf(world.channel.cardOf(cardActivityId))).to.include('Accès');
    const { expireAfterSeconds } = (await ShownCard.collection.indexes()).find(({ key }) => key.followedUntil)!;
    expect(expireAfterSeconds, 'and is forgotten by the database').to.equal(0);
  });

  it('of very many, is changed fifty at a time, the newest first', async () => {
    const { email } = await invite();
    await runUntilShown();
    const { _id, ...one } = (await ShownCard.findOne({ activityId: `card-${email}` }).lean())!;
    const ids = Array.from({ length: 119 }, (_, place) => `many-${String(place).padStart(3, '0')}`);
    // Each a second later than the one before.
    const later = (place: number) => Types.ObjectId.createFromTime(Math.floor(Date.now() / 1_000) + 1 + place);
    await ShownCard.insertMany(
      ids.map((id, place) => ({ ...one, _id: later(place), conversationId: id, activityId: id, shown: '' })),
    );
    const { interlocuteurId: recordId } = await refOf(email);
    const changed = () => world.channel.posted.filter(({ activityId }) => activityId.startsWith('many-'));
    const handler = HANDLERS.find(({ name }) => name === 'refresh-cards')!;
    await handler.run(world, { cabinetId: world.cabinetId, recordId } as never);
    expect(changed().map(({ activityId }) => activityId)).to.deep.equal([...ids].reverse().slice(0, 50));
    await world.runJobs();
    expect(changed().map(({ activityId }) => activityId)).to.deep.equal([...ids].reverse());
    await ShownCard.deleteMany({ activityId: /^many-/ });
  });

  it('in the chat of a collaborateur who has left shows nothing more of clients', async () => {
    const gone = await world.buildStaff({ displayName: 'Parti' });
    await world.say(gone, 'dossier TEST1');
    const dossier = (await Dossier.findOne({ code: 'TEST1' }).lean())!;
    const own = () => world.channel.posted.filter(({ conversationId }) => conversationId === `a:${gone.chatUserId}`);
    expect(own().map(({ method }) => method)).to.deep.equal(['POST']);
    await Collaborateur.updateOne({ _id: gone.record._id }, { $set: { isActive: false } });
    await invite();
    await world.runJobs();
    expect(own()).to.have.length(1);
    const conversationId = `a:${gone.chatUserId}`;
    const kept = await ShownCard.findOne({ conversationId, watches: String(dossier._id) }).lean();
    expect(kept?.isGone).to.equal(true);
  });

  it('of a dossier shows at once whom a colleague invites to it', async () => {
    await world.buildDossier({ code: 'SUIVI' });
    const { posted } = await world.say(camille, 'dossier SUIVI');
    const { activityId } = posted.at(-1)!;
    const email = `${randomUUID()}@client.example`;
    const form = { dossier: 'SUIVI', nom: 'Lefebvre', email, qualite: 'direction-tpe' };
    await world.click(camille, 'invitation.send', form, { cardActivityId: `card-${email}` });
    await world.runJobs();
    expect(JSON.stringify(world.channel.cardOf(activityId))).to.include('Lefebvre');
    await world.control.accept(email);
    await sweep();
    expect(stateOf(world.channel.cardOf(activityId)), 'and follows them').to.equal('Statut Teams : Opérationnel');
  });

  it('is tried again by the real queue, with its pauses, until the channel is back', async () => {
    world.clock.set(new Date());
    const { cardActivityId } = await invite();
    const agenda = await createAgenda(mongoose.connection, 50);
    defineHandlers(agenda, { services: world.services, notify: world.notify }, HANDLERS);
    world.channel.refuseNext({ status: 503 }, 'drop');
    const isShown = () => stateOf(world.channel.cardOf(cardActivityId)).includes('en attente');
    try {
      await agenda.start();
      await until(async () => {
        const now = new Date();
        world.clock.set(now);
        // The timetable asks every five seconds; a test has less patience.
        await world.services.queue.enqueue(
          'sweep-cards',
          {},
          { key: `${Math.floor(now.getTime() / 250)}`, runAt: now },
        );
        return isShown();
      }, 15_000);
    } finally {
      await agenda.stop();
      await agenda.drain();
    }
  });

  /** A click on « Envoyer » whose card stands in the conversation; no job has run yet. */
  async function invite() {
    const email = `${randomUUID()}@client.example`;
    const cardActivityId = `card-${email}`;
    const form = { dossier: 'TEST1', nom: 'Martin', email, qualite: 'direction-tpe' };
    const { card } = await world.click(camille, 'invitation.send', form, { cardActivityId });
    expect(stateOf(card)).to.include('Invitation en cours d’envoi');
    return { cardActivityId, email };
  }

  async function refOf(email: string) {
    const record = (await world.interlocuteur({ email })) as InterlocuteurRecord;
    const { _id, links, guest } = record;
    return { interlocuteurId: String(_id), dossierId: String(links[0]?.dossierId), generation: guest.generation };
  }

  /** The worker's look at who has accepted. */
  async function sweep() {
    world.clock.forward(5);
    await world.services.queue.enqueue('sweep-invitations', {}, { key: randomUUID(), runAt: world.clock.now() });
    return world.runJobs();
  }

  /** The timetable's look at cards that still do not show what they should. */
  async function sweepCards(seconds: number) {
    world.clock.forward(seconds);
    await world.services.queue.enqueue('sweep-cards', {}, { key: randomUUID(), runAt: world.clock.now() });
    return world.runJobs({ forward: 0 });
  }

  /** Until no card waits for another try, or the time is over. */
  async function runUntilShown(mostSeconds = 120) {
    const end = world.clock.now().getTime() + mostSeconds * 1_000;
    do await sweepCards(5);
    while ((await ShownCard.exists({ retryAt: { $ne: null } })) && world.clock.now().getTime() < end);
  }

  function changesOf(cardActivityId: string): Record<string, unknown>[] {
    const changes = world.channel.posted.filter(
      ({ method, activityId }) => method === 'PUT' && activityId === cardActivityId,
    );
    return changes.map(({ activity }) => activity.attachments?.[0]?.content ?? {});
  }
});

/** The line of the card that tells the state. */
function stateOf(card: Record<string, unknown> | undefined): string {
  return /"text":"((?:Statut Teams :|Teams status:)[^"]*)"/.exec(JSON.stringify(card ?? {}))?.[1] ?? '';
}

async function until(isTrue: () => boolean | Promise<boolean>, ms = 5_000): Promise<void> {
  const end = Date.now() + ms;
  while (!(await isTrue())) {
    if (Date.now() > end) throw new Error('It did not come to pass');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
