import dns from 'node:dns';
import http, { type IncomingMessage } from 'node:http';
import https from 'node:https';
import type { LookupFunction } from 'node:net';
import { isLoopback } from '../../config.ts';
import type { CallFault } from '../../models/webhook-delivery.ts';
import application from '../../package.json' with { type: 'json' };
import { isPublicAddress } from './is-public-address.ts';

/** What a call came to: an answer's status, or why there was none. `cause` is the system's own code, for the log. */
export type Called = { status: number; retryAfterSeconds?: number } | { fault: CallFault; cause: string };

export type Calling = { lookup?: LookupFunction; timeoutMs?: number };

/** Resolving, connecting, sending and waiting for an answer, all together. */
const TIMEOUT_MS = 10_000;
/** Of an answer's words, which nobody reads: enough for a well-behaved server to end its sentence. */
const MOST_READ = 16 * 1_024;
/** What a partner may ask for at most. */
const LONGEST_RETRY_AFTER = 24 * 60 * 60;
const PRIVATE = 'ERELAISPRIVATE';

/**
 * Posts JSON at a partner's address, once: redirects are not followed, the answer's body is not read, nothing is tried
 * again. A name is looked up once and each of its addresses is checked; the connection goes to one of these, so that a name
 * that leads elsewhere a moment later leads nowhere. An address of this machine itself is for local mode, whose check of
 * the URL let it through.
 *
 * @param url as `checkWebhookUrl` takes it now: an address in figures is never looked up, and so not checked here.
 */
export function postWebhook(
  url: string,
  body: Buffer,
  headers: Record<string, string>,
  { lookup = dns.lookup as LookupFunction, timeoutMs = TIMEOUT_MS }: Calling = {},
): Promise<Called> {
  const { protocol, hostname } = new URL(url);
  const { request } = protocol === 'http:' ? http : https;
  const signal = AbortSignal.timeout(timeoutMs);
  return new Promise((resolve) => {
    const call = request(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'content-length': String(body.length),
        'user-agent': `Relais/${application.version}`,
        ...headers,
      },
      // A connection of its own, which ends with the call.
      agent: false,
      lookup: isLoopback(hostname) ? lookup : checked(lookup),
      signal,
    });
    call.on('response', (response) => {
      discard(response);
      const { statusCode: status = 0, headers } = response;
      const asked = status === 429 || status === 503 ? secondsOf(headers['retry-after']) : undefined;
      resolve({ status, ...(asked !== undefined && { retryAfterSeconds: asked }) });
    });
    // However the system puts it, what ends with the time given is a lack of time.
    const fail = (cause: string) => resolve({ fault: signal.aborted ? 'timeout' : faultOf(cause), cause });
    call.on('error', (error: NodeJS.ErrnoException) => fail(error.code ?? error.name));
    // An answer that is no answer, such as a change of protocol, ends in no error.
    call.on('close', () => fail('CLOSED'));
    call.end(body);
  });
}

/** A lookup whose addresses are all public, or that fails. */
function checked(lookup: LookupFunction): LookupFunction {
  return (hostname, options, callback) => {
    lookup(hostname, { ...options, all: true }, (error, found) => {
      if (error) return callback(error, []);
      const addresses = Array.isArray(found) ? found : [];
      const [first] = addresses;
      if (!first || !addresses.every(({ address }) => isPublicAddress(address))) {
        return callback(Object.assign(new Error('not an address of the internet'), { code: PRIVATE }), []);
      }
      if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function discard(response: IncomingMessage): void {
  let read = 0;
  response.on('data', (bytes: Buffer) => {
    read += bytes.length;
    if (read > MOST_READ) response.destroy();
  });
  // The status is known: how the rest ends is no matter.
  response.on('error', () => undefined);
}

/** Seconds, or a date; an odd value leaves our own delays in charge. */
function secondsOf(value: string | undefined): number | undefined {
  if (!value) return undefined;
  const seconds = /^\d+$/.test(value) ? Number(value) : Math.ceil((Date.parse(value) - Date.now()) / 1_000);
  return Number.isFinite(seconds) && seconds >= 0 ? Math.min(seconds, LONGEST_RETRY_AFTER) : undefined;
}

function faultOf(code: string): CallFault {
  if (code === PRIVATE) return 'address-private';
  if (code === 'ETIMEDOUT') return 'timeout';
  if (/^(ECONNREFUSED|EHOSTUNREACH|ENETUNREACH)$/.test(code)) return 'connection-refused';
  if (/^(ENOTFOUND|EAI_\w+|ENODATA)$/.test(code)) return 'name-unknown';
  if (/CERT|SELF_SIGNED|UNABLE_TO|TLS|SSL|EPROTO/.test(code)) return 'certificate';
  return 'connection-lost';
}
