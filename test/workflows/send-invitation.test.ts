import { expect } from 'chai';
import { foldText } from '../../models/fold-text.ts';
import { FIRM } from '../../playground/firm.ts';
import { verifyAudit } from '../../workflows/audit/verify-audit.ts';
import { buildInviting, CLAIRE, type Inviting } from './inviting.ts';

const UPN = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';

describe('Sending an invitation', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('send-invitation');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  const requests = async (path: string) => scene.world.control.requests({ method: 'POST', path });

  it('makes a guest of exactly that address, without Microsoft’s own mail, and sends ours (domain 33, 37)', async () => {
    await scene.invite({ message: 'À jeudi !\n<b>Camille</b>' });
    await scene.world.runJobs();
    const [invitation] = await requests('/invitations');
    expect(invitation?.body).to.deep.equal({
      invitedUserEmailAddress: CLAIRE,
      invitedUserDisplayName: 'Claire Martin',
      inviteRedirectUrl: `https://teams.microsoft.com/?tenantId=${scene.world.tenantId}`,
      invitedUserType: 'Guest',
      sendInvitationMessage: false,
    });
    const { guest, email } = await scene.record();
    const [mail] = await scene.mails();
    expect(guest.entraObjectId).to.equal((await scene.guests())[0]?.id);
    expect(guest).to.include({ status: 'pending', origin: 'invited', failures: 0 });
    expect(mail?.message.toRecipients[0]?.emailAddress.address).to.equal(email);
    expect(mail?.internetMessageId).to.equal(guest.mail.messageId);
    const { invitations } = await scene.world.control.state();
    expect(mail?.message.body.content).to.include(invitations[0]?.inviteRedeemUrl);
    expect(mail?.message.body.content).to.include('À jeudi !<br>&lt;b&gt;Camille&lt;/b&gt;');
  });

  it('clears what only the work needed: lease, next try, outbox', async () => {
    const { guest, outbox } = await scene.invited();
    expect(guest.leaseUntil).to.equal(undefined);
    expect(guest.nextAttemptAt).to.equal(undefined);
    expect(guest.lastError).to.equal(undefined);
    expect(guest.mail.state).to.equal('sent');
    expect(outbox).to.deep.equal([]);
    expect(await scene.auditActs()).to.deep.equal(['interlocuteur.invited', 'interlocuteur.invitation-sent']);
    expect((await verifyAudit(scene.world.cabinetId)).faults).to.deep.equal([]);
  });

  it('recognises a guest who accepted long ago: no invitation, no mail, no duplicate', async () => {
    const externalUserState = 'Accepted';
    const known = await scene.world.control.putUser({
      userPrincipalName: UPN,
      mail: 'Claire@Boulangerie.example',
      userType: 'Guest',
      externalUserState,
    });
    const { guest } = await scene.invited();
    expect(guest).to.include({ status: 'accepted', origin: 'recognised', entraObjectId: known.id });
    expect(await requests('/invitations')).to.have.length(0);
    expect(await scene.mails()).to.have.length(0);
    expect(await scene.auditActs()).to.include('interlocuteur.recognised');
  });

  it('recognises them by another mail of theirs too', async () => {
    const known = await scene.world.control.putUser({
      userPrincipalName: UPN,
      mail: 'c.martin@autre.example',
      otherMails: [CLAIRE],
      userType: 'Guest',
      externalUserState: 'Accepted',
    });
    expect((await scene.invited()).guest).to.include({ status: 'accepted', entraObjectId: known.id });
  });

  it('recognises a guest who has not accepted yet: the same person gets a fresh link by our mail', async () => {
    const known = await scene.world.control.putUser({
      userPrincipalName: UPN,
      mail: CLAIRE,
      userType: 'Guest',
      externalUserState: 'PendingAcceptance',
    });
    const { guest } = await scene.invited();
    expect(guest).to.include({ status: 'pending', origin: 'recognised', entraObjectId: known.id });
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
  });

  it('does not take an old guest without a state for one who accepted', async () => {
    await scene.world.control.putUser({ userPrincipalName: UPN, mail: CLAIRE, userType: 'Guest' });
    const { guest } = await scene.invited();
    expect(guest).to.include({ status: 'pending', origin: 'recognised' });
    expect(await scene.mails()).to.have.length(1);
  });

  it('sends one mail when the same job is run again after success', async () => {
    await scene.invited();
    expect(await scene.send()).to.equal('nothing');
    expect(await scene.mails()).to.have.length(1);
    expect(await requests('/invitations')).to.have.length(1);
  });

  it('lets one of two jobs at the same instant do the work', async () => {
    await scene.invite();
    scene.world.clock.forward(1);
    const outcomes = await Promise.all([scene.send(), scene.send(), scene.send()]);
    expect(outcomes.sort()).to.deep.equal(['nothing', 'nothing', 'pending']);
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
  });

  it('starts nothing for a person whose job comes too early', async () => {
    await scene.invite();
    await scene.world.control.setFaults({ kinds: ['throttled'], retryAfter: 60, times: 1 });
    await scene.world.runJobs();
    await scene.forgetJobs();
    scene.world.clock.forward(50);
    expect(await scene.send()).to.equal('nothing');
    scene.world.clock.forward(10);
    expect(await scene.send()).to.equal('pending');
  });

  it('names the firm and the inviter in a mail of words that people understand', async () => {
    await scene.invited();
    const [mail] = await scene.mails();
    expect(mail?.message.subject).to.include(FIRM.name);
    expect(mail?.message.body.content).to.include('Camille Roux').and.to.include('Claire Martin');
    expect(foldText(mail?.message.body.content ?? '')).to.not.match(/\bundefined\b|\bnull\b|object object/);
  });

  it('writes an address with a quote and a plus to Graph as it is, and finds it again', async () => {
    const email = "o'brien+compta@x.example";
    await scene.invited({ email });
    const [first] = await scene.guests(email);
    expect((await scene.record(email)).guest.entraObjectId).to.equal(first?.id);
    await scene.world.control.accept(email);
    await scene.sweep();
    expect((await scene.record(email)).guest.status).to.equal('accepted');
  });
});
