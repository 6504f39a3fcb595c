/**
 * A stand-in for Teams' connector service: it keeps what the bot posts and changes, and refuses when told to. The real
 * SDK talks to it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Posted = {
  method: 'POST' | 'PUT' | 'DELETE';
  conversationId: string;
  /** Set by this stand-in on a post, named by the bot on a change. */
  activityId: string;
  activity: {
    type: string;
    text?: string;
    summary?: string;
    attachments?: { contentType: string; content: Record<string, unknown> }[];
  };
};

type Refusal = { status: number; code?: string; headers?: Record<string, string> } | 'drop';

export type TestChannel = {
  serviceUrl: string;
  posted: Posted[];
  /** The card as it stands now: the last post or change of that activity. */
  cardOf(activityId: string): Record<string, unknown> | undefined;
  /** The next calls get these answers, one each; `drop` cuts the connection. */
  refuseNext(...refusals: Refusal[]): void;
  /** Holds the next call back before it has any effect; whoever holds it waits for it to come, then lets it go on. */
  holdNext(): { arrived: Promise<void>; release(): void };
  requests: number;
  close(): Promise<void>;
};

const PATH = /^\/v3\/conversations\/([^/]+)\/activities(?:\/([^/?]+))?/;

export async function startChannel(): Promise<TestChannel> {
  const posted: Posted[] = [];
  const refusals: Refusal[] = [];
  const held: { arrive(): void; released: Promise<void> }[] = [];
  let count = 0;
  const channel = { requests: 0 };
  const server = createServer((request, response) => {
    channel.requests += 1;
    readBody(request).then(async (activity) => {
      const hold = held.shift();
      hold?.arrive();
      await hold?.released;
      answer(request, response, activity as Posted['activity']);
    });
  });

  function answer(request: IncomingMessage, response: ServerResponse, activity: Posted['activity']) {
    const refusal = refusals.shift();
    if (refusal === 'drop') return void request.socket.destroy();
    if (refusal) {
      response.writeHead(refusal.status, { 'content-type': 'application/json', ...refusal.headers });
      return void response.end(JSON.stringify({ error: { code: refusal.code ?? 'Refused', message: 'refused' } }));
    }
    const [, conversationId = '', replied] = PATH.exec(request.url ?? '') ?? [];
    const method = request.method as Posted['method'];
    const activityId = method === 'POST' ? `activity-${++count}` : decodeURIComponent(replied ?? '');
    posted.push({ method, conversationId: decodeURIComponent(conversationId), activityId, activity });
    response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json' });
    response.end(JSON.stringify({ id: activityId }));
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(channel, {
    serviceUrl: `http://127.0.0.1:${port}`,
    posted,
    cardOf: (id: string) => posted.findLast(({ activityId }) => activityId === id)?.activity.attachments?.[0]?.content,
    refuseNext: (...next: Refusal[]) => void refusals.push(...next),
    holdNext() {
      const { promise: arrived, resolve: arrive } = withResolvers();
      const { promise: released, resolve: release } = withResolvers();
      held.push({ arrive, released });
      return { arrived, release };
    },
    close: () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  });
}

async function readBody(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text ? JSON.parse(text) : undefined;
}

function withResolvers() {
  let resolve = () => {};
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}
