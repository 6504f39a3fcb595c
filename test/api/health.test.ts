import type { AddressInfo } from 'node:net';
import { createConnection, createServer, type Server, type Socket } from 'node:net';
import { expect } from 'chai';
import mongoose from 'mongoose';
import { connectDatabase, disconnectDatabase } from '../../models/connection.ts';
import { expectProblem } from '../bot/expect-problem.ts';
import { buildWorld, type World } from '../support/world.ts';

describe('What the platform asks', () => {
  let world: World;
  let road: Awaited<ReturnType<typeof openRoad>>;
  before(async () => {
    world = await buildWorld('health');
    road = await openRoad(world.config.mongodbUri);
  });
  after(async () => {
    await disconnectDatabase();
    await connectDatabase(world.config.mongodbUri);
    road.cut();
    await world.close();
  });

  async function get(path: string) {
    const startedAt = performance.now();
    const response = await fetch(`${world.apiUrl}${path}`);
    const text = await response.text();
    const body = response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : undefined;
    return {
      status: response.status,
      type: response.headers.get('content-type'),
      text,
      body,
      ms: performance.now() - startedAt,
    };
  }

  it('/healthz and /readyz say yes while everything is there', async () => {
    expect((await get('/healthz')).body).to.deep.equal({ status: 'ok' });
    expect(await get('/readyz')).to.deep.include({ status: 200, body: { status: 'ready' } });
  });

  it('/metrics speaks Prometheus, and tells nothing of people', async () => {
    const camille = await world.buildStaff();
    await world.say(camille, 'inviter Claire Martin claire@client.example');
    const { status, type, text } = await get('/metrics');
    expect(status).to.equal(200);
    expect(type).to.match(/^text\/plain/);
    expect(text).to.match(/^process_resident_memory_bytes \d/m);
    expect(text).not.to.match(/claire|martin|mongodb/i);
  });

  it('/readyz says no when the database is gone, soon and as a problem document; /healthz still says yes', async () => {
    await disconnectDatabase();
    await connectDatabase(road.uri);
    expect((await get('/readyz')).status).to.equal(200);
    road.cut();
    const answer = await get('/readyz');
    expectProblem(answer, 503, 'not-ready');
    expect(answer.type).to.match(/^application\/problem\+json/);
    expect(answer.ms).to.be.below(4_000);
    expect((await get('/healthz')).status).to.equal(200);
  });

  it('a person who writes meanwhile is told so rather than left in silence', async () => {
    const before = world.channel.posted.length;
    const startedAt = performance.now();
    const camille = { entraObjectId: 'f3b6a4f0-0000-4000-8000-000000000001', chatUserId: '29:camille' };
    const { status } = await world.post(world.activity(camille, { text: 'aide' }));
    expect(status).to.equal(200);
    expect(performance.now() - startedAt, 'Teams waits ten seconds or so').to.be.below(10_000);
    const texts = world.channel.posted.slice(before).map(({ activity }) => activity.text);
    expect(texts).to.have.length(1);
    expect(texts[0]).to.match(/Réessayez|réessayez/);
  });

  it('/readyz says yes again once the database is back', async () => {
    await road.mend();
    let status = 0;
    for (let tries = 0; tries < 100 && status !== 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 100));
      status = (await get('/readyz')).status;
    }
    expect(status).to.equal(200);
  });

  it('/readyz does not wait for ever for a database that has gone quiet', async () => {
    road.block(true);
    const answer = await get('/readyz');
    road.block(false);
    expectProblem(answer, 503, 'not-ready');
    expect(answer.ms).to.be.below(4_000);
  });

  it('/readyz says no when there is no connection at all', async () => {
    await disconnectDatabase();
    expect(mongoose.connection.readyState).to.equal(0);
    expectProblem(await get('/readyz'), 503, 'not-ready');
  });
});

/** A road to the engine that can be cut and mended. */
async function openRoad(uri: string) {
  const target = decodeURIComponent(uri.replace(/^mongodb(?:\+srv)?:\/\/([^/?]+).*$/, '$1'));
  const database = /\/([^/?]+)(?:\?.*)?$/.exec(uri)?.[1] ?? 'test';
  const sockets = new Set<Socket>();
  let port = 0;
  let isBlocked = false;
  let server: Server | undefined;

  function keep(socket: Socket) {
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
  }
  async function mend() {
    server = createServer((incoming) => {
      const outgoing = target.startsWith('/')
        ? createConnection(target)
        : createConnection(Number(target.split(':')[1] ?? 27_017), target.split(':')[0]);
      for (const socket of [incoming, outgoing]) keep(socket);
      incoming.on('data', (bytes) => isBlocked || outgoing.write(bytes));
      outgoing.on('data', (bytes) => isBlocked || incoming.write(bytes));
    });
    await new Promise<void>((resolve) => server?.listen(port, '127.0.0.1', resolve));
    port = (server.address() as AddressInfo).port;
  }
  function cut() {
    server?.close();
    for (const socket of sockets) socket.destroy();
  }
  await mend();
  return {
    uri: `mongodb://127.0.0.1:${port}/${database}?directConnection=true`,
    cut,
    mend,
    /** Nothing is refused, and nothing comes through. */
    block: (yes: boolean) => {
      isBlocked = yes;
    },
  };
}
