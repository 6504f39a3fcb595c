import { expect } from 'chai';
import { readConfig } from '../../config.ts';
import { AppError } from '../../errors.ts';
import { batched } from '../../graph/batched.ts';
import { findUsersByMail } from '../../graph/find-users-by-mail.ts';
import { foldInvitationError } from '../../graph/fold-invitation-error.ts';
import { getUser } from '../../graph/get-user.ts';
import { createGraphClient, type GraphCall, type GraphClient } from '../../graph/graph-client.ts';
import { inviteGuest } from '../../graph/invite-guest.ts';
import { kindOfCall } from '../../graph/kind-of-call.ts';
import { createPace } from '../../graph/pace.ts';
import { sendMail } from '../../graph/send-mail.ts';
import { setUpLog } from '../../log.ts';
import { PEOPLE } from '../../playground/firm.ts';
import { controlOf } from '../../playground/tenant/control-client.ts';
import { type LocalTenant, startLocalTenant } from '../../playground/tenant/server.ts';

type Inner = { id: string; method: string; url: string; headers: Record<string, string>; body?: unknown };
type Answer = { id: string; status: number; headers?: Record<string, string>; body?: unknown };

const MAILBOX = '/users/relais%40vauban-conseil.example';
const get = (name: string | number): GraphCall => ({ method: 'GET', path: `/users/${name}` });
const INVITE: GraphCall = { method: 'POST', path: '/invitations', body: {} };
const codeOf = (error: unknown) => (error instanceof AppError ? error.code : `none: ${String(error)}`);
const wait = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const error = (code: string, message = 'x') => ({ error: { code, message } });

/** A Graph that answers a batch as told, notes what it was asked, and answers anything else with its path. */
function graphOf(answer: (inner: Inner, all: Inner[]) => Partial<Answer> | undefined = ok, order = reversed) {
  const asked: GraphCall[] = [];
  const at: number[] = [];
  const graph: GraphClient = {
    async request<Result>(call: GraphCall): Promise<Result> {
      asked.push(call);
      at.push(performance.now());
      await wait(1);
      if (call.path !== '/$batch') return { alone: call.path } as Result;
      const all = innerOf(call);
      const answers = all.flatMap((inner) => {
        const one = answer(inner, all);
        return one ? [{ id: inner.id, status: 200, ...one }] : [];
      });
      return { responses: order(answers) } as Result;
    },
  };
  return { graph, asked, at, batches: () => asked.filter(({ path }) => path === '/$batch').map(innerOf) };
}
const ok = ({ url }: Inner): Partial<Answer> => ({ body: { inner: url } });
const reversed = <Item>(items: Item[]) => [...items].reverse();
const innerOf = ({ body }: GraphCall) => (body as { requests: Inner[] }).requests;
/** The failure of each, or what it gave. */
const outcomes = (acts: Promise<unknown>[]) => Promise.all(acts.map((act) => act.catch((failure: unknown) => failure)));

setUpLog('silent', 'test');

