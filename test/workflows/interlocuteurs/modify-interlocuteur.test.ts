import { expect } from 'chai';
import { Interlocuteur } from '../../../models/interlocuteur.ts';
import type { CheckedInterlocuteur } from '../../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { modifyInterlocuteur } from '../../../workflows/interlocuteurs/modify-interlocuteur.ts';
import { buildPeople, CLAIRE, codeOf, type People } from './people.ts';

const NEW = 'claire.martin@boulangerie.example';

describe('Modifying an interlocuteur', () => {
  let firm: People;
  before(async () => {
    firm = await buildPeople('modify-interlocuteur');
  });
  beforeEach(async () => {
    await Interlocuteur.deleteMany({});
    await firm.world.control.reset();
  });
  after(() => firm.world.close());

  async function modify(
    interlocuteurId: string,
    changes: Partial<CheckedInterlocuteur>,
    version?: number,
    by = firm.admin,
  ) {
    const ref = { interlocuteurId, version: version ?? (await firm.record(interlocuteurId)).version };
    return modifyInterlocuteur(firm.services, by, { ...ref, person: { ...CLAIRE, ...changes } });
  }

  it('writes what the form says, and forgets what is empty there (domain 48)', async () => {
    const { interlocuteurId } = await firm.add({ mobile: '+33612345678', notes: 'Ancienne note' });
    const changes = { nom: 'Durand', fixe: '+33240123456', accesSocial: true };
    expect(await modify(interlocuteurId, changes)).to.deep.equal({ kind: 'modified' });
    const person = await firm.record(interlocuteurId);
    expect(person).to.include({ ...changes, prenom: 'Claire', version: 2 });
    expect(person).not.to.have.any.keys('mobile', 'notes');
    expect(person.searchKeys).to.deep.equal(['claire', 'durand', CLAIRE.email]);
    expect(person.sortKey).to.equal('durand claire');
  });

  it('keeps which fields changed in the audit trail, and none of what they hold', async () => {
    const { interlocuteurId } = await firm.add();
    await modify(interlocuteurId, { nom: 'Secret', mobile: '+33612345678', qualite: 'administratif-tpe' });
    const [, line] = await firm.auditOf(interlocuteurId);
    expect(line).to.include({ act: 'interlocuteur.modified' });
    expect(line?.after).to.deep.equal({ fields: ['nom', 'qualite', 'mobile'], qualite: 'administratif-tpe' });
    expect(line?.before).to.deep.equal({ qualite: 'direction-tpe' });
    expect(JSON.stringify(line)).not.to.match(/Secret|\+336/);
  });

  it('changes nothing when nothing is different', async () => {
    const { interlocuteurId } = await firm.add();
    expect(await modify(interlocuteurId, {})).to.deep.equal({ kind: 'unchanged' });
    expect((await firm.record(interlocuteurId)).version).to.equal(1);
  });

  it('loses to whoever changed the record meanwhile, quietly', async () => {
    const { interlocuteurId } = await firm.add();
    const both = await Promise.all([
      modify(interlocuteurId, { nom: 'Un' }, 1),
      modify(interlocuteurId, { nom: 'Deux' }, 1, firm.other),
    ]);
    expect(both.map(({ kind }) => kind).sort()).to.deep.equal(['modified', 'stale']);
    expect(await modify(interlocuteurId, { nom: 'Trois' }, 1)).to.deep.equal({ kind: 'stale' });
    expect((await firm.record(interlocuteurId)).version).to.equal(2);
  });

  it('changes the address of somebody never invited in the same plain way', async () => {
    const { interlocuteurId } = await firm.add();
    expect(await modify(interlocuteurId, { email: NEW })).to.deep.equal({ kind: 'modified' });
    const person = await firm.record(interlocuteurId);
    expect(person).to.include({ email: NEW });
    expect(person.guest.status).to.equal('not-invited');
    expect(person.searchKeys).to.include(NEW);
    await firm.run();
    expect((await firm.world.control.state()).mails).to.deep.equal([]);
  });

  it('corrects the invitation when the invited address changes, fields and all in one write (domain 37, 261)', async () => {
    const interlocuteurId = await firm.guest({ accepts: false });
    const before = await firm.record(interlocuteurId);
    const changes = { email: NEW, nom: 'Durand', mobile: '+33612345678' };
    expect(await modify(interlocuteurId, changes)).to.deep.equal({ kind: 'email-corrected' });
    const after = await firm.record(interlocuteurId);
    expect(after).to.include({ ...changes, version: before.version + 1, sortKey: 'durand claire' });
    expect(after.searchKeys).to.deep.equal(['claire', 'durand', NEW]);
    await firm.run();
    const { users, mails } = await firm.world.control.state();
    expect(
      users.filter(({ mail }) => mail === CLAIRE.email),
      'the former guest is gone',
    ).to.deep.equal([]);
    expect(users.filter(({ mail }) => mail === NEW)).to.have.length(1);
    expect(JSON.stringify(mails)).to.include(NEW);
    expect((await firm.record(interlocuteurId)).guest.status).to.equal('pending');
  });

  it('takes an access away when the address of somebody who has accepted changes, so it needs that right (domain 261)', async () => {
    const interlocuteurId = await firm.guest();
    expect(await codeOf(modify(interlocuteurId, { email: NEW }, undefined, firm.other))).to.equal('not-allowed');
    expect((await firm.record(interlocuteurId)).email).to.equal(CLAIRE.email);
    expect(await modify(interlocuteurId, { mobile: '+33612345678' }, undefined, firm.other)).to.deep.equal({
      kind: 'modified',
    });
  });

  it('does not correct an invitation from a form of an older state', async () => {
    const interlocuteurId = await firm.guest({ accepts: false });
    expect(await modify(interlocuteurId, { email: NEW }, 1)).to.deep.equal({ kind: 'stale' });
    expect((await firm.record(interlocuteurId)).email).to.equal(CLAIRE.email);
  });

  for (const accepts of [undefined, false] as const) {
    it(`refuses an address that is another person’s (${accepts === undefined ? 'not invited' : 'invited'})`, async () => {
      const { interlocuteurId } =
        accepts === undefined ? await firm.add() : { interlocuteurId: await firm.guest({ accepts }) };
      await firm.add({ nom: 'Petit', email: NEW });
      expect(await modify(interlocuteurId, { email: NEW })).to.deep.equal({ kind: 'fault', fault: 'email-taken' });
      expect((await firm.record(interlocuteurId)).email).to.equal(CLAIRE.email);
    });
  }

  it('knows nobody of another firm, and nobody removed', async () => {
    const { interlocuteurId } = await firm.add();
    expect(await codeOf(modify(interlocuteurId, { nom: 'X' }, 1, { ...firm.admin, cabinetId: 'autre' }))).to.equal(
      'not-found',
    );
    await Interlocuteur.updateOne({ _id: interlocuteurId }, { $set: { removedAt: new Date() } });
    expect(await codeOf(modify(interlocuteurId, { nom: 'X' }))).to.equal('not-found');
  });
});
