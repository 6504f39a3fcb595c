import { expect } from 'chai';
import { Types } from 'mongoose';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import { removeInterlocuteur } from '../../../workflows/interlocuteurs/remove-interlocuteur.ts';
import { buildPeople, CLAIRE, codeOf, type People } from './people.ts';

describe('Putting an interlocuteur on record', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('add-interlocuteur');
  });
  beforeEach(() => Interlocuteur.deleteMany({}));
  after(() => firm.world.close());

  it('invites nobody and sends nothing (domain 47)', async () => {
    const { interlocuteurId, kind } = await firm.add();
    expect(kind).to.equal('created');
    await firm.run();
    const person = await firm.record(interlocuteurId);
    expect(person).to.include({ ...CLAIRE, isActive: true, version: 1 });
    expect(person.guest).to.include({ status: 'not-invited', generation: 1 });
    expect(person.searchKeys).to.deep.equal(['claire', 'martin', CLAIRE.email]);
    expect((await firm.world.control.state()).mails).to.deep.equal([]);
    expect(person.outbox).to.deep.equal([]);
    expect(await firm.actsOn(interlocuteurId)).to.deep.equal(['interlocuteur.added']);
  });

  it('links its dossiers in the same write, « Limité à » at « - » (domain 63, 64, 65, 66)', async () => {
    const on = [await firm.dossier(), await firm.dossier()];
    const { interlocuteurId } = await firm.add({ on });
    const { links, version } = await firm.record(interlocuteurId);
    expect(links.map(({ dossierId, limiteA }) => [String(dossierId), limiteA])).to.deep.equal(
      on.map(({ _id }) => [String(_id), '-']),
    );
    expect(version).to.equal(1);
  });

  it('finds an address that is known, whatever the name’s case, and links instead (domain 47)', async () => {
    const [first, second] = [await firm.dossier(), await firm.dossier()];
    const { interlocuteurId } = await firm.add({ on: [first] });
    const again = await firm.add({ on: [first, second], mobile: '+33612345678' });
    expect(again).to.deep.equal({ interlocuteurId, kind: 'linked' });
    const person = await firm.record(interlocuteurId);
    expect(person.links.map(({ dossierId }) => String(dossierId))).to.deep.equal([
      String(first._id),
      String(second._id),
    ]);
    expect(person.mobile, 'the record that stands is kept').to.equal(undefined);
    expect(await firm.add({ on: [second] })).to.deep.equal({ interlocuteurId, kind: 'known' });
    expect((await firm.record(interlocuteurId)).version).to.equal(person.version);
    expect(await Interlocuteur.countDocuments()).to.equal(1);
  });

  it('lets two people have the same name, and one have no first name (domain 55, 56)', async () => {
    await firm.add({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@a.example' });
    const second = await firm.add({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@b.example' });
    expect(second.kind).to.equal('created');
    const bare = await firm.add({ prenom: undefined, email: 'bare@a.example' });
    expect(await firm.record(bare.interlocuteurId)).not.to.have.property('prenom');
    expect(await Interlocuteur.countDocuments()).to.equal(3);
  });

  it('brings back somebody who was removed, with what is now said of them (domain 47, 48)', async () => {
    const dossier = await firm.dossier();
    const { interlocuteurId } = await firm.add({ on: [dossier], mobile: '+33612345678' });
    await removeInterlocuteur(firm.services, firm.admin, await firm.versionOf(interlocuteurId));
    const back = await firm.add({ nom: 'Martin-Durand', on: [dossier] });
    expect(back).to.deep.equal({ interlocuteurId, kind: 'revived' });
    const person = await firm.record(interlocuteurId);
    expect(person).to.include({ nom: 'Martin-Durand', isActive: true, mobile: '+33612345678' });
    expect(person.removedAt).to.equal(undefined);
    expect(person.searchKeys).to.include.members(['martin', 'durand']);
    expect(person.links).to.have.length(1);
    expect(await firm.actsOn(interlocuteurId)).to.include('interlocuteur.revived');
  });

  it('makes one person of five clicks at once, linked to every dossier asked for', async () => {
    const dossiers = await Promise.all(Array.from({ length: 5 }, () => firm.dossier()));
    const done = await Promise.all(dossiers.map((dossier) => firm.add({ on: [dossier] })));
    expect(new Set(done.map(({ interlocuteurId }) => interlocuteurId)).size).to.equal(1);
    expect(done.filter(({ kind }) => kind === 'created')).to.have.length(1);
    expect(await Interlocuteur.countDocuments()).to.equal(1);
    expect((await firm.record(done[0]!.interlocuteurId)).links).to.have.length(5);
  });

  it('is refused for a dossier of another firm, an unknown one, and one whose client has left', async () => {
    const foreign = await firm.dossier({ cabinetId: 'autre' });
    const left = await firm.dossier({ status: 'left' });
    expect(await codeOf(firm.add({ on: [foreign] }))).to.equal('not-found');
    expect(await codeOf(firm.add({ on: [{ _id: new Types.ObjectId() }] }))).to.equal('not-found');
    expect(await codeOf(firm.add({ on: [left] }))).to.equal('dossier-left');
    expect(await Interlocuteur.countDocuments()).to.equal(0);
  });

  it('is for every member of staff (domain 1)', async () => {
    expect((await firm.add({ by: firm.other })).kind).to.equal('created');
  });

  it('keeps to its firm: the same address in two firms is two people', async () => {
    await firm.add();
    const elsewhere = { ...firm.admin, cabinetId: 'autre' };
    expect((await firm.add({ by: elsewhere })).kind).to.equal('created');
    expect(await Interlocuteur.countDocuments({ email: CLAIRE.email })).to.equal(2);
  });
});
