import { expect } from 'chai';
import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Dossier, dossierKeys } from '../../models/dossier.ts';
import { Interlocuteur } from '../../models/interlocuteur.ts';
import { checkInvitationForm, invitationFormSchema } from '../../workflows/invitations/check-invitation-form.ts';
import { inviteClient } from '../../workflows/invitations/invite-client.ts';
import { removeAccess } from '../../workflows/invitations/remove-access.ts';
import { buildInviting, CLAIRE, type Inviting } from './inviting.ts';

describe('Inviting a client', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('invite-client');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  it('records a new person, their link and the wish in one write, and calls Graph only later', async () => {
    const outcome = await scene.invite({ message: 'À bientôt' });
    expect(outcome.kind).to.equal('invited');
    const { nom, guest, links, outbox, version } = await scene.record();
    expect(nom).to.equal('Martin');
    expect(guest).to.include({ status: 'inviting', generation: 1, failures: 0, personalMessage: 'À bientôt' });
    expect(links.map(({ dossierId }) => String(dossierId))).to.deep.equal([String(scene.firm.dossier._id)]);
    expect(version).to.equal(1);
    expect(outbox).to.deep.equal([]);
    expect(await scene.world.control.requests()).to.have.length(0);
    expect((await scene.jobsWaiting()).map(({ name }) => name)).to.have.members(['send-invitation', 'refresh-cards']);
    expect(await scene.auditActs()).to.deep.equal(['interlocuteur.invited']);
  });

  it('invites nobody who was deactivated: whoever may reactivates them first (domain 11)', async () => {
    const { _id } = await scene.invited();
    await Interlocuteur.updateOne({ _id }, { $set: { isActive: false, 'guest.status': 'removed' } });
    const before = await scene.record();
    const error = await scene.invite({ on: await scene.world.buildDossier() }).catch((e) => e);
    expect(error).to.have.property('code', 'interlocuteur-inactive');
    expect(await scene.record()).to.deep.equal(before);
  });

  it('leaves « Limité à » at its default « - » (domain 63, 64)', async () => {
    await scene.invite();
    const other = await scene.world.buildDossier();
    await scene.invite({ on: other });
    const { links } = await scene.record();
    expect(links.map(({ limiteA }) => limiteA)).to.deep.equal(['-', '-']);
  });

  it('finds the person again when the address is typed in another case, and does not duplicate them (domain 47)', async () => {
    await scene.invited();
    const form = { nom: 'MARTIN', email: ' Claire@BOULANGERIE.example', qualite: 'direction-tpe' };
    const checked = checkInvitationForm(invitationFormSchema.parse(form));
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    const again = await scene.invite(checked.value);
    expect(again.kind).to.equal('already-pending');
    expect(await scene.count()).to.equal(1);
    await scene.runAllJobs();
    expect(await scene.mails()).to.have.length(1);
  });

  it('makes one interlocuteur, one guest and one mail of two simultaneous clicks', async () => {
    const outcomes = await Promise.all([scene.invite(), scene.invite()]);
    expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['already-under-way', 'invited']);
    expect(String(outcomes[0]?.interlocuteurId)).to.equal(String(outcomes[1]?.interlocuteurId));
    await scene.runAllJobs();
    expect(await scene.count()).to.equal(1);
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
  });

  it('stands ten people clicking at once on ten dossiers: one guest, ten links, one mail', async () => {
    const dossiers = await Promise.all(Array.from({ length: 10 }, () => scene.world.buildDossier()));
    const clicks = await Promise.allSettled(dossiers.map((on) => scene.invite({ on })));
    // An optimistic update may lose often, but then it says so rather than lose a link in silence.
    const done = clicks.filter(({ status }) => status === 'fulfilled').length;
    expect((await scene.record()).links).to.have.length(done);
    for (const click of clicks) {
      if (click.status === 'rejected') expect((click.reason as AppError).code).to.equal('stale-card');
    }
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
  });

  it('links a second dossier to somebody known, with the same guest and no second mail (domain 65)', async () => {
    const first = await scene.invited();
    const second = await scene.world.buildDossier({ code: 'TEST12' });
    const outcome = await scene.invite({ on: second });
    await scene.runAllJobs();
    const { links, guest } = await scene.record();
    expect(outcome.kind).to.equal('already-pending');
    expect(links).to.have.length(2);
    expect(guest.entraObjectId).to.equal(first.guest.entraObjectId);
    expect(guest.generation).to.equal(1);
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
    expect(await scene.auditActs()).to.include('interlocuteur.linked');
  });

  it('does not link the same dossier twice, nor leave a second audit line for it', async () => {
    await scene.invited();
    const before = await scene.auditActs();
    await scene.invite();
    await scene.invite();
    expect((await scene.record()).links).to.have.length(1);
    expect(await scene.auditActs()).to.deep.equal(before);
  });

  it('takes two people of the same name for two people: a name is not a key (domain 55)', async () => {
    await scene.invited({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@un.example' });
    await scene.invited({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@deux.example' });
    expect(await scene.count()).to.equal(2);
    expect(await scene.guests('ingrid@un.example')).to.have.length(1);
    expect(await scene.guests('ingrid@deux.example')).to.have.length(1);
  });

  it('does without a first name (domain 56)', async () => {
    const { prenom, guest } = await scene.invited({ prenom: undefined });
    expect(prenom).to.equal(undefined);
    expect(guest.status).to.equal('pending');
    expect((await scene.guests())[0]?.displayName).to.equal('Martin');
  });

  it('keeps a foreign mobile as it was given (domain 54)', async () => {
    const form = { nom: 'Rusu', email: CLAIRE, qualite: 'administratif-tpe', mobile: '+373 69 123 456' };
    const checked = checkInvitationForm(invitationFormSchema.parse(form));
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    await scene.invite(checked.value);
    expect((await scene.record()).mobile).to.equal('+37369123456');
  });

  it('says what it found: under way, pending, accepted', async () => {
    await scene.invite();
    expect((await scene.invite()).kind).to.equal('already-under-way');
    await scene.runAllJobs();
    expect((await scene.invite()).kind).to.equal('already-pending');
    await scene.world.control.accept(CLAIRE);
    await scene.sweep();
    expect((await scene.invite()).kind).to.equal('already-accepted');
    expect(await scene.mails()).to.have.length(1);
  });

  it('invites again somebody whose access was removed: a new guest, a new mail, the same interlocuteur', async () => {
    const first = await scene.invited();
    await removeAccess(scene.world.services, scene.firm.camille, { interlocuteurId: String(first._id), generation: 1 });
    await scene.runAllJobs();
    expect(await scene.guests()).to.have.length(0);

    expect((await scene.invite()).kind).to.equal('invited');
    await scene.runAllJobs();
    const again = await scene.record();
    expect(String(again._id)).to.equal(String(first._id));
    // The removal counts too: buttons of older cards do nothing any more.
    expect(again.guest).to.include({ status: 'pending', generation: 3 });
    expect(again.guest.removedAt).to.equal(undefined);
    expect(again.guest.entraObjectId).to.not.equal(first.guest.entraObjectId);
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(2);
  });

  it('invites again somebody whom Graph had refused, once the cause is mended', async () => {
    await scene.world.control.setSettings({ invitationsAllowed: false });
    expect((await scene.invited()).guest).to.include({ status: 'refused', refusal: 'invitation-not-allowed' });
    await scene.world.control.setSettings({ invitationsAllowed: true });
    expect((await scene.invite()).kind).to.equal('invited');
    await scene.runAllJobs();
    const { guest } = await scene.record();
    expect(guest).to.include({ status: 'pending', generation: 2 });
    expect(guest.refusal).to.equal(undefined);
  });

  it('refuses a dossier that does not exist, and leaves nothing behind', async () => {
    const error = await scene.invite({ on: { ...scene.firm.dossier, _id: new Types.ObjectId() } }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');
    expect(await scene.count()).to.equal(0);
    expect(await scene.jobsWaiting()).to.have.length(0);
  });

  it('refuses the dossier of another firm, and never sees that firm’s people', async () => {
    const keys = dossierKeys('TEST1', 'Ailleurs');
    const theirs = await Dossier.create({
      cabinetId: 'autre',
      code: 'TEST1',
      raisonSociale: 'Ailleurs',
      ape: '1071C',
      ...keys,
    });
    const error = await scene.invite({ on: theirs.toObject() }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');

    // The same address, known to both firms, is two people.
    const stranger = { ...scene.firm.camille, cabinetId: 'autre', collaborateurId: new Types.ObjectId() };
    const claire = { nom: 'Martin', email: CLAIRE, qualite: 'direction-tpe' as const };
    const wish = { ...claire, prenom: undefined, mobile: undefined, message: undefined, dossierId: theirs._id };
    expect((await inviteClient(scene.world.services, stranger, wish)).kind).to.equal('invited');
    expect((await scene.invite()).kind).to.equal('invited');
    expect(await Interlocuteur.countDocuments({ email: CLAIRE })).to.equal(2);
  });

  it('takes the team chosen on the card, and forgets one where the bot is not installed', async () => {
    await scene.invite({ teamId: scene.world.team.aadGroupId });
    expect((await scene.record()).team).to.include({ state: 'to-join', name: scene.world.team.name });
    await scene.invite({ email: 'paul@boulangerie.example', teamId: '00000000-0000-4000-8000-000000000000' });
    expect((await scene.record('paul@boulangerie.example')).team).to.equal(undefined);
  });
});