describe('Requests of one moment', () => {
  it('travel in one batch, and each caller has their own answer, in whatever order the answers come', async () => {
    const { graph, asked, batches } = graphOf();
    const client = batched(graph);
    const answers = await Promise.all([0, 1, 2, 3, 4].map((i) => client.request(get(i))));
    expect(answers).to.deep.equal([0, 1, 2, 3, 4].map((i) => ({ inner: `/users/${i}` })));
    expect(asked).to.have.length(1);
    expect(asked[0]).to.include({ method: 'POST', path: '/$batch' });
    const ids = batches()[0]!.map(({ id }) => id);
    expect(new Set(ids).size).to.equal(5);
  });

  it('go twenty at a time', async () => {
    const { graph, batches } = graphOf();
    const client = batched(graph);
    const answers = await Promise.all(Array.from({ length: 45 }, (_, i) => client.request(get(i))));
    expect(batches().map(({ length }) => length)).to.deep.equal([20, 20, 5]);
    expect(answers).to.deep.equal(Array.from({ length: 45 }, (_, i) => ({ inner: `/users/${i}` })));
  });

  it('are of one moment when a few milliseconds apart; a later one goes by itself', async () => {
    const { graph, asked } = graphOf();
    const client = batched(graph);
    const first = [client.request(get(1))];
    await wait(1);
    first.push(client.request(get(2)));
    await Promise.all(first);
    await wait(50);
    await client.request(get(3));
    expect(asked.map(({ path }) => path)).to.deep.equal(['/$batch', '/users/3']);
  });

  it('do not wait for ever for others that keep coming', async () => {
    const { graph, at } = graphOf();
    const client = batched(graph);
    const startedAt = performance.now();
    const acts: Promise<unknown>[] = [];
    while (performance.now() - startedAt < 120) {
      if (acts.length < 19) acts.push(client.request(get(acts.length)));
      await wait(4);
    }
    await Promise.all(acts);
    expect(at[0]! - startedAt).to.be.lessThan(100);
  });

  it('go as they are when there is only one', async () => {
    const { graph, asked } = graphOf();
    const call = { ...get(1), headers: { consistencylevel: 'eventual' } };
    expect(await batched(graph).request(call)).to.deep.equal({ alone: '/users/1' });
    expect(asked).to.deep.equal([call]);
  });

  it('keep their headers, path and body; a body is given its type, an identifier goes with each', async () => {
    const { graph, batches } = graphOf();
    const client = batched(graph);
    await Promise.all([
      client.request({ method: 'GET', path: "/users?$filter=mail%20eq%20'a%2Bb'", headers: { prefer: 'x' } }),
      client.request({ method: 'POST', path: '/invitations', body: { a: 1 } }),
      client.request({ method: 'POST', path: '/users/1/revokeSignInSessions' }),
      client.request({ method: 'DELETE', path: '/users/1' }),
    ]);
    const [read, invite, bare, remove] = batches()[0]!;
    expect(read).to.deep.include({ method: 'GET', url: "/users?$filter=mail%20eq%20'a%2Bb'" });
    expect(read?.headers).to.include({ prefer: 'x' }).and.not.to.have.property('content-type');
    expect(invite).to.deep.include({ method: 'POST', url: '/invitations', body: { a: 1 } });
    expect(invite?.headers).to.include({ 'content-type': 'application/json' });
    expect(bare).to.deep.include({ body: {} });
    expect(remove).to.not.have.property('body');
    const ids = batches()[0]!.map(({ headers }) => headers['client-request-id']);
    expect(new Set(ids).size).to.equal(4);
  });

  it('with an answer without a body give undefined, as alone', async () => {
    const { graph } = graphOf(() => ({ status: 204 }));
    const client = batched(graph);
    const answers = await Promise.all([get(1), get(2)].map((call) => client.request(call)));
    expect(answers).to.deep.equal([undefined, undefined]);
  });
});

