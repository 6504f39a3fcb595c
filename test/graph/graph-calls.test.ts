import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TokenCredential } from '@azure/identity';
import { expect } from 'chai';
import { readConfig } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { addTeamMember } from '../../graph/add-team-member.ts';
import { checkMemberGroups } from '../../graph/check-member-groups.ts';
import { deleteGuest } from '../../graph/delete-guest.ts';
import { findSentMail } from '../../graph/find-sent-mail.ts';
import { findUsersByMail, odataString } from '../../graph/find-users-by-mail.ts';
import { getUser } from '../../graph/get-user.ts';
import { createGraphClient, type GraphClient } from '../../graph/graph-client.ts';
import { inviteGuest } from '../../graph/invite-guest.ts';
import { isTeamMember } from '../../graph/is-team-member.ts';
import { sendMail } from '../../graph/send-mail.ts';
import { TEAM } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

const CLAIRE = 'claire@boulangerie.example';
const MAILBOX = 'relais@vauban-conseil.example';
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : String(error));

describe('The calls to Graph', () => {
  let tenant: LocalTenant;
  let graph: GraphClient;
  let control: ReturnType<typeof controlOf>;
  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
    graph = createGraphClient(readConfig({ GRAPH_BASE_URL: tenant.url }));
  });
  beforeEach(() => control.reset());
  after(() => tenant.close());

  const invite = (email = CLAIRE) =>
    inviteGuest(graph, { email, displayName: 'Claire', redirectUrl: 'https://teams.microsoft.com/' });
  const ACTS: Record<string, () => Promise<unknown>> = {
    invite: () => invite(),
    sendMail: () => sendMail(graph, MAILBOX, { to: CLAIRE, subject: 's', html: 'h' }, '<a.1@vauban-conseil.example>'),
    findUsersByMail: () => findUsersByMail(graph, CLAIRE),
    getUser: () => getUser(graph, '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001'),
    findSentMail: () => findSentMail(graph, MAILBOX, '<a.1@vauban-conseil.example>'),
    addTeamMember: () => addTeamMember(graph, TEAM.aadGroupId, '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001'),
    isTeamMember: () => isTeamMember(graph, TEAM.aadGroupId, '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001'),
    checkMemberGroups: () => checkMemberGroups(graph, '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b001', [TEAM.aadGroupId]),
    deleteGuest: () => deleteGuest(graph, '1f0e6a52-8c1b-4c5e-a7d1-60c1a9f4b005'),
  };

  for (const [name, act] of Object.entries(ACTS)) {
    for (const [kind, code] of [
      ['unavailable', 'graph-unavailable'],
      ['gateway', 'graph-unavailable'],
      ['throttled', 'graph-throttled'],
      ['dropped', 'graph-unavailable'],
    ] as const) {
      it(`${name} makes one request on ${kind}: the SDK repeats nothing`, async () => {
        await control.setFaults({ kinds: [kind], retryAfter: 0 });
        expect(codeOf(await act().catch((error) => error))).to.equal(code);
        expect(await control.requests()).to.have.length(1);
      });
    }
  }

  it('wait for their token no longer than for an answer: without one in time, nothing was sent', async () => {
    let signal: AbortSignal | undefined;
    const deaf: TokenCredential = {
      getToken: (_scopes, options) => {
        signal = options?.abortSignal as AbortSignal;
        return new Promise(() => undefined);
      },
    };
    const config = readConfig({ GRAPH_BASE_URL: tenant.url });
    const slow = createGraphClient(config, { credential: deaf, timeoutMs: 100 });
    expect(codeOf(await getUser(slow, 'x').catch((error) => error))).to.equal('graph-unavailable');
    expect(signal?.aborted, 'the credential was told').to.equal(true);
    expect(await control.requests()).to.have.length(0);
  });

  it('have an identifier of their own each, that Graph’s side knows too', async () => {
    await findUsersByMail(graph, CLAIRE);
    await findUsersByMail(graph, CLAIRE);
    const ids = (await control.requests()).map(({ clientRequestId }) => clientRequestId);
    expect(ids[0]).to.match(/^[0-9a-f-]{36}$/);
    expect(new Set(ids).size).to.equal(2);
  });

  for (const email of [
    "o'brien+compta@x.example",
    'a&b@x.example',
    'a#b@x.example',
    'a%41@x.example',
    "x' or mail eq 'y@x.example",
    'tiret-et_souligne.point@sous.x.example',
  ]) {
    it(`look « ${email} » up as it is written`, async () => {
      const user = { userPrincipalName: `${email.length}@u.example`, mail: email, userType: 'Guest' } as const;
      const { id } = await control.putUser(user);
      const found = await findUsersByMail(graph, email);
      expect(found.map(({ entraObjectId }) => entraObjectId)).to.deep.equal([id]);
      const [request] = await control.requests();
      expect(request?.query.$filter).to.include(`mail eq '${email.replaceAll("'", "''")}'`);
    });
  }

  it('double every quote of a text', () => {
    expect(odataString("o'brien")).to.equal("'o''brien'");
    expect(odataString("'''")).to.equal("''''''''");
    expect(odataString('')).to.equal("''");
  });

  it('find a person by mail, by another mail and by proxy address, whatever the case', async () => {
    await control.putUser({ userPrincipalName: 'a@u.example', mail: CLAIRE.toUpperCase(), userType: 'Guest' });
    await control.putUser({ userPrincipalName: 'b@u.example', otherMails: [CLAIRE] });
    await control.putUser({ userPrincipalName: 'c@u.example', proxyAddresses: [`smtp:${CLAIRE}`] });
    expect(await findUsersByMail(graph, CLAIRE)).to.have.length(3);
  });

  it('tell guests from members, even when the kind was changed by hand or is not given', async () => {
    const base = { accountEnabled: true };
    const EXT = 'x_y.example#EXT#@z.example';
    for (const [user, kind] of [
      [{ userPrincipalName: 'a@u.example', userType: 'Member' }, 'member'],
      [{ userPrincipalName: 'a@u.example', userType: 'Guest' }, 'guest'],
      [{ userPrincipalName: EXT, userType: 'Member' }, 'guest'],
      [{ userPrincipalName: EXT, userType: null }, 'guest'],
      [{ userPrincipalName: 'a@u.example', userType: null }, 'unknown'],
    ] as const) {
      const answers: GraphClient = { request: () => Promise.resolve({ id: '1', ...base, ...user } as never) };
      expect((await getUser(answers, '1'))?.kind).to.equal(kind);
    }
  });

  it('know nothing of an acceptance that Graph does not state', async () => {
    const stub = (externalUserState: string | null): GraphClient => ({
      request: () => Promise.resolve({ id: '1', externalUserState } as never),
    });
    expect((await getUser(stub(null), '1'))?.acceptance).to.equal('unknown');
    expect((await getUser(stub('SomethingNew'), '1'))?.acceptance).to.equal('unknown');
    expect((await getUser(stub('Accepted'), '1'))?.acceptance).to.equal('accepted');
    expect((await getUser(stub('PendingAcceptance'), '1'))?.acceptance).to.equal('pending');
  });

  it('say « nobody » of an unknown id, and « already there » is a success', async () => {
    expect(await getUser(graph, '00000000-0000-4000-8000-000000000000')).to.equal(undefined);
    await ACTS.addTeamMember!();
    expect(await ACTS.isTeamMember!()).to.equal(true);
    expect(await isTeamMember(graph, TEAM.aadGroupId, '00000000-0000-4000-8000-000000000000')).to.equal(false);
  });

  it('send a mail that can be found by its Message-ID, and not by another', async () => {
    await ACTS.sendMail!();
    expect(await ACTS.findSentMail!()).to.equal(true);
    expect(await findSentMail(graph, MAILBOX, '<a.2@vauban-conseil.example>')).to.equal(false);
    expect(await findSentMail(graph, 'autre@vauban-conseil.example', '<a.1@x>')).to.equal(undefined);
  });

  it('invite twice into the same guest with two links', async () => {
    const [one, two] = [await invite(), await invite(CLAIRE.toUpperCase())];
    expect(two.entraObjectId).to.equal(one.entraObjectId);
    expect(two.redeemUrl).to.not.equal(one.redeemUrl);
    expect(one.isAccepted).to.equal(false);
    await control.accept(CLAIRE);
    expect((await invite()).isAccepted).to.equal(true);
  });
});

