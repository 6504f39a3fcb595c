import { expect } from 'chai';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { checkAddress } from '../../../workflows/interlocuteurs/check-address.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { buildPeople, CLAIRE, type People } from './people.ts';

const NEW = 'claire@perso.example';
const GUEST = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';

describe('An address that may not be the invited one', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('check-address');
  });
  beforeEach(() => Promise.all([Interlocuteur.deleteMany({}), firm.world.control.reset()]));
  after(() => firm.world.close());

  const check = (typed: { nom?: string; prenom?: string; email?: string; dossierIds?: string[] } = {}) =>
    checkAddress(firm.services, firm.world.cabinetId, {
      ...{ nom: 'Martin', prenom: 'Claire', email: NEW, dossierIds: [] },
      ...typed,
    });

  it('of somebody whose name is on record is asked about before, with who they are (domain 37)', async () => {
    const dossier = await firm.dossier({ code: 'CHEZELLE' });
    const { interlocuteurId } = await firm.add({ on: [dossier] });
    expect(await check()).to.deep.equal({
      kind: 'same-name',
      people: [
        {
          ...{ interlocuteurId, nom: 'Martin', prenom: 'Claire', email: CLAIRE.email },
          ...{ status: 'not-invited', dossierCodes: ['CHEZELLE'] },
        },
      ],
      hasMore: false,
    });
  });

  for (const typed of [
    { nom: 'MARTIN', prenom: 'claire' },
    { nom: 'Claire', prenom: 'Martin' },
    { nom: ' Martin ', prenom: 'Claïre' },
  ]) {
    it(`knows « ${typed.prenom} ${typed.nom} » for the same name`, async () => {
      await firm.add();
      expect((await check(typed))?.kind).to.equal('same-name');
    });
  }

  for (const typed of [
    { nom: 'Martinet', prenom: 'Claire' },
    { nom: 'Martin', prenom: 'Clara' },
    { nom: 'Martin', prenom: 'Claire-Marie' },
  ]) {
    it(`knows « ${typed.prenom} ${typed.nom} » for another`, async () => {
      await firm.add();
      expect(await check(typed)).to.equal(undefined);
    });
  }

  it('shows those of the same dossier first, three at most (domain 55)', async () => {
    const dossier = await firm.dossier();
    for (let i = 0; i < 3; i += 1) await firm.add({ email: `c${i}@x.example` });
    await firm.add({ email: 'voisine@x.example', on: [dossier] });
    const doubt = await check({ dossierIds: [String(dossier._id)] });
    expect(doubt).to.include({ kind: 'same-name', hasMore: true });
    const people = doubt?.kind === 'same-name' ? doubt.people : [];
    expect(people).to.have.length(3);
    expect(people[0]?.email).to.equal('voisine@x.example');
  });

  it('without a first name, asks about those of the same dossier only (domain 56)', async () => {
    const dossier = await firm.dossier();
    await firm.add({ prenom: undefined, on: [dossier] });
    expect(await check({ prenom: undefined })).to.equal(undefined);
    expect((await check({ prenom: undefined, dossierIds: [String(dossier._id)] }))?.kind).to.equal('same-name');
  });

  it('that is on record under another name is asked about too', async () => {
    await firm.add();
    expect(await check({ nom: 'Petit', prenom: 'Paul', email: CLAIRE.email })).to.deep.include({ kind: 'other-name' });
    expect(await check({ email: CLAIRE.email }), 'her own').to.equal(undefined);
    expect(await check({ prenom: undefined, email: CLAIRE.email }), 'her own, without first name').to.equal(undefined);
  });

  it('asks nothing about somebody removed', async () => {
    const { interlocuteurId } = await firm.add();
    await removeInterlocuteur(firm.services, firm.admin, await firm.versionOf(interlocuteurId));
    expect(await check()).to.equal(undefined);
    expect(await check({ nom: 'Petit', email: CLAIRE.email })).to.equal(undefined);
  });

  describe('by what the tenant says', () => {
    async function guest(overrides: Record<string, unknown> = {}) {
      await firm.world.control.putUser({
        ...{ userPrincipalName: GUEST, mail: CLAIRE.email, otherMails: [NEW], userType: 'Guest' },
        ...{ externalUserState: 'Accepted', ...overrides },
      });
    }

    it('is an alias of a guest invited elsewhere: the invited address is offered (domain 37)', async () => {
      await guest();
      expect(await check()).to.deep.equal({ kind: 'alias', invitedEmail: CLAIRE.email });
    });

    it('is the invited one itself: no doubt', async () => {
      await guest();
      expect(await check({ email: CLAIRE.email })).to.equal(undefined);
    });

    it('is a colleague’s, or nobody’s: the job that invites will see', async () => {
      await guest({ userPrincipalName: 'x@vauban-conseil.example', userType: 'Member' });
      expect(await check()).to.equal(undefined);
      expect(await check({ email: 'personne@x.example' })).to.equal(undefined);
    });

    for (const kinds of [['unavailable'], ['throttled']] as const) {
      it(`is no doubt while Graph is ${kinds[0]}`, async () => {
        await guest();
        await firm.world.control.setFaults({ kinds: [...kinds], match: { path: '/users' } });
        expect(await check()).to.equal(undefined);
        await firm.world.control.clearFaults();
      });
    }

    it('is waited for a second and a half, and no longer', async () => {
      const graph = { request: () => new Promise<never>(() => {}) };
      const startedAt = performance.now();
      const typed = { nom: 'Martin', prenom: 'Claire', email: NEW, dossierIds: [] };
      expect(await checkAddress({ ...firm.services, graph }, firm.world.cabinetId, typed)).to.equal(undefined);
      expect(performance.now() - startedAt).to.be.within(1_400, 2_500);
    });
  });
});