describe('A failure within a batch', () => {
  it('strikes its own caller only, under an outer 200', async () => {
    const { graph, asked } = graphOf(({ url }) => {
      if (url === '/users/1') return { status: 404, body: error('Request_ResourceNotFound') };
      if (url === '/users/2') return { status: 429, headers: { 'Retry-After': '0' }, body: error('TooManyRequests') };
      if (url === '/users/3') return { status: 503, body: error('ServiceUnavailable') };
      if (url === '/users/4') return { status: 403, body: error('Authorization_RequestDenied') };
      return { body: { inner: url } };
    });
    const client = batched(graph);
    const [fine, ...failures] = await outcomes([0, 1, 2, 3, 4].map((i) => client.request(get(i))));
    expect(fine).to.deep.equal({ inner: '/users/0' });
    expect(failures.map(codeOf)).to.deep.equal([
      'graph-not-found',
      'graph-throttled',
      'graph-unavailable',
      'graph-permission-missing',
    ]);
    expect(asked, 'nothing is repeated').to.have.length(1);
  });

  it('has a cause in the shape of the SDK’s, from which refusals of an invitation are read', async () => {
    const message = "The domain of the user's email address is a verified domain of this directory.";
    const { graph } = graphOf(() => ({
      status: 400,
      headers: { 'x-ms-ags-diagnostic': 'é', 'Bad name': 'x' },
      body: { error: { code: 'BadRequest', message, innerError: { 'request-id': 'r-1' } } },
    }));
    const client = batched(graph);
    const [failure] = await outcomes([client.request(INVITE), client.request(INVITE)]);
    expect(failure).to.include({ code: 'graph-refused', message: 'graph-refused: 400 BadRequest' });
    expect((failure as AppError).cause).to.include({ statusCode: 400, code: 'BadRequest', message, requestId: 'r-1' });
    expect(foldInvitationError(failure)).to.include({ code: 'invitation-own-domain' });
  });

  for (const [what, body] of [
    ['no body', undefined],
    ['a text', 'PGh0bWw+'],
    ['another shape', { error: 'sorry' }],
  ] as const) {
    it(`with ${what} tells by its status alone`, async () => {
      const { graph } = graphOf(() => ({ status: 404, body }));
      const client = batched(graph);
      const [failure] = await outcomes([client.request(get(1)), client.request(get(2))]);
      expect(failure).to.include({ code: 'graph-not-found', message: 'graph-not-found: 404 Error' });
    });
  }

  it('to answer a request at all leaves its effect unknown', async () => {
    const { graph } = graphOf((inner) => (inner.url === '/users/2' ? undefined : ok(inner)));
    const client = batched(graph);
    const [one, two, three] = await outcomes([1, 2, 3].map((i) => client.request(get(i))));
    expect([one, three]).to.deep.equal([{ inner: '/users/1' }, { inner: '/users/3' }]);
    expect(two).to.include({ code: 'graph-unavailable', isRetryable: true });
  });

  for (const [what, outer] of [
    ['without answers', {}],
    ['of another shape', { responses: 'x' }],
    ['with answers that cannot be read', { responses: [null, { id: '1' }, { id: 2, status: 200 }, { status: 200 }] }],
    ['that is empty', undefined],
  ] as const) {
    it(`and so does an outer answer ${what}`, async () => {
      const client = batched({ request: () => Promise.resolve(outer as never) });
      const failures = await outcomes([client.request(get(1)), client.request(get(2))]);
      expect(failures.map(codeOf)).to.deep.equal(['graph-unavailable', 'graph-unavailable']);
    });
  }

  it('twice for one request: the first answer counts, and nobody has another’s', async () => {
    const { graph } = graphOf(ok, (answers) => [...answers, ...answers.map((one) => ({ ...one, body: 'second' }))]);
    const client = batched(graph);
    const answers = await Promise.all([client.request(get(1)), client.request(get(2))]);
    expect(answers).to.deep.equal([{ inner: '/users/1' }, { inner: '/users/2' }]);
  });
});

describe('A failure of the whole batch', () => {
  const failing = (failure: unknown) => batched({ request: () => Promise.reject(failure) });
  const both = (client: GraphClient) => outcomes([client.request(get(1)), client.request(INVITE)]);

  it('is everybody’s', async () => {
    const failures = await both(failing(new AppError('graph-unavailable', { because: '503' })));
    expect(failures.map(codeOf)).to.deep.equal(['graph-unavailable', 'graph-unavailable']);
    expect(failures[0], 'each has a reference of their own').to.not.equal(failures[1]);
  });

  it('by throttling says to each when to come back', async () => {
    const failures = await both(failing(new AppError('graph-throttled', { retryAfterSeconds: 120 })));
    for (const failure of failures) expect(failure).to.include({ code: 'graph-throttled', retryAfterSeconds: 120 });
  });

  for (const code of ['graph-not-found', 'graph-refused', 'graph-permission-missing', 'graph-conflict'] as const) {
    it(`by ${code} says nothing of those within: nobody is gone, nobody is refused`, async () => {
      const client = failing(new AppError(code, { cause: { message: 'This domain is blocked by policy' } }));
      const failures = await both(client);
      expect(failures.map(codeOf)).to.deep.equal(['graph-unavailable', 'graph-unavailable']);
      expect(foldInvitationError(failures[1])).to.equal(failures[1]);
    });
  }
});

