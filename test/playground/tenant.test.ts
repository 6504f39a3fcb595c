/** The calls of the local tenant, made as production makes them: with Microsoft's own client. */
import { Client, type GraphError, PageIterator } from '@microsoft/microsoft-graph-client';
import { expect } from 'chai';
import { FIRM, PEOPLE, TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

const REDIRECT = 'https://teams.microsoft.com/l/team/relais';
const [camille, julien, , , sophie] = PEOPLE;

describe('the local tenant, through Microsoft’s client', () => {
  let tenant: LocalTenant;
  let control: ReturnType<typeof controlOf>;
  let client: Client;

  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
    client = graphClient(tenant.url);
  });
  after(() => tenant.close());
  beforeEach(() => control.reset());

  const invite = (email: string, more: object = {}) =>
    client.api('/invitations').post({ invitedUserEmailAddress: email, inviteRedirectUrl: REDIRECT, ...more });
  const findBy = (filter: string) => client.api('/users').filter(encodeURIComponent(filter)).get();
  const members = `/teams/${TEAM.aadGroupId}/members`;
  const member = (userId: string, more: object = {}) => ({
    '@odata.type': '#microsoft.graph.aadUserConversationMember',
    roles: [],
    'user@odata.bind': `https://graph.microsoft.com/v1.0/users('${userId}')`,
    ...more,
  });

  describe('people', () => {
    it('finds a guest by mail, other mail, proxy address or principal name, whatever the case', async () => {
      const upper = sophie.email.toUpperCase();
      for (const filter of [
        `mail eq '${upper}'`,
        `otherMails/any(m:m eq '${upper}')`,
        `proxyAddresses/any(p:p eq 'smtp:${upper}')`,
        `proxyAddresses/any(x: x eq 'SMTP:${sophie.email}')`,
        `userPrincipalName eq '${sophie.userPrincipalName}'`,
        `mail eq 'personne@nulle-part.example' or otherMails/any(m:m eq '${sophie.email}')`,
      ]) {
        const { value } = await findBy(filter);
        expect(value, filter).to.have.length(1);
        expect(value[0].id).to.equal(sophie.entraObjectId);
      }
    });

    it('counts a person once when several terms match', async () => {
      const { value } = await findBy(`mail eq '${sophie.email}' or otherMails/any(m:m eq '${sophie.email}')`);
      expect(value).to.have.length(1);
    });

    it('shows both when an address leads to two people, for a person to choose', async () => {
      await control.putUser({
        userPrincipalName: 'p.delmas@vauban-conseil.example',
        mail: 'p.delmas@vauban-conseil.example',
        otherMails: [sophie.email],
      });
      const { value } = await findBy(`mail eq '${sophie.email}' or otherMails/any(m:m eq '${sophie.email}')`);
      expect(value).to.have.length(2);
    });

    it('reads a doubled single quote, and refuses one left alone', async () => {
      const { invitedUser } = await invite("o'brien@dublin.example");
      expect((await findBy("mail eq 'o''brien@dublin.example'")).value[0].id).to.equal(invitedUser.id);
      await refuses(findBy("mail eq 'o'brien@dublin.example'"), 400, 'Request_UnsupportedQuery');
    });

    it('finds an address with a plus sign only when the filter is encoded: the client does not do it', async () => {
      await invite('jean+compta@exemple.example');
      const filter = "mail eq 'jean+compta@exemple.example'";
      expect((await findBy(filter)).value).to.have.length(1);
      expect((await client.api('/users').filter(filter).get()).value).to.have.length(0);
    });

    for (const query of [
      { $filter: "displayName eq 'Sophie Delmas'" },
      { $filter: "mail ne 'x'" },
      { $filter: "mail eq 'a' and mail eq 'b'" },
      { $filter: "externalUserState eq 'Accepted'" },
      { $filter: "endsWith(mail,'.example')" },
      { $filter: "mail eq 'a' or " },
      { $filter: Array(16).fill("mail eq 'a'").join(' or ') },
      { $search: '"displayName:Sophie"' },
      { $count: 'true' },
      { $orderby: 'displayName' },
    ]) {
      it(`refuses the advanced query ${JSON.stringify(query).slice(0, 60)}`, async () => {
        const encoded = Object.fromEntries(
          Object.entries(query).map(([key, value]) => [key, encodeURIComponent(value)]),
        );
        await refuses(client.api('/users').query(encoded).get(), 400, 'Request_UnsupportedQuery');
      });
    }

    it('gives the default properties, and the invitation’s state only when it is selected', async () => {
      const plain = await client.api(`/users/${sophie.entraObjectId}`).get();
      expect(plain).to.include({ displayName: 'Sophie Delmas', mail: sophie.email, jobTitle: null });
      expect(plain).to.not.have.any.keys('externalUserState', 'userType', 'accountEnabled', 'otherMails');
      const chosen = await client
        .api(`/users/${sophie.entraObjectId}`)
        .select(['id', 'externalUserState', 'userType'])
        .get();
      expect(chosen).to.have.all.keys('@odata.context', 'id', 'externalUserState', 'userType');
      expect(chosen).to.include({ externalUserState: 'Accepted', userType: 'Guest' });
      await refuses(client.api(`/users/${sophie.entraObjectId}`).select('shoeSize').get(), 400, 'BadRequest');
    });

    it('is known by principal name as well, in the form that guests have', async () => {
      const user = await client.api(`/users/${encodeURIComponent(sophie.userPrincipalName)}`).get();
      expect(user.id).to.equal(sophie.entraObjectId);
      await refuses(client.api('/users/personne@nulle-part.example').get(), 404, 'Request_ResourceNotFound');
    });

    it('comes in pages, each linking to the next, and the client’s own iterator walks them', async () => {
      const first = await client.api('/users').select('id').top(2).get();
      expect(first.value).to.have.length(2);
      expect(first['@odata.nextLink']).to.match(/\$skiptoken=/);
      const seen: string[] = [];
      const iterator = new PageIterator(client, first, ({ id }) => Boolean(seen.push(id)));
      await iterator.iterate();
      expect(seen).to.have.members(PEOPLE.map((person) => person.entraObjectId));
    });

    it('keeps its pages straight when somebody leaves in between', async () => {
      const first = await client.api('/users').select('id').top(2).get();
      await control.deleteUser(first.value[1].id);
      const next = await client.api(first['@odata.nextLink']).get();
      expect(next.value.map(({ id }: { id: string }) => id)).to.deep.equal(
        [PEOPLE[2], PEOPLE[3]].map((p) => p.entraObjectId),
      );
    });

    it('refuses a page size or a page token that makes no sense', async () => {
      await refuses(client.api('/users').top(1000).get(), 400, 'Request_BadRequest');
      await refuses(client.api('/users').query({ $skiptoken: 'cm90dGVu' }).get(), 400, 'Directory_ExpiredPageToken');
    });

    it('says which groups a person belongs to', async () => {
      const group = '6a0c3f0e-91d4-4c43-8a6f-0b6b2f9d1c11';
      await control.setSettings({ groups: { [group]: [camille.entraObjectId] } });
      const ask = (userId: string) =>
        client.api(`/users/${userId}/checkMemberGroups`).post({ groupIds: [group, TEAM.aadGroupId] });
      expect((await ask(camille.entraObjectId)).value).to.deep.equal([group, TEAM.aadGroupId]);
      expect((await ask(julien.entraObjectId)).value).to.deep.equal([TEAM.aadGroupId]);
      await refuses(client.api(`/users/${camille.entraObjectId}/checkMemberGroups`).post({}), 400, 'BadRequest');
    });

    it('forgets a deleted guest, out of the team too, and answers 404 the second time', async () => {
      await client.api(`/users/${sophie.entraObjectId}`).delete();
      await refuses(client.api(`/users/${sophie.entraObjectId}`).get(), 404, 'Request_ResourceNotFound');
      await refuses(client.api(`/users/${sophie.entraObjectId}`).delete(), 404, 'Request_ResourceNotFound');
      expect((await client.api(members).get()).value).to.have.length(4);
      expect((await findBy(`mail eq '${sophie.email}'`)).value).to.have.length(0);
    });
  });

  describe('invitations', () => {
    it('make a guest who is pending, enabled and named after the address', async () => {
      const answer = await invite('Paul.Martin@boulangerie.example', { invitedUserDisplayName: 'Paul Martin' });
      expect(answer).to.include({ status: 'PendingAcceptance', invitedUserDisplayName: 'Paul Martin' });
      expect(answer.inviteRedeemUrl).to.match(new RegExp(`^${tenant.url}/redeem/[\\w-]{32}$`));
      const guest = await client
        .api(`/users/${answer.invitedUser.id}`)
        .select('displayName,userPrincipalName,userType,creationType,externalUserState,accountEnabled,mail')
        .get();
      expect(guest).to.include({
        displayName: 'Paul Martin',
        userPrincipalName: 'Paul.Martin_boulangerie.example#EXT#@vaubanconseil.onmicrosoft.example',
        userType: 'Guest',
        creationType: 'Invitation',
        externalUserState: 'PendingAcceptance',
        accountEnabled: true,
        mail: 'Paul.Martin@boulangerie.example',
      });
    });

    it('keep the same person when repeated, with a fresh link, whatever the case of the address', async () => {
      const first = await invite('paul@boulangerie.example');
      const second = await invite('PAUL@boulangerie.example');
      expect(second.invitedUser.id).to.equal(first.invitedUser.id);
      expect(second.inviteRedeemUrl).to.not.equal(first.inviteRedeemUrl);
      expect(second.status).to.equal('PendingAcceptance');
      await control.accept(first.invitedUser.id);
      expect((await invite('paul@boulangerie.example')).status).to.equal('Completed');
      expect((await control.state()).counts.guests).to.equal(2);
    });

    it('make one guest when two arrive at the same moment', async () => {
      const answers = await Promise.all(Array.from({ length: 8 }, () => invite('paul@boulangerie.example')));
      expect(new Set(answers.map((answer) => answer.invitedUser.id))).to.have.property('size', 1);
      expect((await control.state()).counts).to.include({ guests: 2, invitations: 8 });
    });

    it('need an address and a place to go', async () => {
      await refuses(client.api('/invitations').post({ inviteRedirectUrl: REDIRECT }), 400, 'BadRequest');
      await refuses(client.api('/invitations').post({ invitedUserEmailAddress: 'a@b.example' }), 400, 'BadRequest');
      await refuses(invite('a@b.example', { inviteRedirectUrl: 'javascript:alert(1)' }), 400, 'BadRequest');
      await refuses(invite('a@b.example', { favouriteColour: 'bleu' }), 400, 'BadRequest', /favouriteColour/);
      await refuses(invite('a@b.example', { invitedUserType: 'Member' }), 403, 'Authorization_RequestDenied');
    });

    for (const address of [
      'paul',
      'paul@',
      '@b.example',
      'a b@c.example',
      '.paul@b.example',
      'paul@été.example',
      '"p"@b.example',
    ]) {
      it(`refuse « ${address} » as an address`, () => refuses(invite(address), 400, 'BadRequest', /not a valid email/));
    }

    it('refuse a plus sign only where the tenant is that strict', async () => {
      await invite('jean+compta@exemple.example');
      await control.setSettings({ plusSignAllowed: false });
      await refuses(invite('jean+paie@exemple.example'), 400, 'BadRequest');
    });

    it('refuse the firm’s own domains', async () => {
      for (const domain of FIRM.domains) await refuses(invite(`paul@${domain}`), 400, 'BadRequest', /verified domain/);
    });

    it('refuse an address that belongs to a member of staff, and say whose', async () => {
      const { id } = await control.putUser({
        userPrincipalName: 'lea@vauban-conseil.example',
        mail: 'lea@perso.example',
      });
      await refuses(invite('lea@perso.example'), 400, 'BadRequest', new RegExp(`already exists .* object ID: ${id}`));
    });

    it('do not take a private address of a member for the invited person', async () => {
      await control.putUser({ userPrincipalName: 'lea@vauban-conseil.example', otherMails: ['lea@perso.example'] });
      expect((await invite('lea@perso.example')).status).to.equal('PendingAcceptance');
    });

    it('refuse a disabled account', async () => {
      await control.putUser({
        userPrincipalName: 'x',
        mail: 'paul@b.example',
        userType: 'Guest',
        accountEnabled: false,
      });
      await refuses(invite('paul@b.example'), 400, 'BadRequest', /blocked from signing in/);
    });

    it('refuse what the tenant’s settings refuse', async () => {
      await control.setSettings({
        deniedDomains: ['interdit.example'],
        crossTenantBlockedDomains: ['ferme.example'],
        groupAddresses: ['tous@groupe.example'],
        contactAddresses: ['contact@exemple.example'],
      });
      await refuses(invite('a@Interdit.example'), 400, 'BadRequest', /domain.*policy/);
      await refuses(invite('a@ferme.example'), 400, 'BadRequest', /blocked by cross-tenant access settings/);
      await refuses(invite('tous@groupe.example'), 400, 'BadRequest', /^Group email address is not supported$/);
      await refuses(invite('contact@exemple.example'), 400, 'Request_MultipleObjectsWithSameKeyValue');
      await control.setSettings({ invitationsAllowed: false });
      await refuses(invite('a@b.example'), 403, 'Forbidden', /^Guest invitations not allowed for your company/);
      expect((await control.state()).counts.guests).to.equal(1);
    });

    it('leave the directory’s readers in the dark until it has replicated', async () => {
      await control.setSettings({ replicationSeconds: 0.3 });
      const { invitedUser } = await invite('paul@boulangerie.example');
      await refuses(client.api(`/users/${invitedUser.id}`).get(), 404, 'Request_ResourceNotFound');
      await refuses(client.api(members).post(member(invitedUser.id)), 404, 'NotFound');
      // The invitation service itself knows at once.
      expect((await invite('paul@boulangerie.example')).invitedUser.id).to.equal(invitedUser.id);
      await new Promise((resolve) => setTimeout(resolve, 320));
      expect((await client.api(`/users/${invitedUser.id}`).get()).id).to.equal(invitedUser.id);
      await client.api(members).post(member(invitedUser.id));
    });
  });

  describe('the team', () => {
    it('takes a guest, says so, and hands out a membership id that is not the user’s', async () => {
      const { invitedUser } = await invite('paul@boulangerie.example');
      const added = await client.api(members).post(member(invitedUser.id));
      expect(added.roles).to.deep.equal(['guest']);
      expect(added.id).to.not.equal(invitedUser.id);
      const filter = `(microsoft.graph.aadUserConversationMember/userId eq '${invitedUser.id}')`;
      const { value } = await client.api(members).filter(filter).get();
      expect(value.map(({ id }: { id: string }) => id)).to.deep.equal([added.id]);
    });

    it('answers 409 to a second time, or 201 where the tenant is that lenient', async () => {
      await refuses(client.api(members).post(member(sophie.entraObjectId)), 409, 'Conflict');
      await control.setSettings({ existingMember: 'created' });
      await client.api(members).post(member(sophie.entraObjectId));
      expect((await client.api(members).get()).value).to.have.length(5);
    });

    it('does not know another team, nor a team id that is no GUID', async () => {
      const other = '00000000-0000-4000-8000-000000000000';
      await refuses(client.api(`/teams/${other}/members`).post(member(sophie.entraObjectId)), 404, 'NotFound');
      await refuses(client.api(`/teams/${encodeURIComponent(TEAM.id)}/members`).get(), 400, 'BadRequest');
    });

    it('does not find an unknown or disabled account, and makes no owner', async () => {
      const off = await control.putUser({ userPrincipalName: 'x', userType: 'Guest', accountEnabled: false });
      await refuses(client.api(members).post(member(off.id)), 404, 'NotFound');
      await refuses(client.api(members).post(member('00000000-0000-4000-8000-000000000000')), 404, 'NotFound');
      await refuses(client.api(members).post(member(sophie.entraObjectId, { roles: ['owner'] })), 403, 'Forbidden');
      await refuses(client.api(members).post({ roles: [] }), 400, 'BadRequest');
    });

    it('lists its members in pages and refuses other filters', async () => {
      const first = await client.api(members).top(3).get();
      const rest = await client.api(first['@odata.nextLink']).get();
      expect([...first.value, ...rest.value]).to.have.length(5);
      expect(rest).to.not.have.property('@odata.nextLink');
      await refuses(client.api(members).filter("roles/any(r:r eq 'guest')").get(), 400, 'Request_UnsupportedQuery');
    });

    it('removes by membership id, not by user id', async () => {
      const filter = `(microsoft.graph.aadUserConversationMember/userId eq '${sophie.entraObjectId}')`;
      const [{ id }] = (await client.api(members).filter(filter).get()).value;
      await refuses(client.api(`${members}/${sophie.entraObjectId}`).delete(), 400, 'BadRequest');
      await client.api(`${members}/${id}`).delete();
      await refuses(client.api(`${members}/${id}`).delete(), 404, 'NotFound');
      expect((await client.api(members).filter(filter).get()).value).to.deep.equal([]);
    });
  });

  describe('mail', () => {
    const messageId = '<invitation-42.relais@vauban-conseil.example>';
    const message = (more: object = {}) => ({
      subject: 'Votre accès',
      body: { contentType: 'HTML', content: '<p>Bonjour</p>' },
      toRecipients: [{ emailAddress: { address: sophie.email } }],
      internetMessageId: messageId,
      internetMessageHeaders: [{ name: 'x-relais-reference', value: '42' }],
      ...more,
    });
    const send = (body: object, mailbox: string = FIRM.mailbox) => client.api(`/users/${mailbox}/sendMail`).post(body);
    const sentItems = (filter: string) =>
      client
        .api(`/users/${FIRM.mailbox}/mailFolders/sentitems/messages`)
        .filter(encodeURIComponent(filter))
        .select('id,internetMessageId')
        .get();

    it('is accepted, recorded with its headers, and found again by its message id', async () => {
      await send({ message: message() });
      const { mails } = await control.state();
      expect(mails[0]?.message.internetMessageHeaders).to.deep.equal([{ name: 'x-relais-reference', value: '42' }]);
      const { value } = await sentItems(`internetMessageId eq '${messageId}'`);
      expect(value).to.deep.equal([{ id: mails[0]?.id, internetMessageId: messageId }]);
      expect((await sentItems("internetMessageId eq '<autre@vauban-conseil.example>'")).value).to.deep.equal([]);
    });

    it('goes twice when sent twice: nothing protects the caller', async () => {
      await send({ message: message() });
      await send({ message: message() });
      expect((await sentItems(`internetMessageId eq '${messageId}'`)).value).to.have.length(2);
    });

    it('stays out of Sent Items on request, and gets a message id when it has none', async () => {
      await send({ message: message({ internetMessageId: undefined }), saveToSentItems: false });
      const { mails } = await control.state();
      const given = mails[0]?.internetMessageId;
      expect(given).to.match(/^<[\w-]+@vauban-conseil\.example>$/);
      expect((await sentItems(`internetMessageId eq '${given}'`)).value).to.deep.equal([]);
    });

    it('leaves from the firm’s mailbox only', async () => {
      await refuses(send({ message: message() }, camille.email), 403, 'ErrorAccessDenied');
      const folder = client.api(`/users/${camille.email}/mailFolders/sentitems/messages`);
      await refuses(folder.filter("internetMessageId eq 'x'").get(), 403, 'ErrorAccessDenied');
    });

    it('is refused when its body or its headers are wrong', async () => {
      await refuses(send({}), 400, 'BadRequest');
      await refuses(send({ message: message({ toRecipients: [] }) }), 400, 'BadRequest');
      await refuses(send({ message: message({ body: { contentType: 'Markdown', content: '' } }) }), 400, 'BadRequest');
      const header = (name: string) => ({ name, value: '1' });
      const wrong = message({ internetMessageHeaders: [header('List-Unsubscribe')] });
      await refuses(send({ message: wrong }), 400, 'InvalidInternetMessageHeader', /should start with 'x-'/);
      const six = message({ internetMessageHeaders: Array(6).fill(header('x-a')) });
      await refuses(send({ message: six }), 400, 'InvalidInternetMessageHeaderCollection');
      expect((await control.state()).mails).to.have.length(0);
    });

    it('is looked for by message id alone', () =>
      refuses(sentItems("subject eq 'Votre accès'"), 400, 'ErrorInvalidUrlQueryFilter'));
  });

  describe('the shape of errors', () => {
    it('carries code, message, date and ids, in the body and in the header', async () => {
      const response = await fetch(`${tenant.url}/v1.0/users/nobody`, {
        headers: { authorization: 'Bearer any', 'client-request-id': 'abc' },
      });
      const { error } = (await response.json()) as { error: { code: string; innerError: Record<string, string> } };
      expect(error).to.have.all.keys('code', 'message', 'innerError');
      expect(error.innerError['request-id']).to.equal(response.headers.get('request-id'));
      expect(error.innerError['client-request-id']).to.equal('abc');
      expect(error.innerError.date).to.match(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d$/);
    });

    it('is the same without a token, which is 401', async () => {
      for (const headers of [{}, { authorization: 'Basic abc' }] as Record<string, string>[]) {
        const response = await fetch(`${tenant.url}/v1.0/users`, { headers });
        expect(response.status).to.equal(401);
        expect(await response.json()).to.have.nested.property('error.code', 'InvalidAuthenticationToken');
      }
    });

    it('meets Microsoft’s client as it is: over plain http it leaves its own token out', async () => {
      const bare = Client.initWithMiddleware({
        baseUrl: tenant.url,
        customHosts: new Set(['127.0.0.1']),
        authProvider: { getAccessToken: async () => 'never sent' },
      });
      await refuses(bare.api('/users').get(), 401, 'InvalidAuthenticationToken');
    });

    it('is the same for a segment that is not imitated', async () => {
      await refuses(client.api('/groups').get(), 400, 'BadRequest', /segment 'groups'/);
      await refuses(client.api('/invitations').get(), 400, 'BadRequest');
    });

    it('is the same for a body that cannot be read', async () => {
      const headers = { authorization: 'Bearer any', 'content-type': 'application/json' };
      for (const [body, status] of [
        ['{"half":', 400],
        [`"${'x'.repeat(5_000_000)}"`, 413],
        ['', 400],
      ] as const) {
        const response = await fetch(`${tenant.url}/v1.0/invitations`, { method: 'POST', headers, body });
        expect(response.status).to.equal(status);
        expect(await response.json()).to.have.nested.property('error.innerError.request-id');
      }
    });
  });
});

/**
 * The client leaves its Authorization header out, and any other spelt so, when the address is not https; the lower-case
 * one passes.
 */
function graphClient(url: string): Client {
  return Client.initWithMiddleware({
    baseUrl: url,
    customHosts: new Set(['127.0.0.1']),
    authProvider: { getAccessToken: async () => 'unused' },
    fetchOptions: { headers: { authorization: 'Bearer local' } },
  });
}

async function refuses(call: Promise<unknown>, status: number, code: string, message?: RegExp): Promise<void> {
  const error = (await call.then(
    () => expect.fail(`expected ${status} ${code}`),
    (reason) => reason,
  )) as GraphError;
  expect(error).to.include({ statusCode: status, code });
  expect(error.requestId).to.be.a('string');
  if (message) expect(error.message).to.match(message);
}
