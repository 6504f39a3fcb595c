import { expect } from 'chai';
import mongoose from 'mongoose';
import { offerMail } from '../../../bot/mails/offer-mail.ts';
import { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { checkAcceptance } from '../../../workflows/invitations/check-acceptance.ts';
import { advanceGrant } from '../../../workflows/offers/advance-grant.ts';
import { endOffer } from '../../../workflows/offers/end-offer.ts';
import { resumePlans } from '../../../workflows/offers/resume-plans.ts';
import { startPlan } from '../../../workflows/offers/start-plan.ts';
import { sweepGrants } from '../../../workflows/offers/sweep-grants.ts';
import { buildOpening, type Opening } from './opening.ts';

describe('The mails of a service', () => {
  let scene: Opening;
  before(async () => {
    scene = await buildOpening('advance-grant');
  });
  beforeEach(() => scene.world.control.setFaults([]));
  after(() => scene.world.close());

  async function opened(offer: string) {
    const dossier = await scene.dossier({ raisonSociale: 'Boulangerie Martin' });
    const person = await scene.person(dossier);
    await scene.open(dossier, person.interlocuteurId, offer);
    return {
      dossier,
      ...person,
      refs: { dossierId: String(dossier._id), interlocuteurId: person.interlocuteurId, offer },
    };
  }

  it('bring one link and the identifier, which is the invited address; the password is Microsoft’s (domain 37, 40, 89, 97, 100)', async () => {
    const { email } = await opened('consultation');
    await scene.run();
    const mails = await scene.mailsTo(email, /accès|Cegid Flow/);
    expect(mails).to.have.length(1);
    const { content } = mails[0]!.body;
    expect(content).to.include(`Votre identifiant : ${email}`);
    expect(content).to.include('celui que vous utilisez pour vos applications Microsoft');
    expect(content).to.include('https://espace-client.vauban-conseil.example/');
    expect(content).to.include('Cabinet Vauban Conseil').and.to.include('Bienvenue');
  });

  it('give the five steps of the connection, in order, with the consent at the end (domain 41, 98)', async () => {
    const { email } = await opened('start');
    await scene.run();
    const [mail] = await scene.mailsTo(email, /accès à Start/);
    const steps = [...mail!.body.content.matchAll(/<li[^>]*>(.*?)<\/li>/g)].map(([, text]) => text);
    expect(steps).to.have.length(5);
    expect(steps[1]).to.include('Connexion à la solution');
    expect(steps[2]).to.include('CEGID LOOP ENTREPRISE');
    expect(steps[4]).to.include('autorisation de Cegid Loop');
  });

  it('tell where the vignette of the company is, and what it opens (domain 93)', async () => {
    const { email } = await opened('start');
    await scene.run();
    const [mail] = await scene.mailsTo(email, /accès à Start/);
    expect(mail!.body.content).to.include('la vignette de Boulangerie Martin ouvre l’application et la GED');
  });

  it('are two for Flow, of which the first says that the second alone is to be followed (domain 94, 95, 96, 99, 258)', async () => {
    const { email } = await opened('cegid-flow');
    await scene.run();
    const mails = await scene.mailsTo(email, /Cegid Flow/);
    expect(mails.map(({ subject }) => subject)).to.deep.equal([
      'Cabinet Vauban Conseil vous ouvre l’accès à Cegid Flow',
      'Téléchargez Cegid Flow, l’application de Cabinet Vauban Conseil',
    ]);
    expect(mails[0]!.body.content).to.include('vous n’avez pas à suivre les étapes ci-dessous');
    expect(mails[1]!.body.content).to.include('suivez uniquement celui-ci');
  });

  it('go out once each, although every second call of Graph fails, some after their effect', async () => {
    const kinds = ['unavailable', 'throttled', 'dropped', 'unavailable-after', 'dropped-after'] as const;
    const all = [await opened('cegid-flow'), await opened('start'), await opened('consultation')];
    await scene.world.control.setFaults([{ rate: 0.5, kinds: [...kinds], seed: 7 }]);
    for (let i = 0; i < 60; i += 1) await scene.look(1);
    await scene.world.control.setFaults([]);
    await scene.look(60);
    for (const { dossier, email, refs } of all) {
      expect((await scene.grant(dossier, refs.interlocuteurId, refs.offer))?.status).to.equal('active');
      expect(await scene.mailsTo(email, /accès|Téléchargez/)).to.have.length(refs.offer === 'cegid-flow' ? 2 : 1);
    }
  });

  it('are sent by one of two workers that take the same job at the same instant', async () => {
    const { email, refs } = await opened('start');
    const ids = { cabinetId: scene.world.cabinetId, ...refs };
    await Promise.all(Array.from({ length: 5 }, () => advanceGrant(scene.world.services, ids, offerMail)));
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
  });

  it('are sent by one worker too when somebody else of the dossier has other services already', async () => {
    const { dossier, refs } = await opened('start');
    await scene.open(dossier, refs.interlocuteurId, 'cegid-flow');
    await scene.run(8);
    const colleague = await scene.person(dossier);
    await scene.open(dossier, colleague.interlocuteurId, 'start');
    const ids = { cabinetId: scene.world.cabinetId, ...refs, interlocuteurId: colleague.interlocuteurId };
    const outcomes = await Promise.all(
      Array.from({ length: 5 }, () => advanceGrant(scene.world.services, ids, offerMail)),
    );
    expect(outcomes.sort()).to.deep.equal(['active', 'nothing', 'nothing', 'nothing', 'nothing']);
    expect(await scene.mailsTo(colleague.email, /accès à Start/)).to.have.length(1);
    const { grants } = await scene.read(dossier);
    expect(grants.filter(({ leaseUntil }) => leaseUntil)).to.deep.equal([]);
  });

  it('are taken up again where a killed worker left them, without a second mail', async () => {
    const { dossier, email, refs } = await opened('start');
    const ids = { cabinetId: scene.world.cabinetId, ...refs };
    // The process dies after the mail went out and before it was noted: the lease stays.
    const dies = { ...scene.world.services, now: scene.world.services.now };
    let calls = 0;
    const graph = {
      async request<Answer>(call: Parameters<typeof dies.graph.request>[0]): Promise<Answer> {
        const answer = await scene.world.services.graph.request<Answer>(call);
        if (call.path.endsWith('/sendMail') && ++calls === 1) await new Promise(() => undefined);
        return answer;
      },
    };
    void advanceGrant({ ...dies, graph }, ids, offerMail);
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect((await scene.grant(dossier, refs.interlocuteurId, 'start'))?.status).to.equal('proposed');
    scene.world.clock.forward(150);
    await scene.look(3);
    expect((await scene.grant(dossier, refs.interlocuteurId, 'start'))?.status).to.equal('active');
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
  });

  it('are not begun when the lease is about to end: whoever takes the service over sends the one', async () => {
    const { dossier, email, refs } = await opened('start');
    const { services, clock } = scene.world;
    let looked = 0;
    // What comes before the mail takes nearly as long as the lease.
    const slow = { ...services, now: () => (++looked === 1 ? clock.now() : new Date(clock.now().getTime() + 100_000)) };
    expect(await advanceGrant(slow, { cabinetId: scene.world.cabinetId, ...refs }, offerMail)).to.equal('later');
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(0);
    clock.forward(110);
    await scene.look(5);
    expect((await scene.grant(dossier, refs.interlocuteurId, 'start'))?.status).to.equal('active');
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
  });

  it('that Microsoft 365 refuses leave the service proposed with the reason, until somebody asks again', async () => {
    const { dossier, email, refs } = await opened('start');
    await scene.world.control.setFaults([{ rate: 1, kinds: ['forbidden'], match: { path: 'sendMail' } }]);
    await scene.run();
    const refused = await scene.grant(dossier, refs.interlocuteurId, 'start');
    expect(refused).to.include({ status: 'proposed', lastError: 'graph-permission-missing' });
    expect(refused?.nextAttemptAt).to.equal(undefined);
    await scene.world.control.setFaults([]);
    await scene.look(5);
    expect(await scene.mailsTo(email, /accès/), 'not by itself').to.have.length(0);
    expect(await startPlan(scene.world.services, scene.admin, refs)).to.equal('started');
    await scene.run();
    expect((await scene.grant(dossier, refs.interlocuteurId, 'start'))?.status).to.equal('active');
  });

  it('do not go out to somebody who was taken off the dossier at that very moment', async () => {
    const { dossier, email, refs } = await opened('start');
    await Interlocuteur.updateOne({ _id: refs.interlocuteurId }, { $set: { links: [] } });
    await scene.run();
    expect(await scene.mailsTo(email, /accès/)).to.have.length(0);
    const grant = await scene.grant(dossier, refs.interlocuteurId, 'start');
    expect(grant).to.include({ status: 'proposed' });
    expect(grant?.nextAttemptAt, 'nothing for the sweep to find').to.equal(undefined);
    await scene.world.services.queue.enqueue('sweep-grants', {}, { key: 'unlinked', runAt: scene.world.clock.now() });
    expect((await scene.world.runJobs({ forward: 60 })).map(({ name }) => name)).to.deep.equal(['sweep-grants']);
  });

  it('wait for the acceptance without being looked for, then go out although the job of it was lost', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId, email } = await scene.person(dossier, { accepts: false });
    await scene.run();
    await scene.open(dossier, interlocuteurId, 'start');
    const change = { kind: 'change', dossierId: String(dossier._id), interlocuteurId, from: 'start' } as const;
    const confirmed = { ...change, to: 'consultation', confirmsSubscription: true };
    await endOffer(scene.world.services, scene.admin, confirmed);
    expect((await scene.grant(dossier, interlocuteurId, 'consultation'))?.nextAttemptAt).to.equal(undefined);
    // As an older version left it: it is found once, and then left alone.
    await Dossier.updateOne(
      { _id: dossier._id, 'grants.offer': 'consultation' },
      { $set: { 'grants.$.nextAttemptAt': scene.world.clock.now() } },
    );
    scene.world.clock.forward(60);
    expect(await sweepGrants(scene.world.services)).to.equal(1);
    await scene.run();
    scene.world.clock.forward(60);
    expect(await sweepGrants(scene.world.services)).to.equal(0);

    await scene.world.control.accept(email);
    scene.world.clock.forward(120);
    const ids = { cabinetId: scene.world.cabinetId, interlocuteurId };
    expect(await checkAcceptance(scene.world.services, ids)).to.equal('accepted');
    const deaf = { ...scene.world.services, queue: { enqueue: async () => undefined } };
    await resumePlans(deaf, ids);
    await mongoose.connection.db!.collection('jobs').deleteMany({});
    await scene.look(12);
    expect((await scene.grant(dossier, interlocuteurId, 'consultation'))?.status).to.equal('active');
    expect(await scene.mailsTo(email, /accès/)).to.have.length(1);
  });

  it('do not go out once the service was taken back', async () => {
    const { dossier, email, refs } = await opened('start');
    await endOffer(scene.world.services, scene.admin, { kind: 'revoke', ...refs });
    await scene.run();
    expect((await scene.grant(dossier, refs.interlocuteurId, 'start'))?.status).to.equal('revoked');
    expect(await scene.mailsTo(email, /accès/)).to.have.length(0);
  });
});