describe('A Graph that does not answer', () => {
  let server: Server;
  let graph: GraphClient;
  const seen: IncomingMessage[] = [];
  let answer: (request: IncomingMessage, respond: (status: number, body: string) => void) => void;
  before(async () => {
    server = createServer((request, response) => {
      seen.push(request);
      answer(request, (status, body) => response.writeHead(status, { 'content-type': 'application/json' }).end(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    graph = createGraphClient(readConfig({ GRAPH_BASE_URL: url }));
  });
  beforeEach(() => {
    seen.length = 0;
  });
  after(() => {
    server.closeAllConnections();
    server.close();
  });

  it('is given ten seconds, and one request', async () => {
    answer = () => undefined;
    const limits: number[] = [];
    const { timeout } = AbortSignal;
    AbortSignal.timeout = (ms) => {
      limits.push(ms);
      return timeout.call(AbortSignal, 100);
    };
    try {
      expect(codeOf(await deleteGuest(graph, 'x').catch((e) => e))).to.equal('graph-unavailable');
    } finally {
      AbortSignal.timeout = timeout;
    }
    expect(limits).to.deep.equal([10_000]);
    expect(seen).to.have.length(1);
  });

  for (const [what, body] of [
    ['no JSON', '<html>'],
    ['half of one', '{"value": ['],
    ['another shape', '{"value": [{"mail": 1}]}'],
    ['no value', '{}'],
  ]) {
    it(`or answers ${what}: a failure, never an empty list`, async () => {
      answer = (_, respond) => respond(200, body!);
      const outcome = await findUsersByMail(graph, CLAIRE).catch((e) => e);
      expect(outcome).to.be.instanceOf(Error);
    });
  }

  it('or refuses without a body: the status alone tells', async () => {
    answer = (_, respond) => respond(503, '');
    expect(codeOf(await getUser(graph, 'x').catch((e) => e))).to.equal('graph-unavailable');
    answer = (_, respond) => respond(404, '');
    expect(await getUser(graph, 'x')).to.equal(undefined);
  });

  it('is asked under v1.0 with a token, and nowhere else', async () => {
    answer = (_, respond) => respond(200, '{"value": []}');
    await findUsersByMail(graph, CLAIRE);
    expect(seen[0]?.url).to.match(/^\/v1\.0\/users\?/);
    expect(seen[0]?.headers.authorization).to.equal('Bearer local');
  });
});
