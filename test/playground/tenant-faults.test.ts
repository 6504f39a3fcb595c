/** Bad days on demand: what the caller sees, and what has happened behind its back. */
import { Client } from '@microsoft/microsoft-graph-client';
import { expect } from 'chai';
import { FIRM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

describe('the local tenant on a bad day', () => {
  let tenant: LocalTenant;
  let control: ReturnType<typeof controlOf>;

  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
  });
  after(() => tenant.close());
  beforeEach(() => control.reset());

  const call = (path: string, body?: object) =>
    fetch(`${tenant.url}/v1.0${path}`, {
      method: body ? 'POST' : 'GET',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      ...(body && { body: JSON.stringify(body) }),
    });
  const invite = (email: string) =>
    call('/invitations', { invitedUserEmailAddress: email, inviteRedirectUrl: 'https://teams.microsoft.com/' });
  const guests = async () => (await control.state()).counts.guests;

  for (const [kind, status, code] of [
    ['throttled', 429, 'TooManyRequests'],
    ['unavailable', 503, 'ServiceUnavailable'],
    ['gateway', 504, 'GatewayTimeout'],
    ['forbidden', 403, 'Authorization_RequestDenied'],
    ['server-error', 500, 'InternalServerError'],
  ] as const) {
    it(`answers ${status} when ${kind}, and nothing has happened`, async () => {
      await control.setFaults({ kinds: [kind], times: 1 });
      const response = await invite('paul@boulangerie.example');
      expect(response.status).to.equal(status);
      expect(response.headers.get('request-id')).to.be.a('string');
      expect(await response.json()).to.have.nested.property('error.code', code);
      expect(await guests()).to.equal(1);
      expect((await invite('paul@boulangerie.example')).status).to.equal(201);
    });
  }

  it('answers 503 although the guest was made, when unavailable-after', async () => {
    await control.setFaults({ kinds: ['unavailable-after'], times: 1 });
    expect((await invite('paul@boulangerie.example')).status).to.equal(503);
    expect(await guests()).to.equal(2);
  });

  it('cuts the line before the guest is made, when dropped', async () => {
    await control.setFaults({ kinds: ['dropped'] });
    expect(await outcome(invite('paul@boulangerie.example'))).to.equal('cut');
    expect(await guests()).to.equal(1);
  });

  it('cuts the line after the guest was made, when dropped-after', async () => {
    await control.setFaults({ kinds: ['dropped-after'] });
    expect(await outcome(invite('paul@boulangerie.example'))).to.equal('cut');
    expect(await guests()).to.equal(2);
    const [recorded] = await control.requests({ method: 'POST' });
    expect(recorded).to.include({ status: null, fault: 'dropped-after' });
  });

  it('says how long to wait, and Microsoft’s client waits and tries again by itself', async () => {
    await control.setFaults({ kinds: ['throttled'], times: 1, retryAfter: 1 });
    const client = Client.initWithMiddleware({
      baseUrl: tenant.url,
      authProvider: { getAccessToken: async () => '' },
      fetchOptions: { headers: { authorization: 'Bearer local' } },
    });
    const startedAt = Date.now();
    await client.api('/users').get();
    expect(Date.now() - startedAt).to.be.at.least(900);
    expect((await control.requests()).map(({ status }) => status)).to.deep.equal([429, 200]);
  });

  it('strikes only the calls that match', async () => {
    await control.setFaults([
      { kinds: ['unavailable'], match: { method: 'post', path: '/invitations$' } },
      { kinds: ['forbidden'], match: { path: '/users/.*/sendMail' } },
    ]);
    expect((await call('/users')).status).to.equal(200);
    expect((await invite('paul@boulangerie.example')).status).to.equal(503);
    expect((await call(`/users/${FIRM.mailbox}/sendMail`, {})).status).to.equal(403);
    expect((await control.faults()).map(({ matched, injected }) => [matched, injected])).to.deep.equal([
      [1, 1],
      [1, 1],
    ]);
  });

  it('strikes the same calls again for the same seed, at about the rate asked for', async () => {
    const day = async (seed: number) => {
      await control.setFaults({ rate: 0.3, kinds: ['unavailable', 'gateway'], seed });
      const statuses: number[] = [];
      for (let index = 0; index < 60; index += 1) statuses.push((await call('/users/nobody')).status);
      return statuses;
    };
    const first = await day(7);
    expect(await day(7)).to.deep.equal(first);
    expect(await day(8)).to.not.deep.equal(first);
    expect(first.filter((status) => status >= 500)).to.have.length.within(8, 30);
    expect(new Set(first)).to.have.property('size', 3);
  });

  it('is slow where told to be, and goes on when the caller has given up', async () => {
    await control.setFaults({ latencyMs: 80 });
    const givingUp = fetch(`${tenant.url}/v1.0/invitations`, {
      method: 'POST',
      headers: { authorization: 'Bearer any', 'content-type': 'application/json' },
      body: JSON.stringify({ invitedUserEmailAddress: 'paul@b.example', inviteRedirectUrl: 'https://x.example/' }),
      signal: AbortSignal.timeout(30),
    });
    expect(await outcome(givingUp)).to.equal('cut');
    expect(await guests()).to.equal(1);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await guests()).to.equal(2);
  });

  it('leaves the pages and the control routes alone, and ends when told to', async () => {
    await control.setFaults({ kinds: ['dropped'] });
    expect((await fetch(`${tenant.url}/directory`)).status).to.equal(200);
    await control.clearFaults();
    expect(await control.faults()).to.deep.equal([]);
    expect((await call('/users')).status).to.equal(200);
  });

  it('refuses rules and settings that make no sense', async () => {
    for (const [path, body] of [
      ['/faults', { rate: 2, kinds: ['dropped'] }],
      ['/faults', { kinds: ['earthquake'] }],
      ['/faults', { match: { path: '(' } }],
      ['/settings', { replicationSeconds: -1 }],
      ['/settings', { colour: 'bleu' }],
    ] as const) {
      const response = await fetch(`${tenant.url}/_control${path}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      expect(response.status, JSON.stringify(body)).to.equal(400);
    }
    expect((await fetch(`${tenant.url}/_control/unknown`)).status).to.equal(404);
  });

  it('notes what was asked, without the token, and no more than the last 500', async () => {
    await invite('paul@boulangerie.example');
    await call("/users?$filter=mail%20eq%20'a'");
    const [first, second] = await control.requests();
    expect(first).to.deep.include({ method: 'POST', path: '/v1.0/invitations', status: 201, fault: null });
    expect(first?.body).to.have.property('invitedUserEmailAddress', 'paul@boulangerie.example');
    expect(second?.query).to.deep.equal({ $filter: "mail eq 'a'" });
    expect(JSON.stringify([first, second])).to.not.contain('Bearer');
    expect(await control.requests({ method: 'get', path: '/users$' })).to.have.length(1);
    for (let index = 0; index < 505; index += 1) await call('/users/nobody');
    expect(await control.requests()).to.have.length(500);
    await control.clearRequests();
    expect(await control.requests()).to.have.length(0);
  });

  it('lets a test accept for the guest, or delete it as an administrator would', async () => {
    const { invitedUser } = (await (await invite('paul@boulangerie.example')).json()) as {
      invitedUser: { id: string };
    };
    expect(await control.accept('paul@boulangerie.example')).to.include({ externalUserState: 'Accepted' });
    await control.deleteUser(invitedUser.id);
    expect((await fetch(`${tenant.url}/_control/users/${invitedUser.id}`, { method: 'DELETE' })).status).to.equal(404);
  });

  it('answers neither another site’s page nor another name for this machine', async () => {
    const reset = (headers: Record<string, string>) =>
      fetch(`${tenant.url}/_control/reset`, { method: 'POST', headers });
    expect((await reset({ origin: 'https://evil.example' })).status).to.equal(403);
    expect((await reset({ origin: tenant.url })).status).to.equal(204);
    const { request } = await import('node:http');
    const status = await new Promise((resolve) => {
      request(`${tenant.url}/outbox`, { headers: { host: 'evil.example' } }, (answer) => {
        answer.resume();
        resolve(answer.statusCode);
      }).end();
    });
    expect(status).to.equal(403);
  });
});

async function outcome(call: Promise<Response>): Promise<number | 'cut'> {
  return call.then(
    ({ status }) => status,
    () => 'cut',
  );
}
