import { expect } from 'chai';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { Offer } from '../../../models/offer.ts';
import { mayUseModule, readClientAccess } from '../../../workflows/offers/client-rights.ts';
import { endOffer } from '../../../workflows/offers/end-offer.ts';
import { buildOpening, type Opening } from './opening.ts';

describe('What a client may do', () => {
  let scene: Opening;
  before(async () => {
    scene = await buildOpening('end-offer');
  });
  after(() => scene.world.close());

  async function opened(offer: string, qualite: 'direction-tpe' | 'administratif-tpe' = 'direction-tpe') {
    const dossier = await scene.dossier();
    const { interlocuteurId } = await scene.person(dossier, { qualite: qualite as 'direction-tpe' });
    await scene.open(dossier, interlocuteurId, offer);
    await scene.run();
    return { dossier, interlocuteurId, dossierId: String(dossier._id) };
  }
  const access = (interlocuteurId: string, dossierId: string) =>
    readClientAccess(scene.world.cabinetId, interlocuteurId, dossierId);
  const rightsOf = async (interlocuteurId: string, dossierId: string) => [
    ...(await access(interlocuteurId, dossierId)).rights,
  ];

  it('with Start: the GED, deposits and the mobile dashboard, and nothing of the accounting file (domain 69, 70)', async () => {
    const { interlocuteurId, dossierId } = await opened('start');
    expect(await rightsOf(interlocuteurId, dossierId)).to.have.members([
      'ged.consult',
      'ged.deposit',
      'mobile.dashboard',
    ]);
  });

  it('with Consultation: the accounting file, read only (domain 72, 73)', async () => {
    const { interlocuteurId, dossierId } = await opened('consultation');
    const rights = await rightsOf(interlocuteurId, dossierId);
    expect(rights).to.include('dossier.read').and.not.to.include('dossier.write');
    expect(mayUseModule(await access(interlocuteurId, dossierId), 'Saisie')).to.equal(false);
  });

  it('with Co-production: every module but « Révision » (domain 74, 75)', async () => {
    const { interlocuteurId, dossierId } = await opened('co-production');
    const mine = await access(interlocuteurId, dossierId);
    expect(mayUseModule(mine, 'Saisie')).to.equal(true);
    for (const module of ['Révision', 'REVISION', 'révision']) expect(mayUseModule(mine, module)).to.equal(false);
  });

  it('with Cegid Flow: the daily follow-up on the telephone (domain 78)', async () => {
    const { interlocuteurId, dossierId } = await opened('cegid-flow');
    expect(await rightsOf(interlocuteurId, dossierId)).to.deep.equal(['flow.follow']);
  });

  it('decide on imports with Co-production alone (domain 20, 252)', async () => {
    for (const offer of ['start', 'consultation', 'co-production', 'cegid-flow']) {
      const { interlocuteurId, dossierId } = await opened(offer);
      const may = (await access(interlocuteurId, dossierId)).rights.has('imports.decide');
      expect(may, offer).to.equal(offer === 'co-production');
    }
  });

  it('see the GS part of the GED as « Direction TPE », not as « Administratif TPE » (domain 6, 7, 8)', async () => {
    const direction = await opened('start', 'direction-tpe');
    const administratif = await opened('start', 'administratif-tpe');
    expect((await access(direction.interlocuteurId, direction.dossierId)).seesGs).to.equal(true);
    expect((await access(administratif.interlocuteurId, administratif.dossierId)).seesGs).to.equal(false);
  });

  it('is for one person, one dossier, one application, nothing wider (domain 4)', async () => {
    const { dossier, interlocuteurId, dossierId } = await opened('co-production');
    const colleague = await scene.person(dossier);
    const elsewhere = await scene.dossier();
    expect(await rightsOf(colleague.interlocuteurId, dossierId)).to.deep.equal([]);
    expect(await rightsOf(interlocuteurId, String(elsewhere._id))).to.deep.equal([]);
    const { rights } = await readClientAccess('autre', interlocuteurId, dossierId);
    expect([...rights]).to.deep.equal([]);
  });

  it('ends in the very write that takes the service back, whatever a card still shows (domain 252)', async () => {
    const { interlocuteurId, dossierId } = await opened('co-production');
    const act = { kind: 'revoke', dossierId, interlocuteurId, offer: 'co-production' } as const;
    expect(await endOffer(scene.world.services, scene.admin, act)).to.equal('done');
    expect(await rightsOf(interlocuteurId, dossierId)).to.deep.equal([]);
    expect(await endOffer(scene.world.services, scene.admin, act), 'the second click').to.equal('nothing-to-do');
  });

  it('loses Valider and Rejeter at once when Co-production becomes Consultation, which opens right away (domain 252)', async () => {
    const { dossier, interlocuteurId, dossierId } = await opened('co-production');
    const act = { kind: 'change', dossierId, interlocuteurId, from: 'co-production', to: 'consultation' } as const;
    expect(await endOffer(scene.world.services, scene.admin, act)).to.equal('subscription-required');
    expect(await rightsOf(interlocuteurId, dossierId), 'nothing was done').to.include('imports.decide');
    const confirmed = { ...act, confirmsSubscription: true };
    expect(await endOffer(scene.world.services, scene.admin, confirmed)).to.equal('done');
    expect(await rightsOf(interlocuteurId, dossierId)).to.deep.equal([]);
    await scene.run();
    expect(await rightsOf(interlocuteurId, dossierId)).to.have.members(['ged.consult', 'dossier.read']);
    const { offers } = await scene.read(dossier);
    expect(Object.fromEntries(offers.map(({ code, status }) => [code, status]))).to.deep.equal({
      ...{ 'co-production': 'inactive', consultation: 'active' },
    });
  });

  for (const [what, change] of [
    ['was taken off the dossier', { links: [] }],
    ['was deactivated', { isActive: false }],
    ['was removed', { removedAt: new Date() }],
  ] as const) {
    it(`changed for somebody who ${what} is only taken back: nothing takes its place`, async () => {
      const { dossier, interlocuteurId, dossierId } = await opened('co-production');
      await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: change });
      const act = { kind: 'change', dossierId, interlocuteurId, from: 'co-production', to: 'start' } as const;
      expect(await endOffer(scene.world.services, scene.admin, act)).to.equal('only-revoked');
      const { grants, offers } = await scene.read(dossier);
      expect(grants.map(({ offer, status }) => `${offer} ${status}`)).to.deep.equal(['co-production revoked']);
      expect(offers.map(({ code, status }) => `${code} ${status}`)).to.deep.equal(['co-production inactive']);
    });
  }

  it('keeps a service on the dossier that a colleague still has', async () => {
    const { dossier, interlocuteurId, dossierId } = await opened('co-production');
    const colleague = await scene.person(dossier);
    await scene.open(dossier, colleague.interlocuteurId, 'co-production');
    await scene.run();
    await endOffer(scene.world.services, scene.admin, {
      ...{ kind: 'change', dossierId, interlocuteurId, from: 'co-production', to: 'start' },
    });
    expect(await rightsOf(colleague.interlocuteurId, dossierId)).to.include('imports.decide');
  });

  it('ends for everybody with the service on the dossier', async () => {
    const { dossier, interlocuteurId, dossierId } = await opened('start');
    const colleague = await scene.person(dossier);
    await scene.open(dossier, colleague.interlocuteurId, 'start');
    await scene.run();
    await endOffer(scene.world.services, scene.admin, { kind: 'end', dossierId, offer: 'start' });
    for (const id of [interlocuteurId, colleague.interlocuteurId]) {
      expect(await rightsOf(id, dossierId)).to.deep.equal([]);
    }
    expect(await scene.open(dossier, interlocuteurId, 'start'), 'opened anew').to.equal('started');
    expect((await scene.grant(dossier, interlocuteurId, 'start'))?.generation).to.equal(2);
  });

  it('is closed while « Actif » is off, and while the person is not a guest (domain 11, 33)', async () => {
    const { interlocuteurId, dossierId } = await opened('co-production');
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { isActive: false } });
    expect(await rightsOf(interlocuteurId, dossierId)).to.deep.equal([]);
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { isActive: true, 'guest.status': 'removed' } });
    expect(await rightsOf(interlocuteurId, dossierId)).to.deep.equal([]);
  });

  it('follows the catalogue at once when an administrateur changes what a service gives', async () => {
    const { interlocuteurId, dossierId } = await opened('start');
    const start = { cabinetId: scene.world.cabinetId, code: 'start' };
    await Offer.updateOne(start, { $pull: { rights: 'ged.deposit' } });
    expect(await rightsOf(interlocuteurId, dossierId)).not.to.include('ged.deposit');
    await Offer.updateOne(start, { $push: { rights: 'ged.deposit' } });
  });

  it('is taken back by nobody who does not answer for the dossier (domain 1, 13)', async () => {
    const { interlocuteurId, dossierId } = await opened('start');
    const act = { kind: 'revoke', dossierId, interlocuteurId, offer: 'start' } as const;
    const refused = await endOffer(scene.world.services, scene.other, act).catch((error) => error.code);
    expect(refused).to.equal('not-allowed');
    expect(await endOffer(scene.world.services, scene.maitre, act)).to.equal('done');
  });
});
