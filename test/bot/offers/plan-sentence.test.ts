import { expect } from 'chai';
import { Draft } from '../../../models/draft.ts';
import { buildWorld, type Person, type World } from '../../support/world.ts';

const SENTENCE = 'activer Consultation pour Claire Martin claire.martin@boulangerie-martin.example sur TEST1';

describe('A sentence with a name, an address, a dossier and an offer', () => {
  let world: World;
  let camille: Person;
  before(async () => {
    world = await buildWorld('plan-sentence');
    camille = await world.buildStaff({ roles: ['administrateur'] });
    await world.buildDossier({ code: 'TEST1', raisonSociale: 'Boulangerie Martin' });
    await world.buildDossier({ code: 'TEST12', raisonSociale: 'Garage du Vieux Port' });
  });
  after(() => world.close());

  const cardOf = (posted: World['channel']['posted']) => posted.at(-1)?.activity.attachments?.[0]?.content;
  const text = (card: unknown) => JSON.stringify(card);
  const actionsOf = (card: unknown, verb: string): Record<string, unknown>[] => {
    const found: Record<string, unknown>[] = [];
    JSON.stringify(card, (_key, value) => {
      if (value?.type === 'Action.Execute' && value.verb === verb) found.push(value.data);
      return value;
    });
    return found;
  };
  const inputsOf = (card: unknown): string[] => {
    const found: string[] = [];
    JSON.stringify(card, (_key, value) => {
      if (typeof value?.type === 'string' && value.type.startsWith('Input.')) found.push(value.id);
      return value;
    });
    return found;
  };

  it('asks only what is missing, and leads from one click to the three levels, with the acceptance in between', async () => {
    const { posted } = await world.say(camille, SENTENCE);
    const form = cardOf(posted);
    expect(inputsOf(form)).to.deep.equal(['qualite', 'subscription']);
    expect(text(form)).to.include('Claire Martin').and.to.include('TEST1 · Boulangerie Martin');
    const [data] = actionsOf(form, 'plan.submit');
    const entries = { ...data, qualite: 'direction-tpe', subscription: 'true' };
    const { card } = await world.click(camille, 'plan.submit', entries, { cardActivityId: 'plan-card' });
    expect(text(card)).to.include('Consultation pour Claire Martin');
    await runFor(6);
    expect(text(world.channel.cardOf('plan-card'))).to.include('En attente de l’interlocuteur');
    await world.control.accept('claire.martin@boulangerie-martin.example');
    await runFor(12);
    const last = text(world.channel.cardOf('plan-card'));
    expect(last).to.include('Tout est en place');
    expect([...last.matchAll(/"✓"/g)]).to.have.length(5);
  });

  it('says at once where a known person stands, and does nothing before the click', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Claire Martin sur TEST1');
    const card = cardOf(posted);
    expect(inputsOf(card)).to.deep.equal([]);
    expect(text(card)).to.include('Start pour Claire Martin').and.to.include('Tout activer');
  });

  it('catches another address for a name that is known before anything is done (domain 37, 55)', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Claire Martin claire@autre.example sur TEST1');
    const form = cardOf(posted);
    expect(text(form)).to.include('déjà connue sous une autre adresse');
    expect(inputsOf(form)).to.deep.equal(['interlocuteurId']);
    const [data] = actionsOf(form, 'plan.submit');
    const known = (await world.interlocuteur({ email: 'claire.martin@boulangerie-martin.example' }))!;
    const same = await world.click(camille, 'plan.submit', { ...data, interlocuteurId: String(known._id) });
    expect(text(same.card)).to.include('Start pour Claire Martin');
    expect(await world.interlocuteur({ email: 'claire@autre.example' })).to.equal(null);
  });

  it('bears somebody else of the same name, once told so (domain 55)', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Claire Martin claire.bis@autre.example sur TEST12');
    const [data] = actionsOf(cardOf(posted), 'plan.submit');
    const next = await world.click(camille, 'plan.submit', { ...data, interlocuteurId: 'new' });
    expect(inputsOf(next.card)).to.deep.equal(['qualite']);
    const done = await world.click(camille, 'plan.submit', { ...data, qualite: 'administratif-tpe' });
    expect(text(done.card)).to.include('Start pour Claire Martin');
    expect((await world.interlocuteur({ email: 'claire.bis@autre.example' }))?.qualite).to.equal('administratif-tpe');
  });

  it('asks which dossier when a beginning fits several (domain 62), and keeps the rest', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Paul Petit paul@x.example sur TEST');
    const form = cardOf(posted);
    expect(text(form)).to.include('Plusieurs dossiers correspondent');
    expect(inputsOf(form)).to.include.members(['dossier', 'dossierId', 'qualite']);
    expect(text(form)).to.include('Paul Petit');
  });

  it('proposes the services one by one when none is named (domain 68, 71, 73, 76)', async () => {
    const { posted } = await world.say(camille, 'proposer un service');
    const form = cardOf(posted);
    for (const offer of [
      'Start · gratuit',
      'Consultation · payant',
      'Co-production · payant',
      'Cegid Flow · gratuit',
    ]) {
      expect(text(form)).to.include(offer);
    }
    expect(inputsOf(form)).to.include.members(['offer', 'dossier', 'nom', 'email', 'qualite']);
  });

  it('is resumed the next day where it stopped; dropped, it is no more', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Jeanne Durand sur TEST1');
    const [data] = actionsOf(cardOf(posted), 'plan.submit');
    await world.click(camille, 'plan.submit', { ...data, email: 'pas une adresse' });
    world.clock.forward(26 * 3_600);
    const again = await world.click(camille, 'plan.edit', { draftId: data?.draftId });
    expect(text(again.card)).to.include('pas une adresse').and.to.include('Durand');
    await world.click(camille, 'plan.drop', { draftId: data?.draftId });
    const late = await world.click(camille, 'plan.submit', { ...data, email: 'jeanne@x.example' });
    expect(late.text).to.include('reprendre');
    expect(await world.interlocuteur({ email: 'jeanne@x.example' })).to.equal(null);
    expect((await Draft.findById(data?.draftId).lean())?.state).to.equal('abandoned');
  });

  it('does once what is clicked twice, and shows the state to both clicks', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Luc Morel luc@x.example sur TEST1');
    const [data] = actionsOf(cardOf(posted), 'plan.submit');
    const entries = { ...data, qualite: 'direction-tpe' };
    const clicks = await Promise.all([1, 2].map(() => world.click(camille, 'plan.submit', entries)));
    clicks.push(await world.click(camille, 'plan.submit', entries));
    for (const { card } of clicks) expect(text(card)).to.include('Start pour Luc Morel');
    await runFor(5);
    const { mails } = await world.control.state();
    expect(mails.filter(({ message }) => text(message.toRecipients).includes('luc@x.example'))).to.have.length(1);
  });

  it('keeps a colleague out of somebody else’s entries, and a guest out of everything', async () => {
    const { posted } = await world.say(camille, 'activer Start pour Anne Roy sur TEST1');
    const [data] = actionsOf(cardOf(posted), 'plan.submit');
    const colleague = await world.buildStaff({ displayName: 'Julien Lefèvre' });
    const theirs = await world.click(colleague, 'plan.submit', {
      ...data,
      email: 'anne@x.example',
      qualite: 'direction-tpe',
    });
    expect(theirs.text).to.include('terminée, abandonnée ou expirée');
    expect(await world.interlocuteur({ email: 'anne@x.example' })).to.equal(null);
  });

  /** The worker at work, its sweeps included. */
  async function runFor(seconds: number) {
    for (let i = 0; i < seconds; i += 1) {
      for (const sweep of ['sweep-invitations', 'sweep-cards', 'sweep-grants'] as const) {
        const at = world.clock.now();
        await world.services.queue.enqueue(sweep, {}, { key: `${sweep}${at.getTime()}`, runAt: at });
      }
      await world.runJobs({ forward: 1 });
    }
  }
});