describe('What goes to the mailbox', () => {
  const mail = (i: number): GraphCall => ({ method: 'POST', path: `${MAILBOX}/sendMail`, body: { i } });

  it('never travels in a batch, three at a time at most', async () => {
    let now = 0;
    let most = 0;
    const paths: string[] = [];
    const client = batched({
      async request({ path }: GraphCall) {
        paths.push(path);
        now += 1;
        most = Math.max(most, now);
        await wait(5);
        now -= 1;
        return undefined as never;
      },
    });
    const look: GraphCall = { method: 'GET', path: `${MAILBOX}/mailFolders/sentitems/messages?$select=id` };
    await Promise.all([...Array.from({ length: 10 }, (_, i) => client.request(mail(i))), client.request(look)]);
    expect(paths).to.have.length(11).and.not.include('/$batch');
    expect(most).to.equal(3);
  });

  it('shares its line among all the clients made of one Graph', async () => {
    let now = 0;
    let most = 0;
    const graph: GraphClient = {
      async request() {
        most = Math.max(most, ++now);
        await wait(5);
        now -= 1;
        return undefined as never;
      },
    };
    const clients = [batched(graph), batched(graph)];
    await Promise.all(Array.from({ length: 10 }, (_, i) => clients[i % 2]!.request(mail(i))));
    expect(most).to.equal(3);
  });

  it('leaves the line again after a failure', async () => {
    const client = batched({ request: () => Promise.reject(new AppError('graph-unavailable')) });
    const failures = await outcomes(Array.from({ length: 8 }, (_, i) => client.request(mail(i))));
    expect(failures.map(codeOf)).to.deep.equal(Array(8).fill('graph-unavailable'));
  });

  it('fails as throttled, without having been sent, when its turn does not come in time', async () => {
    const pace = createPace();
    let release = () => {};
    const blocked = new Promise<void>((resolve) => {
      release = resolve;
    });
    const inside = [1, 2, 3].map(() => pace.mailbox.pass(performance.now() + 1_000, () => blocked));
    let wasSent = false;
    const late = pace.mailbox.pass(performance.now() + 20, async () => {
      wasSent = true;
    });
    expect(await late.catch((failure) => failure)).to.include({ code: 'graph-throttled', retryAfterSeconds: 5 });
    release();
    await Promise.all(inside);
    expect(wasSent).to.equal(false);
    // The place of whoever gave up is not lost.
    await pace.mailbox.pass(performance.now() + 20, async () => undefined);
  });
});

describe('The pace', () => {
  const limited = (most: number, windowMs: number) => createPace({ invitation: { most, windowMs } });

  it('lets no more invitations go within any window than it should, and fails none', async () => {
    const { graph, batches, at } = graphOf();
    const client = batched(graph, limited(6, 150));
    await Promise.all(Array.from({ length: 16 }, () => client.request(INVITE)));
    expect(batches().flat()).to.have.length(16);
    const departures = at.flatMap((moment, i) => Array(batches()[i]!.length).fill(moment) as number[]);
    for (const [i, moment] of departures.entries()) {
      const earlier = departures[i - 6];
      if (earlier !== undefined) expect(moment - earlier).to.be.at.least(120);
    }
  });

  it('is kept by invitations without holding up the rest', async () => {
    const { graph } = graphOf();
    const client = batched(graph, limited(1, 300));
    const startedAt = performance.now();
    const second = Promise.all([client.request(INVITE), client.request(INVITE)]);
    await Promise.all([client.request(get(1)), client.request(get(2))]);
    expect(performance.now() - startedAt).to.be.lessThan(200);
    await second;
    expect(performance.now() - startedAt).to.be.at.least(290);
  });

  it('sends away as throttled whoever would wait more than a few seconds', async () => {
    const { graph, batches } = graphOf();
    const client = batched(graph, limited(2, 60_000));
    const [one, two, three] = await outcomes([INVITE, INVITE, INVITE].map((call) => client.request(call)));
    expect([one, two]).to.deep.equal([{ inner: '/invitations' }, { inner: '/invitations' }]);
    expect(three).to.include({ code: 'graph-throttled', retryAfterSeconds: 60 });
    expect(batches().flat()).to.have.length(2);
  });

  it('is four a second for each team, as Teams has it', async () => {
    const { graph } = graphOf();
    const client = batched(graph);
    const startedAt = performance.now();
    const members = (team: string) => Array.from({ length: 4 }, () => client.request(toTeam(team)));
    await Promise.all([...members('a'), ...members('b')]);
    expect(performance.now() - startedAt).to.be.lessThan(500);
    await client.request(toTeam('a'));
    expect(performance.now() - startedAt).to.be.at.least(990);
  });
  const toTeam = (team: string): GraphCall => ({ method: 'GET', path: `/teams/${team}/members` });

  it('knows each call of ours by what Graph counts together', () => {
    for (const [call, kind] of [
      ['POST /invitations', 'invitation'],
      ['GET /users?$filter=x', 'directory-read'],
      ['GET /users/1?$select=id', 'directory-read'],
      ['POST /users/1/checkMemberGroups', 'directory-read'],
      ['DELETE /users/1', 'directory-write'],
      ['POST /users/a%40b/sendMail', 'mailbox'],
      ['GET /users/a%40b/mailFolders/sentitems/messages?$filter=x', 'mailbox'],
      ['POST /teams/T1/members', 'team:t1'],
      ['DELETE /teams/T1/members/x', 'team:t1'],
    ] as const) {
      const [method, path] = call.split(' ') as [GraphCall['method'], string];
      expect(kindOfCall({ method, path }), call).to.equal(kind);
    }
  });
});

