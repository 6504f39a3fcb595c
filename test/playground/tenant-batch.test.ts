/** POST /$batch of the local tenant: each request within it meets what it would have met alone. */
import { expect } from 'chai';
import { FIRM, TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import type { FaultKind } from '../../playground/tenant/faults.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

type Inner = { id: string; method: string; url: string; headers?: object; body?: unknown; dependsOn?: string[] };
type Answer = { id: string; status: number; headers: Record<string, string>; body?: Record<string, unknown> };

const JSON_TYPE = { 'Content-Type': 'application/json' };

describe('the local tenant’s batches', () => {
  let tenant: LocalTenant;
  let control: ReturnType<typeof controlOf>;
  let now = new Date('2026-11-23T09:00:00Z');

  before(async () => {
    tenant = await startLocalTenant({ port: 0, now: () => now });
    control = controlOf(tenant.url);
  });
  after(() => tenant.close());
  beforeEach(() => control.reset());

  const post = (body: unknown, headers: Record<string, string> = { authorization: 'Bearer any' }) =>
    fetch(`${tenant.url}/v1.0/$batch`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify(body),
    });
  async function batch(...requests: Inner[]): Promise<Answer[]> {
    const response = await post({ requests });
    const { responses } = (await response.json()) as { responses: Answer[] };
    expect(response.status).to.equal(200);
    return responses.sort((a, b) => Number(a.id) - Number(b.id));
  }
  const get = (id: string, url: string): Inner => ({ id, method: 'GET', url });
  const invite = (id: string, email = `client${id}@boulangerie.example`): Inner => ({
    id,
    method: 'POST',
    url: '/invitations',
    headers: JSON_TYPE,
    body: { invitedUserEmailAddress: email, inviteRedirectUrl: 'https://teams.microsoft.com/' },
  });
  const many = (count: number) => Array.from({ length: count }, (_, i) => invite(String(i)));
  const statuses = (answers: Answer[]) => answers.map(({ status }) => status);
  const counts = async () => (await control.state()).counts;

  it('answer each request by its id, with its own status and body', async () => {
    const answers = await batch(
      invite('1'),
      get('2', '/users/nobody'),
      get('3', "users?$filter=mail%20eq%20'o''brien%2Bx@x.example'&$select=id"),
      { id: '4', method: 'DELETE', url: `/teams/${TEAM.aadGroupId}/members/x` },
      get('5', '/nothing'),
    );
    expect(statuses(answers)).to.deep.equal([201, 404, 200, 400, 400]);
    expect(answers[0]?.body).to.have.property('inviteRedeemUrl');
    expect(answers[0]?.headers).to.have.property('Content-Type').that.includes('application/json');
    expect(answers[1]?.body).to.have.nested.property('error.code', 'Request_ResourceNotFound');
    expect(answers[2]?.body?.value).to.deep.equal([]);
    expect(await counts()).to.include({ invitations: 1 });
  });

  it('answer without a body where there is none', async () => {
    await batch(invite('1'));
    const { users } = await control.state();
    const guest = users.find(({ mail }) => mail === 'client1@boulangerie.example');
    const [answer] = await batch({ id: '1', method: 'DELETE', url: `/users/${guest?.id}` });
    expect(answer).to.include({ status: 204 }).and.not.have.property('body');
  });

  it('answer in another order than asked', async () => {
    const ids = Array.from({ length: 20 }, (_, i) => String(i));
    const response = await post({ requests: ids.map((id) => get(id, '/users/nobody')) });
    const { responses } = (await response.json()) as { responses: Answer[] };
    const answered = responses.map(({ id }) => id);
    expect(answered).to.have.members(ids).and.not.deep.equal(ids);
  });

  for (const [what, requests, text] of [
    ['more than twenty', many(21), /maximum value of 20/],
    ['none', [], /requests/],
    ['two of one id', [invite('1'), invite('1')], /unique/],
    ['an absolute address', [get('1', 'https://graph.microsoft.com/v1.0/users')], /Invalid request url/],
    ['an address of another host', [get('1', '//evil.example/users')], /Invalid request url/],
    ['a dependency', [invite('1'), { ...invite('2'), dependsOn: ['1'] }], /not imitated/],
    ['a batch', [{ ...invite('1'), url: '/$batch' }], /another batch/],
    ['a body without its type', [{ ...invite('1'), headers: {} }], /Content-Type/],
    ['a write without a body', [{ ...invite('1'), body: undefined }], /Content-Type header or body/],
    ['an unknown method', [{ ...invite('1'), method: 'FETCH' }], /method/],
  ] as const) {
    it(`refuse ${what}, and do nothing of it`, async () => {
      const response = await post({ requests });
      const { error } = (await response.json()) as { error: { message: string } };
      expect(response.status).to.equal(400);
      expect(error.message).to.match(text);
      expect(await counts()).to.include({ invitations: 0 });
    });
  }

  it('lead to nothing but Graph’s calls', async () => {
    const [climbing] = await batch({
      id: '1',
      method: 'POST',
      url: '/../_control/reset',
      headers: JSON_TYPE,
      body: {},
    });
    expect(climbing?.status).to.equal(400);
  });

  it('need a token, which those within have from it', async () => {
    expect((await post({ requests: [get('1', '/users')] }, {})).status).to.equal(401);
    expect(statuses(await batch(get('1', '/users')))).to.deep.equal([200]);
  });

  it('are recorded with what they bring, each request as though it had come alone', async () => {
    await batch({ ...invite('1'), headers: { ...JSON_TYPE, 'client-request-id': 'mine' } }, get('2', '/users?$top=1'));
    const [outer, ...within] = await control.requests();
    expect(outer).to.include({ method: 'POST', path: '/v1.0/$batch', status: 200, batchId: null });
    const invited = within.find(({ path }) => path === '/v1.0/invitations');
    expect(invited).to.include({ method: 'POST', status: 201, clientRequestId: 'mine', batchId: outer?.requestId });
    expect(invited?.body).to.have.property('invitedUserEmailAddress', 'client1@boulangerie.example');
    expect(within.find(({ path }) => path === '/v1.0/users')?.query).to.deep.equal({ $top: '1' });
    expect(within).to.have.length(2);
  });

  for (const [kind, status, made] of [
    ['throttled', 429, 0],
    ['unavailable', 503, 0],
    ['unavailable-after', 503, 1],
    ['gateway', 504, 0],
    ['server-error', 500, 0],
    ['forbidden', 403, 0],
    ['dropped', 504, 0],
    ['dropped-after', 504, 1],
  ] as [FaultKind, number, number][]) {
    it(`let ${kind} strike one request within: ${status}, ${made ? 'after' : 'without'} its effect`, async () => {
      await control.setFaults({ kinds: [kind], match: { path: '/invitations$' }, retryAfter: 7 });
      const [invited, read] = await batch(invite('1'), get('2', '/users'));
      expect(invited?.status).to.equal(status);
      expect(invited?.body).to.have.nested.property('error.code');
      if (kind === 'throttled') expect(invited?.headers).to.include({ 'Retry-After': '7' });
      expect(read?.status).to.equal(200);
      expect(await counts()).to.include({ invitations: made });
    });
  }

  it('are struck as a whole by a rule for their own path', async () => {
    await control.setFaults({ kinds: ['throttled'], match: { path: '/\\$batch' }, times: 1, retryAfter: 9 });
    const response = await post({ requests: [invite('1')] });
    expect(response.status).to.equal(429);
    expect(response.headers.get('retry-after')).to.equal('9');
    expect(await counts()).to.include({ invitations: 0 });

    await control.setFaults({ kinds: ['dropped-after'], match: { path: '/\\$batch' }, times: 1 });
    const failure = await post({ requests: [invite('1')] }).catch((error: unknown) => error);
    expect(failure).to.be.instanceOf(TypeError);
    expect(await counts(), 'what was within has happened').to.include({ invitations: 1 });
  });

  describe('with a limit on invitations', () => {
    it('answer 429 with Retry-After beyond it, alone or within a batch, until the five seconds are over', async () => {
      await control.setSettings({ invitationsPer5s: 3 });
      const answers = await batch(...many(5));
      expect(statuses(answers).sort()).to.deep.equal([201, 201, 201, 429, 429]);
      const throttled = answers.find(({ status }) => status === 429);
      expect(throttled?.headers).to.include({ 'Retry-After': '5' });
      expect(throttled?.body).to.have.nested.property('error.code', 'TooManyRequests');
      expect(await counts()).to.include({ invitations: 3 });

      now = new Date(now.getTime() + 3_200);
      const alone = () =>
        fetch(`${tenant.url}/v1.0/invitations`, {
          method: 'POST',
          headers: { ...JSON_TYPE, authorization: 'Bearer any' },
          body: JSON.stringify(invite('9').body),
        });
      expect((await alone()).headers.get('retry-after')).to.equal('2');
      now = new Date(now.getTime() + 1_800);
      expect((await alone()).status).to.equal(201);
    });

    it('leave everything else alone, and have none unless set', async () => {
      expect(await control.settings()).to.include({ invitationsPer5s: null });
      expect(new Set(statuses(await batch(...many(20))))).to.deep.equal(new Set([201]));
      await control.setSettings({ invitationsPer5s: 1 });
      const mail = { subject: 's', body: { contentType: 'HTML', content: 'h' } };
      const toRecipients = [{ emailAddress: { address: 'a@b.example' } }];
      const sending: Inner = { id: '1', method: 'POST', url: `/users/${FIRM.mailbox}/sendMail`, headers: JSON_TYPE };
      const answers = await batch({ ...sending, body: { message: { ...mail, toRecipients } } }, invite('2'));
      expect(statuses(answers)).to.deep.equal([202, 429]);
      await control.setSettings({ invitationsPer5s: null });
      expect(statuses(await batch(invite('3')))).to.deep.equal([201]);
    });
  });
});
