import { expect } from 'chai';
import { changePartnerReach } from '../../../workflows/partners/change-partner-reach.ts';
import { findPartnerDossier } from '../../../workflows/partners/find-partner-dossier.ts';
import { revokePartner } from '../../../workflows/partners/revoke-partner.ts';
import { buildPartnering, type Partnering, refusalOf, TEAMS } from './partnering.ts';

describe('What a partner application may reach', () => {
  let scene: Partnering;
  before(async () => {
    scene = await buildPartnering('partner-reach');
  });
  after(() => scene.world.close());

  const change = (partnerId: string, input: object, staff = scene.admin) =>
    changePartnerReach(scene.world.services, staff, { partnerId, ...TEAMS, ...input });

  it('is every dossier of its firm when it is global, by whatever way its code is typed (domain 169)', async () => {
    const partner = await scene.recordOf((await scene.create()).partnerId);
    for (const code of ['Été-1', 'ete-1', ' ÉTÉ-1 ']) {
      expect((await findPartnerDossier(partner, code))?.code, code).to.equal('Été-1');
    }
    // A client who left is found, and told apart by whoever asks.
    expect(await findPartnerDossier(partner, 'PARTI')).to.deep.include({ status: 'left' });
    await scene.world.buildDossier({ code: 'VOISIN', cabinetId: 'another-firm' });
    for (const code of ['VOISIN', 'FLEUR', 'inconnu', '', '…', '{"$ne":1}']) {
      expect(await findPartnerDossier(partner, code), code).to.equal(undefined);
    }
  });

  it('is restricted to some dossiers: the others look like those that do not exist', async () => {
    const { partnerId } = await scene.create();
    const changed = await change(partnerId, { dossierIds: [String(scene.dossiers.fleurs._id)] });
    expect(changed.outcome).to.equal('changed');
    expect((await findPartnerDossier(changed.partner, 'fleurs'))?.code).to.equal('FLEURS');
    const outside = await findPartnerDossier(changed.partner, 'Été-1');
    expect(outside).to.equal(await findPartnerDossier(changed.partner, 'n’existe pas'));
    const line = (await scene.linesOf(partnerId)).at(-1)!;
    expect(line).to.deep.include({ act: 'partner.reach-changed' });
    expect(line.before).to.deep.include({ reach: 'all', dossierIds: [] });
    expect(line.after).to.deep.include({ reach: 'dossiers', dossierIds: [String(scene.dossiers.fleurs._id)] });
    const again = await change(partnerId, { dossierIds: null });
    expect(again.partner).to.deep.include({ reach: 'all', dossierIds: [] });
  });

  it('changes once for the same demand twice, and not at all from an older card', async () => {
    const { partnerId } = await scene.create();
    const { version } = await scene.recordOf(partnerId);
    const ids = [String(scene.dossiers.fleurs._id)];
    expect((await change(partnerId, { dossierIds: ids, version })).outcome).to.equal('changed');
    expect((await change(partnerId, { dossierIds: null, version })).outcome).to.equal('stale');
    expect((await change(partnerId, { dossierIds: ids })).outcome).to.equal('unchanged');
    expect(await scene.linesOf(partnerId)).to.have.length(2);
    expect(await scene.recordOf(partnerId)).to.include({ reach: 'dossiers', version: version + 1 });
  });

  it('loses nothing when two change it at once', async () => {
    const { partnerId } = await scene.create();
    const ids = [String(scene.dossiers.fleurs._id)];
    const both = await Promise.all([change(partnerId, { name: 'Ensemble' }), change(partnerId, { dossierIds: ids })]);
    expect(both.map(({ outcome }) => outcome)).to.deep.equal(['changed', 'changed']);
    expect(await scene.recordOf(partnerId)).to.deep.include({ name: 'Ensemble', reach: 'dossiers' });
  });

  it('changes its name too, to one that is free', async () => {
    const [one, other] = [await scene.create({ name: 'Alpha' }), await scene.create({ name: 'Bravo' })];
    expect(await refusalOf(change(other.partnerId, { name: 'ALPHA' }))).to.equal('partner-name-taken');
    expect((await change(one.partnerId, { name: 'Alpha Paie' })).partner.nameKey).to.equal('alpha paie');
    expect((await change(other.partnerId, { name: 'Alpha' })).outcome).to.equal('changed');
  });

  it('is for an administrateur of the firm, and for a partner that is not revoked', async () => {
    const { partnerId } = await scene.create();
    expect(await refusalOf(change(partnerId, { name: 'X' }, scene.staff))).to.equal('not-allowed');
    expect(await refusalOf(change(partnerId, { name: 'X' }, scene.stranger))).to.equal('not-found');
    expect(await refusalOf(change('f'.repeat(24), { name: 'X' }))).to.equal('not-found');
    await revokePartner(scene.world.services, scene.admin, { partnerId, ...TEAMS });
    expect(await refusalOf(change(partnerId, { name: 'X' }))).to.equal('partner-revoked');
  });
});