describe('After an answer with Retry-After', () => {
  const throttledOnce = (retryAfter: string, status = 429) => {
    let isFirst = true;
    return graphOf((inner) => {
      if (!isFirst || inner.url !== '/invitations') return ok(inner);
      isFirst = false;
      return { status, headers: { 'retry-after': retryAfter }, body: error('TooManyRequests') };
    });
  };

  for (const status of [429, 503]) {
    it(`nothing more of that kind goes before it is over (${status}); other kinds do`, async () => {
      const { graph, asked, at } = throttledOnce('1', status);
      const client = batched(graph);
      await outcomes([client.request(INVITE), client.request(INVITE)]);
      const answeredAt = performance.now();
      const later = Promise.all([client.request(INVITE), client.request(INVITE)]);
      await client.request(get(1));
      expect(performance.now() - answeredAt).to.be.lessThan(500);
      expect(await later).to.deep.equal([{ inner: '/invitations' }, { inner: '/invitations' }]);
      expect(asked.map(({ path }) => path)).to.deep.equal(['/$batch', '/users/1', '/$batch']);
      expect(at[2]! - answeredAt).to.be.at.least(990);
    });
  }

  it('that is long, the rest fails at once with the time that is left, unsent', async () => {
    const { graph, asked } = throttledOnce('90');
    const client = batched(graph);
    await outcomes([client.request(INVITE), client.request(INVITE)]);
    const failure = await client.request(INVITE).catch((failed: unknown) => failed);
    expect(failure).to.include({ code: 'graph-throttled', isRetryable: true });
    expect((failure as AppError).retryAfterSeconds).to.be.within(89, 90);
    expect(await outcomes([batched(graph).request(INVITE)]), 'another client of the same Graph')
      .to.have.nested.property('[0].code')
      .that.equals('graph-throttled');
    expect(asked).to.have.length(1);
  });

  it('even those wait that were gathered before it came', async () => {
    const second: Promise<unknown>[] = [];
    let batches = 0;
    const client = batched({
      async request<Result>(call: GraphCall): Promise<Result> {
        batches += 1;
        // Asked for while the first are on their way, whose answer is there before these leave.
        second.push(client.request(INVITE), client.request(INVITE));
        const headers = { 'retry-after': '60' };
        return { responses: innerOf(call).map(({ id }) => ({ id, status: 429, headers })) } as Result;
      },
    });
    await outcomes([client.request(INVITE), client.request(INVITE)]);
    for (const failure of await outcomes(second)) {
      expect(failure).to.include({ code: 'graph-throttled' });
      expect((failure as AppError).message).to.include('no turn');
    }
    expect(batches).to.equal(1);
  });

  it('to the batch as a whole, nothing at all goes', async () => {
    const client = batched({
      request: () => Promise.reject(new AppError('graph-throttled', { retryAfterSeconds: 60 })),
    });
    await outcomes([client.request(get(1)), client.request(get(2))]);
    const mail: GraphCall = { method: 'POST', path: `${MAILBOX}/sendMail`, body: {} };
    const failures = await outcomes([get(1), INVITE, mail].map((call) => client.request(call)));
    for (const failure of failures) expect((failure as AppError).message).to.include('no turn');
  });

  it('to a request that went alone, the same holds', async () => {
    const asked: string[] = [];
    const client = batched({
      request({ path }: GraphCall) {
        asked.push(path);
        return Promise.reject(new AppError('graph-throttled', { retryAfterSeconds: 60 }));
      },
    });
    await outcomes([client.request(INVITE)]);
    const failures = await outcomes([client.request(INVITE), client.request(INVITE)]);
    expect(failures.map(codeOf)).to.deep.equal(['graph-throttled', 'graph-throttled']);
    expect(asked).to.deep.equal(['/invitations']);
  });
});

