import { expect } from 'chai';
import { Dossier } from '../../../models/dossier.ts';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { linkDossiers } from '../../../workflows/interlocuteurs/link-dossiers.ts';
import { resolveDossiers } from '../../../workflows/interlocuteurs/resolve-dossiers.ts';
import { unlinkDossier } from '../../../workflows/interlocuteurs/unlink-dossier.ts';
import { readClientAccess } from '../../../workflows/offers/client-rights.ts';
import { buildPeople, codeOf, type People } from './people.ts';

describe('Links between interlocuteurs and dossiers', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('link-dossiers');
  });
  beforeEach(async () => {
    await Promise.all([Interlocuteur.deleteMany({}), Dossier.deleteMany({}), firm.world.control.reset()]);
  });
  after(() => firm.world.close());

  const link = (interlocuteurId: string, dossiers: readonly { _id: unknown }[], by = firm.admin) =>
    linkDossiers(firm.services, by, { interlocuteurId, dossierIds: dossiers.map(({ _id }) => String(_id)) });
  const unlink = async (id: string, dossier: { _id: unknown }, by = firm.admin) =>
    unlinkDossier(firm.services, by, { ...(await firm.versionOf(id)), dossierId: String(dossier._id) });

  it('are made later too, one or several in one write, « Limité à » at « - » (domain 61, 63, 64, 65)', async () => {
    const { interlocuteurId } = await firm.add();
    const dossiers = [await firm.dossier(), await firm.dossier(), await firm.dossier()];
    expect(await link(interlocuteurId, dossiers, firm.other)).to.equal(3);
    const { links, version } = await firm.record(interlocuteurId);
    expect(version).to.equal(2);
    expect(links.map(({ limiteA }) => limiteA)).to.deep.equal(['-', '-', '-']);
    expect(String(links[0]?.linkedBy)).to.equal(String(firm.other.collaborateurId));
    expect(await firm.actsOn(interlocuteurId)).to.deep.equal([
      ...['interlocuteur.added', 'interlocuteur.linked', 'interlocuteur.linked', 'interlocuteur.linked'],
    ]);
    const lines = await firm.auditOf(interlocuteurId);
    expect(lines[1]?.after).to.include({ limiteA: '-' });
  });

  it('are many to many: a person has several dossiers, a dossier several people (domain 5)', async () => {
    const dossiers = [await firm.dossier(), await firm.dossier()];
    for (const email of ['a@x.example', 'b@x.example']) await firm.add({ email, on: dossiers });
    for (const { _id } of dossiers) {
      expect(await Interlocuteur.countDocuments({ 'links.dossierId': _id })).to.equal(2);
    }
  });

  it('are made once by the same click twice, and both by two people at once', async () => {
    const { interlocuteurId } = await firm.add();
    const [one, two] = [await firm.dossier(), await firm.dossier()];
    await Promise.all([
      link(interlocuteurId, [one]),
      link(interlocuteurId, [one]),
      link(interlocuteurId, [two], firm.other),
    ]);
    expect(await link(interlocuteurId, [one, two])).to.equal(0);
    const { links } = await firm.record(interlocuteurId);
    expect(links.map(({ dossierId }) => String(dossierId))).to.have.members([String(one._id), String(two._id)]);
  });

  it('are refused to dossiers and people of another firm, to a client who left, to somebody removed', async () => {
    const { interlocuteurId } = await firm.add();
    const dossier = await firm.dossier();
    expect(await codeOf(link(interlocuteurId, [await firm.dossier({ cabinetId: 'autre' })]))).to.equal('not-found');
    expect(await codeOf(link(interlocuteurId, [await firm.dossier({ status: 'left' })]))).to.equal('dossier-left');
    expect(await codeOf(link(interlocuteurId, [dossier], { ...firm.admin, cabinetId: 'autre' }))).to.equal('not-found');
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { removedAt: new Date() } });
    expect(await codeOf(link(interlocuteurId, [dossier]))).to.equal('not-found');
  });

  describe('undone', () => {
    it('close the rights there at once and end the services there, not elsewhere (domain 4)', async () => {
      const [here, there] = [await firm.dossier(), await firm.dossier()];
      const id = await firm.guest({ on: [here, there] });
      for (const dossier of [here, there]) await firm.open(dossier, id, 'start');
      await firm.run();
      expect(await unlink(id, here)).to.equal('unlinked');
      const { cabinetId } = firm.world;
      expect((await readClientAccess(cabinetId, id, here._id)).rights.size, 'before any job').to.equal(0);
      await firm.run();
      expect(await firm.grant(here, id, 'start')).to.include({ status: 'revoked', revokedBecause: 'asked' });
      expect((await readClientAccess(cabinetId, id, there._id)).rights.size).to.be.greaterThan(0);
      expect((await firm.record(id)).guest.status, 'the access stays').to.equal('accepted');
      expect((await firm.record(id)).revocations).to.deep.equal([]);
      expect(await firm.actsOn(id)).to.include('interlocuteur.unlinked');
    });

    it('and made again at once do not bring the former services back', async () => {
      const dossier = await firm.dossier();
      const id = await firm.guest({ on: [dossier] });
      await firm.open(dossier, id, 'start');
      await firm.run();
      await unlink(id, dossier);
      await link(id, [dossier]);
      await firm.run();
      expect((await firm.grant(dossier, id, 'start'))?.status).to.equal('revoked');
      expect((await firm.record(id)).links).to.have.length(1);
    });

    it('are for everybody where nothing is open, and for those who answer for the dossier where something is', async () => {
      const dossier = await firm.dossier();
      const id = await firm.guest({ on: [dossier] });
      await firm.open(dossier, id, 'start');
      expect(await codeOf(unlink(id, dossier, firm.other))).to.equal('not-allowed');
      expect(await unlink(id, dossier, firm.maitre)).to.equal('access-closed');
      const { interlocuteurId } = await firm.add({ email: 'b@x.example', on: [dossier] });
      expect(await unlink(interlocuteurId, dossier, firm.other)).to.equal('unlinked');
    });

    it('with the last dossier close the access too, which no exit of a client would ever find again', async () => {
      const [dossier, gone] = [await firm.dossier(), await firm.dossier({ status: 'left' })];
      const id = await firm.guest({ on: [dossier], by: firm.other });
      await Interlocuteur.updateOne(
        { _id: id },
        { $push: { links: { dossierId: gone._id, linkedAt: new Date(), linkedBy: gone._id } } },
      );
      const stranger = firm.world.asStaff(await firm.world.buildStaff({ displayName: 'Julien' }));
      expect(await codeOf(unlink(id, dossier, stranger)), 'takes the right to remove an access').to.equal(
        'last-dossier',
      );
      expect((await firm.record(id)).links).to.have.length(2);
      expect(await unlink(id, dossier, firm.other), 'whoever invited them').to.equal('access-closed');
      await firm.run();
      const { guest, links, email, revocations } = await firm.record(id);
      expect(guest).to.include({ status: 'removed', removedBecause: 'asked' });
      expect([links.length, revocations]).to.deep.equal([1, []]);
      const { users } = await firm.world.control.state();
      expect(users.filter(({ mail }) => mail === email)).to.have.length(0);
      expect(await firm.actsOn(id)).to.include.members(['interlocuteur.unlinked', 'interlocuteur.access-removed']);
    });

    it('by an older card, twice, or by another firm change nothing', async () => {
      const dossier = await firm.dossier();
      const { interlocuteurId } = await firm.add({ on: [dossier] });
      const ref = { interlocuteurId, dossierId: String(dossier._id), version: 0 };
      expect(await unlinkDossier(firm.services, firm.admin, ref)).to.equal('stale-click');
      expect(await codeOf(unlink(interlocuteurId, dossier, { ...firm.admin, cabinetId: 'autre' }))).to.equal(
        'not-found',
      );
      expect(await unlink(interlocuteurId, dossier)).to.equal('unlinked');
      expect(await unlink(interlocuteurId, dossier)).to.equal('stale-click');
    });
  });

  describe('asked for by code or name', () => {
    beforeEach(async () => {
      const codes = {
        TEST1: 'Boulangerie Martin',
        TEST12: 'Garage du Port',
        TEST1B: 'Traiteur',
        FLEURS: 'Dupont et Fils',
      };
      for (const [code, raisonSociale] of Object.entries(codes)) await firm.dossier({ code, raisonSociale });
      await firm.dossier({ code: 'PARTI', status: 'left' });
    });

    async function resolve(typed: string, chosen: string[] = []) {
      const { found, fault, choices } = await resolveDossiers(firm.world.cabinetId, typed, chosen);
      const codes = (list: { code: string }[] | undefined) => list?.map(({ code }) => code);
      return { found: codes(found), fault, choices: codes(choices?.dossiers), ids: choices?.dossiers };
    }

    for (const typed of [
      'TEST1, FLEURS',
      'test1 et fleurs',
      'TEST1 ; FLEURS',
      'TEST1\nFLEURS',
      'TEST1, FLEURS, test1',
    ]) {
      it(`« ${JSON.stringify(typed)} » are two dossiers`, async () => {
        expect(await resolve(typed)).to.deep.include({ found: ['TEST1', 'FLEURS'], fault: undefined });
      });
    }

    it('take « Dupont et Fils » for one name', async () => {
      expect((await resolve('Dupont et Fils')).found).to.deep.equal(['FLEURS']);
    });

    it('never take a prefix that fits several for a choice, and ask (domain 62)', async () => {
      const asked = await resolve('TEST, FLEURS');
      expect(asked.found).to.deep.equal(['FLEURS']);
      expect(asked.fault).to.deep.equal({ fault: 'dossier-several', typed: 'TEST' });
      expect(asked.choices).to.deep.equal(['TEST1', 'TEST12', 'TEST1B']);
      const chosen = asked.ids!.filter(({ code }) => code !== 'TEST12').map(({ _id }) => String(_id));
      expect(await resolve('TEST, FLEURS', chosen)).to.deep.include({
        found: ['TEST1', 'TEST1B', 'FLEURS'],
        fault: undefined,
      });
    });

    it('do not count a choice that fits nothing of what is typed', async () => {
      const fleurs = await Dossier.findOne({ code: 'FLEURS' }).lean();
      expect((await resolve('TEST', [String(fleurs?._id)])).found).to.deep.equal([]);
    });

    it('say what is unknown, what has left, and what is too much', async () => {
      expect((await resolve('TEST1, RIEN')).fault).to.deep.equal({ fault: 'dossier-none', typed: 'RIEN' });
      expect((await resolve('PARTI')).fault).to.deep.equal({ fault: 'dossier-left', typed: 'PARTI' });
      expect((await resolve(Array.from({ length: 11 }, (_, i) => `D${i}`).join(','))).fault?.fault).to.equal(
        'dossier-too-many',
      );
      expect(await resolve('  ')).to.deep.include({ found: [], fault: undefined });
    });
  });
});
