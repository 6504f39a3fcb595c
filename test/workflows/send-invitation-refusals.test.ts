import { expect } from 'chai';
import type { ErrorCode } from '../../errors.ts';
import type { TenantSettings } from '../../playground/tenant/settings.ts';
import { buildInviting, CLAIRE, DAY, type Inviting } from './inviting.ts';

const UPN = 'claire_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example';

describe('An invitation that Graph refuses for good', () => {
  let scene: Inviting;
  before(async () => {
    scene = await buildInviting('refusals');
  });
  beforeEach(() => scene.startOver());
  after(() => scene.world.close());

  /** Refused with that code; no guest of ours, no mail, and nothing left that would try again. */
  async function expectRefused(refusal: ErrorCode, email = CLAIRE) {
    const { guest, version } = await scene.record(email);
    expect(guest).to.include({ status: 'refused', refusal });
    expect(guest.nextAttemptAt).to.equal(undefined);
    expect(guest.leaseUntil).to.equal(undefined);
    expect(version).to.be.greaterThan(1);
    expect(await scene.mails(email)).to.have.length(0);
    expect(await scene.jobsWaiting('send-invitation')).to.have.length(0);
    scene.world.clock.forward(DAY);
    await scene.world.control.clearRequests();
    await scene.sweep();
    expect(await scene.world.control.requests()).to.have.length(0);
    expect(await scene.auditActs()).to.include('interlocuteur.invitation-refused');
  }

  async function refusedWith(settings: Partial<TenantSettings>, refusal: ErrorCode) {
    await scene.world.control.setSettings(settings);
    await scene.invited();
    expect(await scene.guests()).to.have.length(0);
    await expectRefused(refusal);
  }

  it('an address of the firm’s own domain', async () => {
    const email = 'stagiaire@vauban-conseil.example';
    await scene.invited({ email });
    await expectRefused('invitation-own-domain', email);
  });

  it('a domain that the firm’s policy denies', () =>
    refusedWith({ deniedDomains: ['boulangerie.example'] }, 'invitation-domain-denied'));

  it('a domain shut out by cross-tenant access settings', () =>
    refusedWith({ crossTenantBlockedDomains: ['boulangerie.example'] }, 'invitation-cross-tenant'));

  it('invitations switched off for the whole tenant', () =>
    refusedWith({ invitationsAllowed: false }, 'invitation-not-allowed'));

  it('a distribution list', () => refusedWith({ groupAddresses: [CLAIRE] }, 'invitation-group-address'));

  it('a mail contact with the same address', () =>
    refusedWith({ contactAddresses: [CLAIRE] }, 'invitation-contact-conflict'));

  it('an address that the tenant cannot invite', async () => {
    await scene.world.control.setSettings({ plusSignAllowed: false });
    await scene.invited({ email: 'claire+compta@boulangerie.example' });
    await expectRefused('invitation-refused', 'claire+compta@boulangerie.example');
  });

  it('a member of the firm, who is left untouched', async () => {
    const member = await scene.world.control.putUser({ userPrincipalName: 'claire@interne.example', mail: CLAIRE });
    await scene.invited();
    await expectRefused('invitation-is-member');
    const { users } = await scene.world.control.state();
    expect(users.find(({ id }) => id === member.id)).to.include({ userType: 'Member', accountEnabled: true });
    expect((await scene.record()).guest.entraObjectId).to.equal(undefined);
  });

  it('a member whose private address stands among their other mails', async () => {
    const userPrincipalName = 'julien.l@vauban-conseil.example';
    await scene.world.control.putUser({ userPrincipalName, mail: userPrincipalName, otherMails: [CLAIRE] });
    await scene.invited();
    await expectRefused('invitation-is-member');
  });

  it('an address that several accounts have: a person must look, the first is never picked', async () => {
    await scene.world.control.putUser({ userPrincipalName: UPN, mail: CLAIRE, userType: 'Guest' });
    const otherMails = [CLAIRE];
    await scene.world.control.putUser({ userPrincipalName: `autre.${UPN}`, otherMails, userType: 'Guest' });
    await scene.invited();
    await expectRefused('invitation-several-matches');
  });

  it('a guest whose account is disabled', async () => {
    const externalUserState = 'Accepted';
    const accountEnabled = false;
    const user = {
      userPrincipalName: UPN,
      mail: CLAIRE,
      userType: 'Guest',
      externalUserState,
      accountEnabled,
    } as const;
    await scene.world.control.putUser(user);
    await scene.invited();
    await expectRefused('invitation-account-blocked');
  });

  it('an account that Graph alone knows to be blocked', async () => {
    const user = { userPrincipalName: CLAIRE, userType: 'Guest', accountEnabled: false } as const;
    await scene.world.control.putUser(user);
    await scene.invited();
    await expectRefused('invitation-account-blocked');
  });

  for (const [call, path, hasGuest] of [
    ['read the directory', '/users$', false],
    ['invite', '/invitations$', false],
    ['send mail', '/sendMail$', true],
  ] as const) {
    it(`a permission missing to ${call}`, async () => {
      await scene.world.control.setFaults({ kinds: ['forbidden'], match: { path } });
      await scene.invited();
      expect(await scene.guests()).to.have.length(hasGuest ? 1 : 0);
      await expectRefused('graph-permission-missing');
    });
  }

  it('a mailbox that the application may not send from; granted later, one guest and one mail', async () => {
    await scene.world.control.setSettings({ mailboxes: [] });
    await scene.invited();
    await expectRefused('graph-permission-missing');
    const [guest] = await scene.guests();

    await scene.world.control.setSettings({ mailboxes: [scene.world.config.firm.mailSender] });
    await scene.invite();
    await scene.runAllJobs();
    const again = await scene.record();
    expect(again.guest).to.include({ status: 'pending', entraObjectId: guest?.id, origin: 'invited' });
    expect(await scene.guests()).to.have.length(1);
    expect(await scene.mails()).to.have.length(1);
  });
});