describe('A batch at the local tenant', () => {
  let tenant: LocalTenant;
  let graph: GraphClient;
  let control: ReturnType<typeof controlOf>;
  before(async () => {
    tenant = await startLocalTenant({ port: 0 });
    control = controlOf(tenant.url);
  });
  beforeEach(async () => {
    await control.reset();
    graph = createGraphClient(readConfig({ GRAPH_BASE_URL: tenant.url }));
  });
  after(() => tenant.close());

  const redirectUrl = 'https://teams.microsoft.com/';
  const address = (i: number) => `client${i}@boulangerie.example`;
  const invite = (client: GraphClient, email: string) => inviteGuest(client, { email, displayName: 'C', redirectUrl });

  it('brings each act what it brings alone, awkward addresses included', async () => {
    const client = batched(graph);
    const emails = ["o'brien+compta@x.example", 'a&b@x.example', 'a#b@x.example', PEOPLE[4].email];
    await control.putUser({ userPrincipalName: 'a@u.example', mail: emails[1], userType: 'Guest' });
    await control.putUser({ userPrincipalName: 'b@u.example', mail: emails[2], userType: 'Guest' });
    await invite(graph, emails[0]!);
    const together = await Promise.all(emails.map((email) => findUsersByMail(client, email)));
    const alone = await Promise.all(emails.map((email) => findUsersByMail(graph, email)));
    expect(together).to.deep.equal(alone);
    expect(together.map(({ length }) => length)).to.deep.equal([1, 1, 1, 1]);
    const http = (await control.requests()).filter(({ batchId }) => batchId === null);
    expect(http.filter(({ path }) => path === '/v1.0/$batch')).to.have.length(1);
  });

  for (const kind of [
    'throttled',
    'unavailable',
    'unavailable-after',
    'gateway',
    'forbidden',
    'server-error',
    'dropped',
    'dropped-after',
  ] as const) {
    it(`folds ${kind} within as it does alone`, async () => {
      await control.setFaults({ kinds: [kind], retryAfter: 120, match: { path: '/invitations$' } });
      const alone = (await invite(graph, address(0)).catch((failed: unknown) => failed)) as AppError;
      const client = batched(graph);
      const failures = await outcomes([invite(client, address(1)), invite(client, address(2))]);
      for (const failure of failures) {
        const { code, retryAfterSeconds } = alone;
        expect(failure).to.include({ code, retryAfterSeconds });
      }
    });
  }

  it('that is cut by the time limit leaves every one of them unknown', async () => {
    await control.setFaults({ latencyMs: 400, match: { path: '/\\$batch' } });
    const timeout = AbortSignal.timeout;
    AbortSignal.timeout = (ms) => timeout.call(AbortSignal, ms / 100);
    try {
      const client = batched(graph);
      const failures = await outcomes([invite(client, address(1)), invite(client, address(2)), getUser(client, 'x')]);
      expect(failures.map(codeOf)).to.deep.equal(['graph-unavailable', 'graph-unavailable', 'graph-unavailable']);
    } finally {
      AbortSignal.timeout = timeout;
    }
    await wait(400);
    expect((await control.state()).counts.invitations, 'they were made all the same').to.equal(2);
  });

  it('of which a mail is never part', async () => {
    const client = batched(graph);
    const mail = (i: number) =>
      sendMail(
        client,
        'relais@vauban-conseil.example',
        { to: address(i), subject: 's', html: 'h' },
        `<${i}@v.example>`,
      );
    await Promise.all([1, 2, 3, 4, 5].map(mail));
    const requests = await control.requests();
    expect(requests).to.have.length(5);
    expect(requests.every(({ batchId }) => batchId === null)).to.equal(true);
  });

  it('stays below Microsoft’s limit on invitations, and fails none: 200 take a moment longer', async () => {
    await control.setSettings({ invitationsPer5s: 150 });
    const client = batched(graph);
    const startedAt = performance.now();
    for (const hundred of [0, 100]) {
      await Promise.all(Array.from({ length: 100 }, (_, i) => invite(client, address(hundred + i))));
    }
    expect(performance.now() - startedAt).to.be.within(7_400, 12_000);
    expect((await control.state()).counts.invitations).to.equal(200);
    expect((await control.requests({ path: '/\\$batch' })).length).to.be.at.most(20);
  });
});
