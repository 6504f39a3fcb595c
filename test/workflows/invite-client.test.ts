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
  let it_: Inviting;
  before(async () => {
    it_ = await buildInviting('invite-client');
  });
  beforeEach(() => it_.startOver());
  after(() => it_.world.close());

  it('records a new person, their link and the wish in one write, and calls Graph only later', async () => {
    const outcome = await it_.invite({ message: 'À bientôt' });
    expect(outcome.kind).to.equal('invited');
    const { nom, guest, links, outbox, version } = await it_.record();
    expect(nom).to.equal('Martin');
    expect(guest).to.include({ status: 'inviting', generation: 1, failures: 0, personalMessage: 'À bientôt' });
    expect(links.map(({ dossierId }) => String(dossierId))).to.deep.equal([String(it_.firm.dossier._id)]);
    expect(version).to.equal(1);
    expect(outbox).to.deep.equal([]);
    expect(await it_.world.control.requests()).to.have.length(0);
    expect((await it_.jobsWaiting()).map(({ name }) => name)).to.deep.equal(['send-invitation']);
    expect(await it_.auditActs()).to.deep.equal(['interlocuteur.invited']);
  });

  it('leaves « Limité à » at its default « - » (domain 63, 64)', async () => {
    await it_.invite();
    const other = await it_.world.buildDossier();
    await it_.invite({ on: other });
    const { links } = await it_.record();
    expect(links.map(({ limiteA }) => limiteA)).to.deep.equal(['-', '-']);
  });

  it('finds the person again when the address is typed in another case, and does not duplicate them (domain 47)', async () => {
    await it_.invited();
    const form = { nom: 'MARTIN', email: ' Claire@BOULANGERIE.example', qualite: 'direction-tpe' };
    const checked = checkInvitationForm(invitationFormSchema.parse(form));
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    const again = await it_.invite(checked.value);
    expect(again.kind).to.equal('already-pending');
    expect(await it_.count()).to.equal(1);
    await it_.runAllJobs();
    expect(await it_.mails()).to.have.length(1);
  });

  it('makes one interlocuteur, one guest and one mail of two simultaneous clicks', async () => {
    const outcomes = await Promise.all([it_.invite(), it_.invite()]);
    expect(outcomes.map(({ kind }) => kind).sort()).to.deep.equal(['already-under-way', 'invited']);
    expect(String(outcomes[0]?.interlocuteurId)).to.equal(String(outcomes[1]?.interlocuteurId));
    await it_.runAllJobs();
    expect(await it_.count()).to.equal(1);
    expect(await it_.guests()).to.have.length(1);
    expect(await it_.mails()).to.have.length(1);
  });

  it('stands ten people clicking at once on ten dossiers: one guest, ten links, one mail', async () => {
    const dossiers = await Promise.all(Array.from({ length: 10 }, () => it_.world.buildDossier()));
    const clicks = await Promise.allSettled(dossiers.map((on) => it_.invite({ on })));
    // An optimistic update may lose often, but then it says so rather than lose a link in silence.
    const done = clicks.filter(({ status }) => status === 'fulfilled').length;
    expect((await it_.record()).links).to.have.length(done);
    for (const click of clicks) {
      if (click.status === 'rejected') expect((click.reason as AppError).code).to.equal('stale-card');
    }
    await it_.runAllJobs();
    expect(await it_.guests()).to.have.length(1);
    expect(await it_.mails()).to.have.length(1);
  });

  it('links a second dossier to somebody known, with the same guest and no second mail (domain 65)', async () => {
    const first = await it_.invited();
    const second = await it_.world.buildDossier({ code: 'TEST12' });
    const outcome = await it_.invite({ on: second });
    await it_.runAllJobs();
    const { links, guest } = await it_.record();
    expect(outcome.kind).to.equal('already-pending');
    expect(links).to.have.length(2);
    expect(guest.entraObjectId).to.equal(first.guest.entraObjectId);
    expect(guest.generation).to.equal(1);
    expect(await it_.guests()).to.have.length(1);
    expect(await it_.mails()).to.have.length(1);
    expect(await it_.auditActs()).to.include('interlocuteur.linked');
  });

  it('does not link the same dossier twice, nor leave a second audit line for it', async () => {
    await it_.invited();
    const before = await it_.auditActs();
    await it_.invite();
    await it_.invite();
    expect((await it_.record()).links).to.have.length(1);
    expect(await it_.auditActs()).to.deep.equal(before);
  });

  it('takes two people of the same name for two people: a name is not a key (domain 55)', async () => {
    await it_.invited({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@un.example' });
    await it_.invited({ nom: 'Lavault', prenom: 'Ingrid', email: 'ingrid@deux.example' });
    expect(await it_.count()).to.equal(2);
    expect(await it_.guests('ingrid@un.example')).to.have.length(1);
    expect(await it_.guests('ingrid@deux.example')).to.have.length(1);
  });

  it('does without a first name (domain 56)', async () => {
    const { prenom, guest } = await it_.invited({ prenom: undefined });
    expect(prenom).to.equal(undefined);
    expect(guest.status).to.equal('pending');
    expect((await it_.guests())[0]?.displayName).to.equal('Martin');
  });

  it('keeps a foreign mobile as it was given (domain 54)', async () => {
    const form = { nom: 'Rusu', email: CLAIRE, qualite: 'administratif-tpe', mobile: '+373 69 123 456' };
    const checked = checkInvitationForm(invitationFormSchema.parse(form));
    if (!checked.ok) throw new Error(JSON.stringify(checked.faults));
    await it_.invite(checked.value);
    expect((await it_.record()).mobile).to.equal('+37369123456');
  });

  it('says what it found: under way, pending, accepted', async () => {
    await it_.invite();
    expect((await it_.invite()).kind).to.equal('already-under-way');
    await it_.runAllJobs();
    expect((await it_.invite()).kind).to.equal('already-pending');
    await it_.world.control.accept(CLAIRE);
    await it_.sweep();
    expect((await it_.invite()).kind).to.equal('already-accepted');
    expect(await it_.mails()).to.have.length(1);
  });

  it('invites again somebody whose access was removed: a new guest, a new mail, the same interlocuteur', async () => {
    const first = await it_.invited();
    await removeAccess(it_.world.services, it_.firm.camille, { interlocuteurId: String(first._id), generation: 1 });
    await it_.runAllJobs();
    expect(await it_.guests()).to.have.length(0);

    expect((await it_.invite()).kind).to.equal('invited');
    await it_.runAllJobs();
    const again = await it_.record();
    expect(String(again._id)).to.equal(String(first._id));
    expect(again.guest).to.include({ status: 'pending', generation: 2 });
    expect(again.guest.removedAt).to.equal(undefined);
    expect(again.guest.entraObjectId).to.not.equal(first.guest.entraObjectId);
    expect(await it_.guests()).to.have.length(1);
    expect(await it_.mails()).to.have.length(2);
  });

  it('invites again somebody whom Graph had refused, once the cause is mended', async () => {
    await it_.world.control.setSettings({ invitationsAllowed: false });
    expect((await it_.invited()).guest).to.include({ status: 'refused', refusal: 'invitation-not-allowed' });
    await it_.world.control.setSettings({ invitationsAllowed: true });
    expect((await it_.invite()).kind).to.equal('invited');
    await it_.runAllJobs();
    const { guest } = await it_.record();
    expect(guest).to.include({ status: 'pending', generation: 2 });
    expect(guest.refusal).to.equal(undefined);
  });

  it('refuses a dossier that does not exist, and leaves nothing behind', async () => {
    const error = await it_.invite({ on: { ...it_.firm.dossier, _id: new Types.ObjectId() } }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');
    expect(await it_.count()).to.equal(0);
    expect(await it_.jobsWaiting()).to.have.length(0);
  });

  it('refuses the dossier of another firm, and never sees that firm’s people', async () => {
    const keys = dossierKeys('TEST1', 'Ailleurs');
    const theirs = await Dossier.create({ cabinetId: 'autre', code: 'TEST1', raisonSociale: 'Ailleurs', ...keys });
    const error = await it_.invite({ on: theirs.toObject() }).catch((e) => e);
    expect(error).to.be.instanceOf(AppError).with.property('code', 'not-found');

    // The same address, known to both firms, is two people.
    const stranger = { ...it_.firm.camille, cabinetId: 'autre', collaborateurId: new Types.ObjectId() };
    const claire = { nom: 'Martin', email: CLAIRE, qualite: 'direction-tpe' as const };
    const wish = { ...claire, prenom: undefined, mobile: undefined, message: undefined, dossierId: theirs._id };
    expect((await inviteClient(it_.world.services, stranger, wish)).kind).to.equal('invited');
    expect((await it_.invite()).kind).to.equal('invited');
    expect(await Interlocuteur.countDocuments({ email: CLAIRE })).to.equal(2);
  });

  it('takes the team chosen on the card, and forgets one where the bot is not installed', async () => {
    await it_.invite({ teamId: it_.world.team.aadGroupId });
    expect((await it_.record()).team).to.include({ state: 'to-join', name: it_.world.team.name });
    await it_.invite({ email: 'paul@boulangerie.example', teamId: '00000000-0000-4000-8000-000000000000' });
    expect((await it_.record('paul@boulangerie.example')).team).to.equal(undefined);
  });
});
