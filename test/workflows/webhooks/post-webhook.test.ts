import type { LookupAddress } from 'node:dns';
import { type AddressInfo, createServer, type LookupFunction, type Server, Socket } from 'node:net';
import { expect } from 'chai';
import { postWebhook } from '../../../workflows/webhooks/post-webhook.ts';
import { startWebhookReceiver, type WebhookReceiver } from '../../support/webhook-receiver.ts';

const BODY = Buffer.from('{"id":"é"}');
const HEADERS = { 'relais-delivery': 'import:1' };

/** Names as some server of names would tell them: each time the next list. */
function namesOf(...answers: (string[] | Error)[]) {
  const asked: string[] = [];
  const lookup = ((hostname, options, callback) => {
    const answer = answers[Math.min(asked.length, answers.length - 1)]!;
    asked.push(hostname);
    if (answer instanceof Error) return callback(answer, []);
    const addresses: LookupAddress[] = answer.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    if (options.all) callback(null, addresses);
    else callback(null, addresses[0]!.address, addresses[0]!.family);
  }) as LookupFunction;
  return { lookup, asked };
}

describe('Calling a partner’s server', () => {
  let receiver: WebhookReceiver;
  before(async () => {
    receiver = await startWebhookReceiver();
  });
  beforeEach(() => {
    receiver.clearAnswers();
    receiver.told.length = 0;
  });
  after(() => receiver.close());

  const post = (calling = {}, url = receiver.url) => postWebhook(url, BODY, HEADERS, calling);

  it('posts the very bytes that were signed, with their type', async () => {
    expect(await post()).to.deep.equal({ status: 204 });
    const [told] = receiver.told;
    expect(told).to.include({ raw: BODY.toString('utf8'), path: '/relais' });
    expect(told!.headers).to.include({ ...HEADERS, 'content-type': 'application/json', 'content-length': '11' });
  });

  for (const status of [200, 201, 299, 400, 401, 404, 410, 500, 502]) {
    it(`gives the status ${status} as it is, once`, async () => {
      receiver.answerNext({ status, headers: { 'retry-after': '60' } });
      expect(await post()).to.deep.equal({ status });
      expect(receiver.told).to.have.length(1);
    });
  }

  for (const status of [301, 302, 303, 307, 308]) {
    it(`does not follow the redirect of ${status}`, async () => {
      receiver.answerNext({ status, headers: { location: `${receiver.url}/ailleurs` } });
      expect(await post()).to.deep.equal({ status });
      expect(receiver.told.map(({ path }) => path)).to.deep.equal(['/relais']);
    });
  }

  it('honours Retry-After for 429 and 503: seconds or a date, of a day at most', async () => {
    const waits: unknown[] = [];
    const date = new Date(Date.now() + 600_000).toUTCString();
    for (const after of ['120', '0', date, '31536000', 'demain', '-5', new Date(0).toUTCString()]) {
      receiver.answerNext({ status: 503, headers: { 'retry-after': after } });
      const called = await post();
      waits.push('status' in called ? called.retryAfterSeconds : called);
    }
    expect(waits.toSpliced(2, 1)).to.deep.equal([120, 0, 86_400, undefined, undefined, undefined]);
    expect(waits[2]).to.be.within(500, 601);
    receiver.answerNext({ status: 429, headers: { 'retry-after': '7' } });
    expect(await post()).to.deep.equal({ status: 429, retryAfterSeconds: 7 });
  });

  it('waits no longer than it may for an answer, nor for the end of one', async () => {
    receiver.answerNext('hang');
    expect(await post({ timeoutMs: 50 })).to.deep.include({ fault: 'timeout' });
    receiver.answerNext('trickle');
    expect(await post({ timeoutMs: 2_000 })).to.deep.equal({ status: 200 });
  });

  it('waits no longer for a greeting that never comes', async () => {
    const mute = await listen(createServer(() => undefined));
    expect(await post({ timeoutMs: 50 }, `https://127.0.0.1:${mute.port}/`)).to.deep.include({ fault: 'timeout' });
    await mute.close();
  });

  it('takes a few kilobytes of an answer at most', async () => {
    receiver.answerNext('endless');
    expect(await post()).to.deep.equal({ status: 200 });
    for (let waited = 0; receiver.isPouring && waited < 5_000; waited += 20)
      await new Promise((go) => setTimeout(go, 20));
    expect(receiver.isPouring).to.equal(false);
    // What the system's own buffers held beside.
    expect(receiver.sent).to.be.lessThan(32 * 1_024 * 1_024);
  });

  it('says why there was no answer', async () => {
    receiver.answerNext('drop', 'upgrade');
    expect(await post()).to.deep.include({ fault: 'connection-lost' });
    expect(await post()).to.deep.include({ fault: 'connection-lost' });
    const closed = await listen(createServer());
    await closed.close();
    expect(await post({}, `http://127.0.0.1:${closed.port}/`)).to.deep.equal({
      ...{ fault: 'connection-refused', cause: 'ECONNREFUSED' },
    });
    // A server that speaks no TLS.
    expect(await post({}, `https://127.0.0.1:${receiver.port}/`)).to.deep.include({ fault: 'certificate' });
  });

  describe('at a name', () => {
    const PRIVATE = [
      ...[
        '127.0.0.1',
        '10.0.0.5',
        '172.16.0.1',
        '192.168.1.1',
        '169.254.169.254',
        '100.64.0.1',
        '0.0.0.0',
        '224.0.0.1',
      ],
      ...['168.63.129.16', '::1', '::', 'fe80::1', 'fd00:ec2::254', '::ffff:127.0.0.1', '::ffff:8.8.8.8', 'ff02::1'],
    ];
    let connections: Connections;
    beforeEach(() => {
      connections = watchConnections();
    });
    afterEach(() => connections.stop());

    for (const address of PRIVATE) {
      it(`that leads to ${address}, no connection is made`, async () => {
        const names = namesOf([address]);
        const url = `http://api.pulsar.example:${receiver.port}/`;
        expect(await post(names, url)).to.deep.include({ fault: 'address-private' });
        expect(names.asked).to.deep.equal(['api.pulsar.example']);
        expect(receiver.told).to.deep.equal([]);
      });
    }

    it('one of whose addresses is private, none is called, and none at all is no address', async () => {
      for (const addresses of [['8.8.8.8', '10.0.0.5'], ['2606:4700::1', '::1'], []]) {
        const called = await post(namesOf(addresses), 'http://api.pulsar.example/');
        expect(called).to.deep.include({ fault: 'address-private' });
      }
      expect(connections.to).to.deep.equal([]);
    });

    it('that nobody knows, no connection is made', async () => {
      const unknown = Object.assign(new Error('no such name'), { code: 'ENOTFOUND' });
      expect(await post(namesOf(unknown), 'http://api.pulsar.example/')).to.deep.include({ fault: 'name-unknown' });
    });

    it('waits no longer for it than for an answer', async () => {
      const never = (() => undefined) as unknown as LookupFunction;
      const called = await post({ lookup: never, timeoutMs: 50 }, 'http://api.pulsar.example/');
      expect(called).to.deep.include({ fault: 'timeout' });
    });

    it('asks once, and connects to the addresses that were checked, whatever the name leads to a moment later', async () => {
      const names = namesOf(['8.8.8.8', '2606:4700::1'], ['10.0.0.5']);
      expect(await post(names, 'http://api.pulsar.example/')).to.deep.include({ fault: 'connection-refused' });
      expect(names.asked).to.deep.equal(['api.pulsar.example']);
      expect(connections.to).to.deep.equal([['8.8.8.8', '2606:4700::1']]);
    });

    it('gives one address to who asks for one', async () => {
      connections.asksForAll = false;
      await post(namesOf(['8.8.8.8', '2606:4700::1']), 'http://api.pulsar.example/');
      expect(connections.to).to.deep.equal([['8.8.8.8']]);
    });

    it('which is this machine’s own, that was let through in local mode, is called', async () => {
      connections.stop();
      const url = `http://localhost:${receiver.port}/relais`;
      expect(await post(namesOf(['127.0.0.1']), url)).to.deep.equal({ status: 204 });
    });
  });
});

type Connections = { to: string[][]; asksForAll: boolean; stop(): void };

/** Connections as the system makes them, up to the point where they would leave this machine: these are refused there. */
function watchConnections(): Connections {
  const { prototype } = Socket;
  const { connect } = prototype;
  const connections: Connections = {
    ...{ to: [], asksForAll: true },
    stop() {
      prototype.connect = connect;
    },
  };
  prototype.connect = function (this: Socket, ...args: unknown[]) {
    const [options] = (Array.isArray(args[0]) ? args[0] : args) as [{ lookup: LookupFunction; host: string }];
    // What is written meanwhile waits.
    Object.assign(this, { connecting: true });
    options.lookup(options.host, { all: connections.asksForAll }, (error, found) => {
      if (!error) connections.to.push(Array.isArray(found) ? found.map(({ address }) => address) : [found]);
      const refused = Object.assign(new Error('far enough'), { code: 'ECONNREFUSED' });
      process.nextTick(() => this.destroy(error ?? refused));
    });
    return this;
  } as typeof connect;
  return connections;
}

async function listen(server: Server) {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const sockets = new Set<{ destroy(): void }>();
  server.on('connection', (socket) => sockets.add(socket));
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
