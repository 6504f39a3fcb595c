import { connect, createServer } from 'node:net';
import { FriendlyError } from './friendly-error.ts';

const LOOPBACK = '127.0.0.1';

export type NeededPort = { port: number; variable: string; usedFor: string };

/** Refuses to start half a house: says which port is taken, and which variable gives another. */
export async function refuseTakenPorts(needed: NeededPort[]): Promise<void> {
  const taken: NeededPort[] = [];
  for (const one of needed) {
    // A program that listens on all addresses does not prevent ours from listening everywhere (macOS): ask both ways.
    if ((await answers(one.port)) || !(await canListen(one.port))) taken.push(one);
  }
  if (taken.length === 0) return;
  const lines = taken.map(
    ({ port, variable, usedFor }) => `Le port ${port} (${usedFor}) est déjà pris : ${variable} en choisit un autre.`,
  );
  const [first] = taken;
  lines.push(
    `Fermez le programme qui l’occupe, ou relancez par exemple avec ${first?.variable}=${(first?.port ?? 0) + 100}.`,
  );
  throw new FriendlyError(lines.join('\n'));
}

/** True when something listens on that port of this machine. */
export function answers(port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ port, host: LOOPBACK });
    socket.setTimeout(1000, () => socket.destroy());
    socket.once('connect', () => {
      done(true);
      socket.destroy();
    });
    socket.once('error', () => done(false));
    socket.once('close', () => done(false));
  });
}

function canListen(port: number): Promise<boolean> {
  return new Promise((done) => {
    const server = createServer();
    server.once('error', () => done(false));
    server.listen(port, LOOPBACK, () => server.close(() => done(true)));
  });
}
