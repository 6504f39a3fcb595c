import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { toActivity, toTurn } from '../../bot/read-activity.ts';
import { AuditEvent } from '../../models/audit-event.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { claimActivity } from '../../workflows/conversations/claim-activity.ts';
import { buildWorld, type Person, type World } from '../support/world.ts';

/** How Bot Service delivers again what it believes unanswered. */
const REPEATS: Record<string, (post: (id: string) => Promise<unknown>) => Promise<unknown[]>> = {
  'again under the same id': async (post) => [await post('first'), await post('first')],
  'again under a new id': async (post) => [await post('first'), await post('second')],
  'twice at the same instant under one id': (post) => Promise.all([post('first'), post('first')]),
  'twice at the same instant under two ids': (post) => Promise.all([post('first'), post('second')]),
  'four times': (post) => Promise.all(['first', 'first', 'second', 'third'].map(post)),
};

describe('An activity delivered again', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('redelivery');
    camille = await world.buildStaff();
    await world.buildDossier({ code: 'TEST1' });
  });
  beforeEach(async () => {
    await world.runJobs();
    world.channel.posted.length = 0;
  });
  after(() => world.close());

  describe('when it is a message', () => {
    for (const [how, deliver] of Object.entries(REPEATS)) {
      it(`is answered once, delivered ${how}`, async () => {
        const message = world.activity(camille, { text: 'aide' });
        const answers = await deliver((id) => world.post({ ...message, id: `${message.id}-${id}` }));
        expect(answers.map((answer) => (answer as { status: number }).status)).to.satisfy((all: number[]) =>
          all.every((status) => status === 200),
        );
        expect(world.channel.posted).to.have.length(1);
      });
    }

    it('is never lost between two deliveries that meet, however often they do', async () => {
      for (let i = 0; i < 60; i += 1) {
        const message = world.activity(camille, { text: 'aide' });
        const before = world.channel.posted.length;
        await Promise.all([world.post(message), world.post(message), world.post(message)]);
        expect(world.channel.posted.length - before, `meeting ${i + 1}`).to.equal(1);
      }
    });

    it('is answered after all when the process that had taken it died, and not while it may still be at it', async () => {
      const message = world.activity(camille, { text: 'aide' });
      // Taken, and then never heard of again.
      expect(await claimActivity(world.services, toTurn(toActivity(message)!))).to.equal(true);
      await world.post({ ...message, id: randomUUID() });
      expect(world.channel.posted).to.deep.equal([]);
      world.clock.forward(15);
      await Promise.all([world.post(message), world.post({ ...message, id: randomUUID() })]);
      expect(world.channel.posted).to.have.length(1);
      world.clock.forward(15);
      await world.post(message);
      expect(world.channel.posted, 'answered now').to.have.length(1);
    });

    it('is not answered twice because it comes again an hour later', async () => {
      const message = world.activity(camille, { text: 'aide' });
      await world.post(message);
      world.clock.forward(3_600);
      await world.post({ ...message, id: randomUUID() });
      await world.post(message);
      expect(world.channel.posted).to.have.length(1);
    });

    it('is another message when the person types the same words a moment later', async () => {
      await world.say(camille, 'aide', { timestamp: '2026-11-23T09:00:00.000Z' });
      await world.say(camille, 'aide', { timestamp: '2026-11-23T09:00:00.500Z' });
      expect(world.channel.posted).to.have.length(2);
    });

    it('is another message when somebody else, or another conversation, says the same at the same instant', async () => {
      const julien = await world.buildStaff();
      const at = { timestamp: '2026-11-23T09:01:00.000Z', id: 'same-id' };
      await world.say(camille, 'aide', at);
      await world.say(julien, 'aide', at);
      const conversation = { id: '19:group', conversationType: 'groupChat', tenantId: world.tenantId };
      await world.say(camille, 'aide', { ...at, conversation });
      expect(world.channel.posted).to.have.length(3);
    });

    it('is answered again when neither id nor time tells it from the one before', async () => {
      for (let i = 0; i < 2; i += 1) await world.say(camille, 'aide', { id: undefined, timestamp: undefined });
      expect(world.channel.posted, 'silence would be worse than a second card').to.have.length(2);
    });
  });

  describe('when it is a click', () => {
    for (const [how, deliver] of Object.entries(REPEATS)) {
      it(`invites once, delivered ${how}`, async () => {
        const email = `${randomUUID()}@client.example`;
        const answers = await deliver(clicks('invitation.send', formOf(email)));
        expectCards(answers);
        await world.runJobs();
        const record = await recordOf(email);
        expect(await Interlocuteur.countDocuments({ email })).to.equal(1);
        expect(record.guest).to.include({ status: 'pending', generation: 1 });
        expect(record.links).to.have.length(1);
        expect(await mailsTo(email)).to.equal(1);
        expect(await acts(record)).to.deep.equal(['interlocuteur.invited', 'interlocuteur.invitation-sent']);
      });

      it(`sends again once, delivered ${how}`, async () => {
        const record = await invited();
        expectCards(await deliver(clicks('invitation.resend', refOf(record))));
        await world.runJobs();
        expect((await recordOf(record.email)).guest).to.include({ status: 'pending', generation: 2 });
        expect(await mailsTo(record.email)).to.equal(2);
        expect((await acts(record)).filter((act) => act === 'interlocuteur.invited-again')).to.have.length(1);
      });

      it(`corrects an address once, delivered ${how}`, async () => {
        const record = await invited();
        const email = `new-${record.email}`;
        expectCards(await deliver(clicks('invitation.correct', { ...refOf(record), email })));
        await world.runJobs();
        const corrected = await recordOf(email);
        expect(corrected.guest).to.include({ status: 'pending', generation: 2 });
        expect(corrected.withdrawals).to.have.length(1);
        expect(await mailsTo(email)).to.equal(1);
        expect((await acts(record)).filter((act) => act === 'interlocuteur.email-corrected')).to.have.length(1);
      });

      it(`removes an access once, delivered ${how}`, async () => {
        const record = await invited();
        expectCards(await deliver(clicks('invitation.remove', refOf(record))));
        await world.runJobs();
        const removed = await recordOf(record.email);
        expect(removed.guest.status).to.equal('removed');
        expect(removed.withdrawals.map(({ state }) => state)).to.deep.equal(['done']);
        expect((await acts(record)).filter((act) => act === 'interlocuteur.access-removed')).to.have.length(1);
      });
    }

    const ASKING = [
      'invitation.view',
      'invitation.correct-ask',
      'invitation.remove-ask',
      'invitation.cancel',
      'command.run',
    ];
    for (const verb of ASKING) {
      it(`changes nothing and gets its card each time, when it only asks (${verb})`, async () => {
        const record = await invited();
        const data = { ...refOf(record), command: 'list-invitations' };
        expectCards(await REPEATS['four times']!(clicks(verb, data)));
        await world.runJobs();
        const after = await recordOf(record.email);
        expect(after.version).to.equal(record.version);
        expect(await mailsTo(record.email)).to.equal(1);
      });
    }

    it('of two people at the same instant, invites once and tells the other', async () => {
      const julien = await world.buildStaff({ displayName: 'Julien Lefèvre' });
      const email = `${randomUUID()}@client.example`;
      const answers = await Promise.all(
        [camille, julien].map((who) => world.click(who, 'invitation.send', formOf(email))),
      );
      expectCards(answers);
      expect(await Interlocuteur.countDocuments({ email })).to.equal(1);
      const told = answers.filter(({ card }) =>
        JSON.stringify(card).includes('aucune seconde invitation n’a été créée'),
      );
      expect(told).to.have.length(1);
      await world.runJobs();
      expect(await mailsTo(email)).to.equal(1);
    });

    it('of one who sends again while another removes: one of them wins, the other sees what is', async () => {
      const record = await invited();
      const answers = await Promise.all([
        world.click(camille, 'invitation.resend', refOf(record)),
        world.click(camille, 'invitation.remove', refOf(record)),
      ]);
      expectCards(answers);
      await world.runJobs();
      const told = answers.filter(({ card }) => JSON.stringify(card).includes('La situation avait changé'));
      expect(told).to.have.length(1);
      const { guest } = await recordOf(record.email);
      expect(guest.status).to.be.oneOf(['pending', 'removed']);
    });
  });

  describe('from a card of weeks ago', () => {
    it('shows the present state, says that things had changed, and changes nothing', async () => {
      const record = await invited();
      const old = refOf(record);
      await world.click(camille, 'invitation.resend', old);
      await world.runJobs();
      const present = await recordOf(record.email);
      for (const verb of ['resend', 'correct', 'remove', 'correct-ask', 'remove-ask'].map(
        (act) => `invitation.${act}`,
      )) {
        const { card } = await world.click(camille, verb, { ...old, email: 'other@client.example' });
        const shown = JSON.stringify(card);
        expect(shown, verb).to.include('La situation avait changé : voici l’état actuel.');
        expect(shown, verb).to.include('Invitation envoyée, en attente');
        expect(shown, verb).to.include('"generation":2');
      }
      await world.runJobs();
      expect((await recordOf(record.email)).version).to.equal(present.version);
    });

    it('of an access removed since, offers to invite again rather than to remove', async () => {
      const record = await invited();
      await world.click(camille, 'invitation.remove', refOf(record));
      await world.runJobs();
      const { card } = await world.click(camille, 'invitation.remove', refOf(record));
      expect(JSON.stringify(card)).to.include('Accès retiré').and.to.include('Inviter à nouveau');
      expect(JSON.stringify(card)).not.to.include('Retirer l’accès');
    });

    it('of a generation that is still to come is no better', async () => {
      const record = await invited();
      const { card } = await world.click(camille, 'invitation.remove', { ...refOf(record), generation: 99 });
      expect(JSON.stringify(card)).to.include('La situation avait changé');
      expect((await recordOf(record.email)).guest.status).to.equal('pending');
    });
  });

  /** The same click each time, under the ids that `deliver` gives. */
  function clicks(verb: string, data: Record<string, unknown>) {
    const key = randomUUID();
    const timestamp = new Date().toISOString();
    const overrides = { cardActivityId: `card-${key}`, timestamp };
    return (id: string) => world.click(camille, verb, data, { ...overrides, id: `${key}-${id}` });
  }

  function expectCards(answers: unknown[]) {
    for (const answer of answers as { status: number; card?: unknown; text?: string }[]) {
      expect(answer.status).to.equal(200);
      expect(answer.card, answer.text).to.be.an('object');
    }
  }

  function formOf(email: string) {
    return { dossier: 'TEST1', nom: 'Martin', email, qualite: 'direction-tpe' };
  }

  function refOf({ _id, links, guest }: InterlocuteurRecord) {
    return { interlocuteurId: String(_id), dossierId: String(links[0]?.dossierId), generation: guest.generation };
  }

  async function invited(): Promise<InterlocuteurRecord> {
    const email = `${randomUUID()}@client.example`;
    await world.click(camille, 'invitation.send', formOf(email), { cardActivityId: `card-${email}` });
    await world.runJobs();
    return recordOf(email);
  }

  async function recordOf(email: string): Promise<InterlocuteurRecord> {
    return (await world.interlocuteur({ email }))!;
  }

  async function mailsTo(email: string): Promise<number> {
    const { mails } = await world.control.state();
    return mails.filter(({ message }) => message.toRecipients[0]?.emailAddress.address === email).length;
  }

  async function acts(record: InterlocuteurRecord): Promise<string[]> {
    const lines = await AuditEvent.find({ 'subject.id': String(record._id) })
      .sort({ seq: 1 })
      .lean();
    return lines.map(({ act }) => act);
  }
});
