import { expect } from 'chai';
import { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { Notification } from '../../../models/notification.ts';
import { Offer } from '../../../models/offer.ts';
import { getPlan } from '../../../workflows/offers/get-plan.ts';
import { startPlan } from '../../../workflows/offers/start-plan.ts';
import { buildOpening, type Opening } from './opening.ts';

describe('Opening a service', () => {
  let scene: Opening;
  before(async () => {
    scene = await buildOpening('start-plan');
  });
  after(() => scene.world.close());

  const stepsOf = async (refs: { dossierId: string; interlocuteurId: string; offer: string }) =>
    Object.fromEntries((await getPlan(scene.world.cabinetId, refs))!.steps.map(({ key, state }) => [key, state]));

  it('first on the dossier, then for the interlocuteur, then the extension, in one act (domain 82, 83, 85, 91)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId, email } = await scene.person(dossier);
    expect(await scene.open(dossier, interlocuteurId, 'start')).to.equal('started');
    const proposed = await scene.read(dossier);
    expect(proposed.offers[0]).to.include({ code: 'start', status: 'active', extension: 'to-initialise' });
    expect(proposed.grants[0]).to.include({ offer: 'start', status: 'proposed' });
    await scene.run();
    const opened = await scene.read(dossier);
    expect(opened.grants[0]).to.include({ status: 'active' });
    expect(opened.offers[0]).to.include({ extension: 'initialised' });
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
    const refs = { dossierId: String(dossier._id), interlocuteurId, offer: 'start' };
    expect(new Set(Object.values(await stepsOf(refs)))).to.deep.equal(new Set(['done']));
  });

  it('shows the blocking step of somebody never invited, invites them from there, and goes on by itself once they accept (domain 33, 38, 39)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId, email } = await scene.person(dossier, { accepts: false });
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { 'guest.status': 'not-invited' } });
    const refs = { dossierId: String(dossier._id), interlocuteurId, offer: 'start' };
    const before = await getPlan(scene.world.cabinetId, refs);
    expect(before?.steps.find(({ key }) => key === 'guest')).to.include({ state: 'to-do', because: 'never-invited' });
    expect(await scene.open(dossier, interlocuteurId, 'start')).to.equal('started');
    await scene.run();
    expect(await stepsOf(refs)).to.deep.equal({
      ...{ person: 'done', guest: 'waiting', offer: 'done', grant: 'waiting', extension: 'to-do' },
    });
    expect(await scene.mailsTo(email, /accès à Start/), 'not before the acceptance').to.have.length(0);
    await scene.world.control.accept(email);
    await scene.look();
    expect(new Set(Object.values(await stepsOf(refs)))).to.deep.equal(new Set(['done']));
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
  });

  it('asks for the confirmation of the subscription before a paid one, and does nothing without it (domain 77)', async () => {
    for (const offer of ['consultation', 'co-production']) {
      const dossier = await scene.dossier();
      const { interlocuteurId } = await scene.person(dossier, { accepts: false });
      const refs = { dossierId: String(dossier._id), interlocuteurId, offer };
      expect(await startPlan(scene.world.services, scene.admin, refs)).to.equal('subscription-required');
      expect((await scene.read(dossier)).offers).to.deep.equal([]);
      expect(await scene.open(dossier, interlocuteurId, offer)).to.equal('started');
      const [opened] = (await scene.read(dossier)).offers;
      expect(String(opened?.subscription?.confirmedBy)).to.equal(String(scene.admin.collaborateurId));
    }
  });

  it('asks for no subscription for Start, which is free (domain 69)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier, { accepts: false });
    const refs = { dossierId: String(dossier._id), interlocuteurId, offer: 'start' };
    expect(await startPlan(scene.world.services, scene.admin, refs)).to.equal('started');
  });

  it('is for an administrateur, and for whoever answers for the dossier; others do what is theirs (domain 1, 2, 13)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier);
    expect(await scene.open(dossier, interlocuteurId, 'start', scene.other)).to.equal('needs-responsable');
    expect((await scene.read(dossier)).offers).to.deep.equal([]);
    expect(await scene.open(dossier, interlocuteurId, 'start', scene.maitre)).to.equal('started');
  });

  it('asked for by somebody who may not, is put before whoever may, once, and no more once it is open (domain 1, 13)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier);
    for (let i = 0; i < 3; i += 1) await scene.open(dossier, interlocuteurId, 'start', scene.other);
    const asked = await Notification.find({ kind: 'plan-request', dossierId: dossier._id }).lean();
    expect(asked.map(({ collaborateurId }) => String(collaborateurId))).to.deep.equal([
      String(scene.maitre.collaborateurId),
    ]);
    await scene.run();
    const mails = await scene.mailsTo(
      `${scene.maitre.entraObjectId}@vauban-conseil.example`,
      /Service demandé : Start/,
    );
    expect(mails).to.have.length(1);
    expect(mails[0]!.body.content).to.include('Nadia Benali demande');

    const nobodys = await scene.dossier({ maitreDuDossierId: undefined });
    const paul = await scene.person(nobodys);
    await scene.open(nobodys, paul.interlocuteurId, 'start', scene.other);
    const [first] = await Notification.find({ kind: 'plan-request', dossierId: nobodys._id }).lean();
    expect(String(first?.collaborateurId), 'an administrateur').to.equal(String(scene.admin.collaborateurId));
    await scene.open(nobodys, paul.interlocuteurId, 'start', scene.admin);
    await scene.run();
    expect((await Notification.findById(first?._id).lean())?.state).to.equal('superseded');
  });

  it('leaves the extension to any collaborateur, when it alone is missing (domain 2, 91)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier);
    await scene.open(dossier, interlocuteurId, 'start');
    await scene.run();
    await Dossier.updateOne({ _id: dossier._id }, { $set: { 'offers.0.extension': 'to-initialise' } });
    expect(await scene.open(dossier, interlocuteurId, 'start', scene.other)).to.equal('started');
    const [offer] = (await scene.read(dossier)).offers;
    expect(offer).to.include({ extension: 'initialised' });
    expect(String(offer?.initialisedBy)).to.equal(String(scene.other.collaborateurId));
  });

  it('opens several services to several interlocuteurs of one dossier (domain 5)', async () => {
    const dossier = await scene.dossier();
    const [claire, paul] = [await scene.person(dossier), await scene.person(dossier)];
    for (const offer of ['start', 'cegid-flow']) await scene.open(dossier, claire.interlocuteurId, offer);
    await scene.open(dossier, paul.interlocuteurId, 'consultation');
    await scene.run(8);
    const { grants } = await scene.read(dossier);
    expect(grants.map(({ offer, status }) => `${offer} ${status}`).sort()).to.deep.equal([
      ...['cegid-flow active', 'consultation active', 'start active'],
    ]);
  });

  it('opens nothing that is absent from the application management of the domain (domain 79)', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier);
    await Offer.updateOne({ cabinetId: scene.world.cabinetId, code: 'cegid-flow' }, { $set: { isPresent: false } });
    try {
      await scene.open(dossier, interlocuteurId, 'cegid-flow');
      expect((await scene.read(dossier)).offers).to.deep.equal([]);
      const refs = { dossierId: String(dossier._id), interlocuteurId, offer: 'cegid-flow' };
      const plan = await getPlan(scene.world.cabinetId, refs);
      expect(plan?.steps.find(({ key }) => key === 'offer')).to.include({
        ...{ state: 'blocked', because: 'not-in-domain', who: 'administrateur' },
      });
    } finally {
      await Offer.updateOne({ cabinetId: scene.world.cabinetId, code: 'cegid-flow' }, { $set: { isPresent: true } });
    }
  });

  it('does once what is asked ten times at the same instant', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId, email } = await scene.person(dossier);
    await Promise.all(Array.from({ length: 10 }, () => scene.open(dossier, interlocuteurId, 'start')));
    await scene.run();
    const { offers, grants } = await scene.read(dossier);
    expect([offers.length, grants.length, grants[0]?.generation]).to.deep.equal([1, 1, 1]);
    expect(await scene.mailsTo(email, /accès à Start/)).to.have.length(1);
    expect(await scene.open(dossier, interlocuteurId, 'start')).to.equal('nothing-to-do');
  });

  it('is refused for somebody inactive, for a client who has left, and for another firm', async () => {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier);
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { isActive: false } });
    await rejects(() => scene.open(dossier, interlocuteurId, 'start'), 'interlocuteur-inactive');
    const stranger = { ...scene.admin, cabinetId: 'autre' };
    await rejects(() => scene.open(dossier, interlocuteurId, 'start', stranger), 'not-found');
    await rejects(() => scene.open(dossier, interlocuteurId, 'unknown'), 'not-found');
  });
});

async function rejects(act: () => Promise<unknown>, code: string): Promise<void> {
  const outcome = await act().then(
    () => 'nothing',
    (error: { code?: string }) => error.code,
  );
  expect(outcome).to.equal(code);
}
