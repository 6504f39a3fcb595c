import { expect } from 'chai';
import { Types } from 'mongoose';
import { Collaborateur } from '../../../../models/collaborateur.ts';
import { Dossier, type DossierRecord } from '../../../../models/dossier.ts';
import { Notification } from '../../../../models/notification.ts';
import { layoutId, PartnerLayout } from '../../../../models/partner-layout.ts';
import { readTextLayout } from '../../../../workflows/partner-imports/formats/read-layout.ts';
import { findLayout } from '../../../../workflows/partner-imports/layouts/find-layout.ts';
import { tellLayoutGuessed } from '../../../../workflows/partner-imports/layouts/tell-layout-guessed.ts';
import { buildWorld, type Person, type World } from '../../../support/world.ts';

const LAYOUT = readTextLayout(
  Buffer.from('Compte;Date;Débit;Crédit\n411000;01/02/2025;12,00;0,00\n706000;01/02/2025;0,00;12,00\n'),
);

describe('Whoever answers for a dossier is told of new columns (domain 13, 171)', () => {
  let world: World;
  let dossier: DossierRecord;
  let maitre: Person;
  let chef: Person;
  let admin: Person;
  before(async () => {
    world = await buildWorld('tell-layout-guessed');
    maitre = await world.buildStaff({ displayName: 'Camille Roux' });
    chef = await world.buildStaff({ displayName: 'Thomas Garnier' });
    admin = await world.buildStaff({ displayName: 'Nadia Morel', roles: ['administrateur'] });
    await world.buildStaff({ displayName: 'Paul Petit' });
    dossier = await world.buildDossier({
      ...{ maitreDuDossierId: maitre.record._id, chefDeMissionId: chef.record._id },
    });
  });
  after(() => world.close());

  /** A layout of a partner that is new, found on the dossier. */
  const find = async (partnerId = new Types.ObjectId()) => {
    const { fingerprint } = await findLayout({ cabinetId: world.cabinetId, partnerId }, LAYOUT);
    return layoutId(partnerId, fingerprint);
  };
  const toldOf = async (id: string) =>
    (await Notification.find({ layoutId: id }).lean()).map(({ collaborateurId }) => String(collaborateurId));
  const tell = (id: string) =>
    tellLayoutGuessed(world.services, {
      ...{ cabinetId: world.cabinetId, layoutId: id, dossierId: String(dossier._id) },
    });

  it('the maître du dossier alone, once, though two files come at once and the job runs again', async () => {
    const partnerId = new Types.ObjectId();
    const [id] = await Promise.all([find(partnerId), find(partnerId)]);
    await Promise.all([tell(id), tell(id)]);
    expect(await toldOf(id)).to.deep.equal([String(maitre.record._id)]);
    expect(await tell(id)).to.equal(0);
  });

  it('the chef de mission once the maître has left, else the administrateurs', async () => {
    await Collaborateur.updateOne({ _id: maitre.record._id }, { $set: { isActive: false } });
    const second = await find();
    await tell(second);
    expect(await toldOf(second)).to.deep.equal([String(chef.record._id)]);
    await Dossier.updateOne({ _id: dossier._id }, { $unset: { chefDeMissionId: 1 } });
    const third = await find();
    await tell(third);
    expect(await toldOf(third)).to.deep.equal([String(admin.record._id)]);
  });

  it('nobody, once the columns are agreed to or gone, or of another firm', async () => {
    const id = await find();
    await PartnerLayout.updateOne({ _id: id }, { $set: { status: 'confirmed' } });
    expect(await tell(id)).to.equal(0);
    await PartnerLayout.updateOne({ _id: id }, { $set: { status: 'guessed', cabinetId: 'other' } });
    expect(await tell(id)).to.equal(0);
    await PartnerLayout.deleteOne({ _id: id });
    expect(await tell(id)).to.equal(0);
  });
});
