import { expect } from 'chai';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { resendInvitation } from '../../workflows/invitations/resend-invitation.ts';
import { canRemoveAccess, type Staff } from '../../workflows/rights.ts';
import { buildInviting, CLAIRE, type Inviting, MINUTE } from './inviting.ts';

describe('Removing an access', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('remove-access');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  async function remove(by: Staff = scene.firm.camille, generation = 1) {
    const { _id } = await scene.record();
    return removeAccess(scene.world.services, by, { interlocuteurId: String(_id), generation });
  }

  async function someone(roles: Staff['roles'] = ['collaborateur']): Promise<Staff> {
    return scene.world.asStaff(await scene.world.buildStaff({ roles, displayName: 'Autre' }));
  }

  async function expectNotAllowed(by: Staff) {
    const before = await scene.record();
    const error = await remove(by).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-allowed');
    expect(await scene.record()).to.deep.equal(before);
    expect(await scene.guests()).to.have.length(1);
  }

  it('deletes the guest from the tenant, and keeps the person and their dossiers on record', async () => {
    await scene.invited({ teamId: scene.world.team.aadGroupId });
    expect(await remove()).to.equal(true);
    await scene.runAllJobs();
    const { guest, links, withdrawals, team } = await scene.record();
    expect(guest).to.include({ status: 'removed', removedBecause: 'asked' });
    expect(guest.entraObjectId).to.equal(undefined);
    expect(links).to.have.length(1);
    expect(team).to.equal(undefined);
    expect(withdrawals.map(({ state }) => state)).to.deep.equal(['done']);
    expect(await scene.guests()).to.have.length(0);
    expect(await scene.auditActs()).to.include.members(['interlocuteur.access-removed', 'guest.withdrawn']);
  });

  it('does it once for two simultaneous clicks, and not at all for an older card', async () => {
    await scene.invited();
    expect(await remove(scene.firm.camille, 2)).to.equal(false);
    const clicks = await Promise.all([remove(), remove()]);
    expect(clicks.filter(Boolean)).to.have.length(1);
    expect(await remove()).to.equal(false);
    await scene.runAllJobs();
    const acts = await scene.auditActs();
    expect(acts.filter((act) => act === 'guest.withdrawn')).to.have.length(1);
  });

  it('stops an invitation that is still on its way', async () => {
    await scene.invite();
    expect(await remove()).to.equal(true);
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);
    expect(await scene.mails()).to.have.length(0);
    expect((await scene.record()).withdrawals).to.deep.equal([]);
  });

  it('may be done by whoever invited', async () => {
    const thomas = await someone();
    await scene.invited({ by: thomas });
    expect(await remove(thomas)).to.equal(true);
  });

  it('may be done by an administrateur', async () => {
    await scene.invited();
    expect(await remove(await someone(['administrateur']))).to.equal(true);
  });

  for (const post of ['maitreDuDossierId', 'chefDeMissionId'] as const) {
    it(`may be done by the ${post} of the only dossier (domain 12, 13)`, async () => {
      const thomas = await someone();
      const on = await scene.world.buildDossier({ [post]: thomas.collaborateurId });
      await scene.invited({ on });
      expect(await remove(thomas)).to.equal(true);
    });
  }

  it('may be done by one who is maître of one dossier and chef de mission of the other', async () => {
    const thomas = await someone();
    await scene.invited({ on: await scene.world.buildDossier({ maitreDuDossierId: thomas.collaborateurId }) });
    await scene.invite({ on: await scene.world.buildDossier({ chefDeMissionId: thomas.collaborateurId }) });
    expect(await remove(thomas)).to.equal(true);
  });

  it('is refused to the maître of only one of the person’s dossiers: the whole access would go', async () => {
    const thomas = await someone();
    await scene.invited({ on: await scene.world.buildDossier({ maitreDuDossierId: thomas.collaborateurId }) });
    await scene.invite({ on: await scene.world.buildDossier() });
    await expectNotAllowed(thomas);
  });

  for (const role of ['collaborateur', 'gestionnaire-client', 'referent'] as const) {
    it(`is refused to any other ${role}`, async () => {
      await scene.invited();
      await expectNotAllowed(await someone([role]));
    });
  }

  it('stays with whoever gave the access first, and does not pass to one who only sent it again', async () => {
    const [thomas, julien] = [await someone(), await someone()];
    const { _id } = await scene.invited({ by: thomas });
    await resendInvitation(scene.world.services, julien, { interlocuteurId: String(_id), generation: 1 });
    await scene.runAllJobs();
    await expectNotAllowed(julien);
    expect(await remove(thomas, 2)).to.equal(true);
  });

  it('is refused to the inviter of an earlier invitation, once somebody else has invited again', async () => {
    const thomas = await someone();
    await scene.invited({ by: thomas });
    await remove(thomas);
    await scene.runAllJobs();
    await scene.invited();
    await expectNotAllowed(thomas);
  });

  it('knows nobody of another firm', async () => {
    await scene.invited();
    const error = await remove({ ...scene.firm.camille, cabinetId: 'autre' }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');
  });

  it('gives nobody a right over a person without dossiers, but administrateurs and the inviter', () => {
    const camille = { ...scene.firm.camille, roles: [] };
    expect(canRemoveAccess(camille, [])).to.equal(false);
    expect(canRemoveAccess(camille, [], new Types.ObjectId())).to.equal(false);
    expect(canRemoveAccess(camille, [{ maitreDuDossierId: null, chefDeMissionId: null }])).to.equal(false);
    expect(canRemoveAccess(camille, [], camille.collaborateurId)).to.equal(true);
    expect(canRemoveAccess({ ...camille, roles: ['administrateur'] }, [])).to.equal(true);
  });

  it('removes a recognised guest as well: the access is what was asked to go', async () => {
    const userPrincipalName = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';
    const externalUserState = 'Accepted';
    await scene.world.control.putUser({ userPrincipalName, mail: CLAIRE, userType: 'Guest', externalUserState });
    await scene.invited();
    await remove();
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);
  });

  it('says that nothing is in flight any more after a quarter of an hour', async () => {
    await scene.invited();
    await remove();
    await scene.runAllJobs();
    await scene.sweep({ forward: 15 * MINUTE });
    expect(await scene.jobsWaiting()).to.deep.equal([]);
  });
});
