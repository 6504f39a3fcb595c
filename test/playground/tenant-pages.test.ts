/** What people see of the local tenant in a browser. */
import { expect } from 'chai';
import { FIRM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

const HOSTILE = `<script>alert(1)</script><img src=x onerror="alert('2')">`;

describe('the local tenant’s pages', () => {
  let tenant: LocalTenant;
  let control: ReturnType<typeof controlOf>;

  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
  });
  after(() => tenant.close());
  beforeEach(() => control.reset());

  const open = async (path: string, method = 'GET') => {
    const response = await fetch(new URL(path, tenant.url), { method });
    return { status: response.status, headers: response.headers, text: await response.text() };
  };
  const post = (path: string, body: object) =>
    fetch(`${tenant.url}/v1.0${path}`, {
      method: 'POST',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify(body),
    });
  const invite = async (email: string, displayName?: string) => {
    const response = await post('/invitations', {
      invitedUserEmailAddress: email,
      invitedUserDisplayName: displayName,
      inviteRedirectUrl: 'https://teams.microsoft.com/l/team/relais?tenantId=1&x=2',
    });
    return (await response.json()) as { inviteRedeemUrl: string; invitedUser: { id: string } };
  };
  const sendMail = async (subject: string, content: string, contentType = 'html') => {
    const toRecipients = [{ emailAddress: { address: 'paul@boulangerie.example', name: 'Paul <b>' } }];
    await post(`/users/${FIRM.mailbox}/sendMail`, {
      message: { subject, body: { contentType, content }, toRecipients },
    });
    return (await control.state()).mails.at(-1)?.id;
  };

  it('explain at the door what this is, and lead on', async () => {
    const { text, status } = await open('/');
    expect(status).to.equal(200);
    expect(text).to.contain('Cabinet Vauban Conseil').and.contain('href="/outbox"').and.contain('href="/directory"');
    expect(text).to.contain('lang="fr"').and.contain('name="viewport"').and.contain('prefers-color-scheme: dark');
  });

  it('load nothing from anywhere, run nothing but their own script, and may not be framed', async () => {
    const { headers, text } = await open('/outbox');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).to.match(/^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'/);
    expect(policy).to.contain("frame-ancestors 'none'").and.not.contain('unsafe');
    expect(text).to.not.match(/(src|href)="https?:/);
  });

  it('list the mails, newest first, and show that there are none yet', async () => {
    expect((await open('/outbox')).text).to.contain('Aucun courriel pour l’instant');
    await sendMail('Premier', '<p>1</p>');
    await sendMail('Second', '<p>2</p>');
    const { text } = await open('/outbox');
    expect(text.indexOf('Second')).to.be.below(text.indexOf('Premier')).and.above(0);
    expect(text).to.contain('data-refresh');
  });

  it('show a mail in a frame where nothing runs and links open beside', async () => {
    const id = await sendMail('Invitation', '<p><a href="https://exemple.example/">Accepter</a></p>');
    const { text } = await open(`/outbox/${id}`);
    expect(text).to.contain(`src="/outbox/${id}/body"`);
    expect(/sandbox="([^"]*)"/.exec(text)?.[1])
      .to.contain('allow-popups')
      .and.not.contain('allow-scripts');
    const body = await open(`/outbox/${id}/body`);
    expect(body.text).to.contain('<base target="_blank">').and.contain('href="https://exemple.example/"');
    expect(body.headers.get('content-security-policy')).to.contain('sandbox').and.contain("default-src 'none'");
  });

  it('show a plain text mail as text', async () => {
    const id = await sendMail('Texte', `Bonjour ${HOSTILE}`, 'text');
    const { text } = await open(`/outbox/${id}`);
    expect(text).to.contain('Bonjour &lt;script&gt;').and.not.contain('<iframe');
    expect((await open(`/outbox/${id}/body`)).status).to.equal(404);
  });

  it('escape whatever comes from outside', async () => {
    const id = await sendMail(HOSTILE, `<p>${HOSTILE}</p>`);
    await invite('paul@boulangerie.example', HOSTILE);
    for (const path of ['/outbox', `/outbox/${id}`, '/directory']) {
      const { text } = await open(path);
      expect(text, path).to.contain('&lt;script&gt;alert(1)').and.not.contain('<script>alert').and.not.contain('<img');
    }
    expect((await open('/outbox')).text).to.contain('Paul &lt;b&gt;');
  });

  it('tell in the directory who is a member, who was invited and who has accepted', async () => {
    await invite('paul@boulangerie.example', 'Paul Martin');
    await control.putUser({ userPrincipalName: 'x', displayName: 'Ancien Client', userType: 'Guest' });
    await control.putUser({ userPrincipalName: 'y', displayName: 'Zoé Partie', accountEnabled: false });
    const { text } = await open('/directory');
    const stateOf = (name: string) =>
      text.slice(text.indexOf(name)).match(/(membre|invité — [^<]*|compte désactivé)</)?.[1];
    expect(stateOf('Camille Roux')).to.equal('membre');
    expect(stateOf('Paul Martin')).to.equal('invité — en attente');
    expect(stateOf('Sophie Delmas')).to.equal('invité — accepté');
    expect(stateOf('Ancien Client')).to.equal('invité — état inconnu');
    expect(stateOf('Zoé Partie')).to.equal('compte désactivé');
  });

  it('say of an address that leads nowhere that it leads nowhere', async () => {
    for (const path of ['/nulle-part', '/outbox/inconnu', '/redeem', '/outbox/%E0%A4%A']) {
      const { status, text } = await open(path);
      expect(status, path).to.equal(404);
      expect(text, path).to.contain('Cette page n’existe pas');
    }
  });

  describe('the redeem page', () => {
    it('says who invites, whom, and what is shared, then takes the acceptance', async () => {
      const { inviteRedeemUrl, invitedUser } = await invite('paul@boulangerie.example');
      const page = await open(inviteRedeemUrl);
      expect(page.text).to.contain('Cabinet Vauban Conseil').and.contain('paul@boulangerie.example');
      expect(page.text).to.contain('data-testid="accept"').and.contain('Accepter l’invitation');
      expect(await stateOf(invitedUser.id)).to.include({ externalUserState: 'PendingAcceptance' });

      const done = await open(inviteRedeemUrl, 'POST');
      expect(done.status).to.equal(200);
      expect(done.text).to.contain('Invitation acceptée');
      expect(done.text).to.contain('href="https://teams.microsoft.com/l/team/relais?tenantId=1&amp;x=2"');
      const accepted = await stateOf(invitedUser.id);
      expect(accepted).to.include({ externalUserState: 'Accepted' });
      expect(Date.parse(accepted?.externalUserStateChangeDateTime ?? '')).to.be.closeTo(Date.now(), 5000);
    });

    it('is patient with a second click and keeps the first date', async () => {
      const { inviteRedeemUrl, invitedUser } = await invite('paul@boulangerie.example');
      await open(inviteRedeemUrl, 'POST');
      const first = await stateOf(invitedUser.id);
      for (const method of ['GET', 'POST']) {
        const { status, text } = await open(inviteRedeemUrl, method);
        expect(status).to.equal(200);
        expect(text).to.contain('déjà accepté').and.not.contain('data-testid="accept"');
      }
      expect(await stateOf(invitedUser.id)).to.deep.equal(first);
    });

    it('accepts through an earlier link as well', async () => {
      const { inviteRedeemUrl, invitedUser } = await invite('paul@boulangerie.example');
      await invite('paul@boulangerie.example');
      expect((await open(inviteRedeemUrl, 'POST')).status).to.equal(200);
      expect(await stateOf(invitedUser.id)).to.include({ externalUserState: 'Accepted' });
    });

    it('does not know a made-up link: 404', async () => {
      for (const method of ['GET', 'POST']) {
        const { status, text } = await open(`/redeem/${HOSTILE.replaceAll('/', '')}`, method);
        expect(status).to.equal(404);
        expect(text).to.contain('n’est pas reconnu').and.not.contain('alert(1)');
      }
    });

    it('is no longer good once the guest was deleted: 410', async () => {
      const { inviteRedeemUrl, invitedUser } = await invite('paul@boulangerie.example');
      await control.deleteUser(invitedUser.id);
      for (const method of ['GET', 'POST']) {
        const { status, text } = await open(inviteRedeemUrl, method);
        expect(status).to.equal(410);
        expect(text).to.contain('n’est plus valable');
      }
    });

    it('stops a guest whose domain was blocked meanwhile, and nobody who had accepted: 403', async () => {
      const late = await invite('paul@boulangerie.example');
      const early = await invite('lea@boulangerie.example');
      await open(early.inviteRedeemUrl, 'POST');
      await control.setSettings({ deniedDomains: ['boulangerie.example'] });
      expect((await open(late.inviteRedeemUrl, 'POST')).status).to.equal(403);
      expect((await open(early.inviteRedeemUrl)).status).to.equal(200);
      expect(await stateOf(late.invitedUser.id)).to.include({ externalUserState: 'PendingAcceptance' });
    });

    const stateOf = async (id: string) => (await control.state()).users.find((user) => user.id === id);
  });
});
