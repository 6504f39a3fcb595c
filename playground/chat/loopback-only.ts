/** Keeps a process of local mode on this machine: what it serves is not authenticated, and nobody outside may see it. */
import net, { type Server, type Socket } from 'node:net';
import { isLoopback } from '../../config.ts';

const LOOPBACK = '127.0.0.1';

/** From now on, a server that would listen on every address of the machine listens on the loopback address. */
export function listenOnLoopbackOnly(): void {
  const listen = net.Server.prototype.listen;
  net.Server.prototype.listen = function (this: Server, ...args: unknown[]) {
    const [first, second] = args;
    if (typeof first === 'number' || (typeof first === 'string' && /^\d+$/.test(first))) {
      if (typeof second === 'string') args[1] = LOOPBACK;
      else args.splice(1, 0, LOOPBACK);
    } else if (first && typeof first === 'object' && 'port' in first) {
      args[0] = { ...first, host: LOOPBACK };
    }
    return Reflect.apply(listen, this, args);
  } as typeof listen;
}

/**
 * From now on, a connection to anything but this machine fails at once with a clear error.
 *
 * @param onRefused told of each address that was refused.
 */
export function refuseOutsideConnections(onRefused: (error: Error) => void = () => {}): void {
  const connect = net.Socket.prototype.connect;
  net.Socket.prototype.connect = function (this: Socket, ...args: unknown[]) {
    const outside = outsideAddress(args);
    if (!outside) return Reflect.apply(connect, this, args);
    const error = new Error(`Connexion refusée vers ${outside} : seule cette machine est accessible.`);
    onRefused(error);
    // As a real failure would come: later, and by the event that every client listens to.
    process.nextTick(() => this.destroy(error));
    return this;
  } as typeof connect;
}

/** The address that `connect` was asked for, when it is not on this machine. */
function outsideAddress(args: unknown[]): string | undefined {
  // net.connect() passes on its arguments already sorted, as one array.
  const [first, second] = Array.isArray(args[0]) ? args[0] : args;
  if (first && typeof first === 'object') {
    const { path, host, port } = first as { path?: string; host?: string; port?: number };
    return path || !host || isLoopback(host) ? undefined : `${host}:${port}`;
  }
  // A path, or a port of the default host, which is this machine.
  if (Number.isNaN(Number(first)) || typeof second !== 'string') return undefined;
  return isLoopback(second) ? undefined : `${second}:${first}`;
}
