/** A stand-in for a partner's server: it keeps what it is told, and refuses, tarries or misbehaves when asked to. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

type Message = { id: string; type: string; createdAt: string; data: { import: Record<string, unknown> } };
/** `body` is read for those who look; what was signed is `raw`. */
export type Told = { path: string; headers: Record<string, string>; raw: string; body: Message };

/** `drop` cuts the connection; `hang` never answers; `trickle` answers and never ends; `endless` sends without an end. */
type Answer =
  | { status: number; headers?: Record<string, string> }
  | 'drop'
  | 'hang'
  | 'trickle'
  | 'endless'
  | 'upgrade';

export type WebhookReceiver = {
  url: string;
  port: number;
  /** In the order in which they came, whatever was answered. */
  told: Told[];
  /** The next calls get these answers, one each; the others 204. */
  answerNext(...answers: Answer[]): void;
  /** Back to 204. */
  clearAnswers(): void;
  /** Holds the next call back before its answer. */
  holdNext(): { arrived: Promise<void>; release(): void };
  /** Bytes of endless answers given so far, and whether one is still being taken. */
  sent: number;
  isPouring: boolean;
  close(): Promise<void>;
};

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const told: Told[] = [];
  const answers: Answer[] = [];
  const held: { arrive(): void; released: Promise<void> }[] = [];
  const sockets = new Set<Socket>();
  const state = { sent: 0, isPouring: false };
  const server = createServer((request, response) => {
    void take(request).then(async (one) => {
      told.push(one);
      const answer = answers.shift() ?? { status: 204 };
      const hold = held.shift();
      hold?.arrive();
      await hold?.released;
      give(answer, request, response);
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });

  function give(answer: Answer, { socket }: IncomingMessage, response: ServerResponse): void {
    if (answer === 'hang') return;
    if (answer === 'drop') return void socket.destroy();
    if (answer === 'upgrade') {
      return void socket.end('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: other\r\n\r\n');
    }
    if (answer === 'trickle') return void response.writeHead(200).write('x');
    if (answer === 'endless') pour(response.writeHead(200));
    else response.writeHead(answer.status, answer.headers).end();
  }

  function pour(response: ServerResponse): void {
    const piece = Buffer.alloc(16 * 1_024, 'x');
    state.isPouring = true;
    response.on('close', () => {
      state.isPouring = false;
    });
    const go = () => {
      if (response.destroyed) return;
      state.sent += piece.length;
      if (response.write(piece)) setImmediate(go);
      else response.once('drain', go);
    };
    go();
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/relais`, port, told },
    answerNext: (...next) => void answers.push(...next),
    clearAnswers: () => void answers.splice(0),
    holdNext() {
      let arrive = () => {};
      let release = () => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      const released = new Promise<void>((resolve) => {
        release = resolve;
      });
      held.push({ arrive, released });
      return { arrived, release };
    },
    get sent() {
      return state.sent;
    },
    get isPouring() {
      return state.isPouring;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function take(request: IncomingMessage): Promise<Told> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(piece as Buffer);
  const raw = Buffer.concat(pieces).toString('utf8');
  const headers = request.headers as Record<string, string>;
  return { path: request.url ?? '', headers, raw, body: JSON.parse(raw) };
}
