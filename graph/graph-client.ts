/**
 * One request to Microsoft Graph: token, time limit, identifiers for support, failures folded into ours.
 *
 * The SDK's own retries are off for every call: it would repeat POST on 503 and 504, and an invitation or a mail could
 * go out twice (facts: graph.md section 1). Whether to try again is decided by the record.
 */
import { randomUUID } from 'node:crypto';
import type { TokenCredential } from '@azure/identity';
import { Client, HTTPMessageHandler } from '@microsoft/microsoft-graph-client';
import type { Config } from '../config.ts';
import { createCredential } from '../credential.ts';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { foldGraphError } from './fold-graph-error.ts';

const GRAPH_SCOPE = 'https://graph.microsoft.com/.default';
/** Token and answer together: leases are counted on it. */
const TIMEOUT_MS = 10_000;

export type GraphCall = {
  method: 'GET' | 'POST' | 'DELETE';
  /** After `/v1.0`, values already encoded: the SDK does not encode `$filter`. */
  path: string;
  body?: unknown;
  headers?: Record<string, string>;
};

export type GraphClient = {
  /**
   * @returns the answer's JSON, or undefined when it has no body.
   * @throws AppError `graph-…`; the cause is the SDK's GraphError with `statusCode`, `code` and `body`.
   */
  request<Answer>(call: GraphCall): Promise<Answer>;
};

type Options = { credential?: TokenCredential; timeoutMs?: number };

/**
 * A client for the Graph that `config` names; in local mode the token is a word that the local tenant accepts.
 *
 * @param options for what `config` says of the credential, and the time limit of a call with its token.
 */
export function createGraphClient(
  config: Config,
  { credential = createCredential(config.credential), timeoutMs = TIMEOUT_MS }: Options = {},
): GraphClient {
  const client = Client.initWithMiddleware({
    baseUrl: `${config.graph.baseUrl}/`,
    defaultVersion: 'v1.0',
    // The SDK's chain would retry, and its authentication drops the token for every host but Microsoft's, the local
    // tenant included: the token is set below instead. `config.ts` lets no address but https and loopback through.
    middleware: new HTTPMessageHandler(),
  });

  return {
    async request<Answer>({ method, path, body, headers }: GraphCall): Promise<Answer> {
      const requestId = randomUUID();
      const startedAt = performance.now();
      try {
        const signal = AbortSignal.timeout(timeoutMs);
        const authorization = `Bearer ${await withinTime(signal, accessToken(credential, signal))}`;
        const request = client
          .api(path)
          .headers({ authorization, 'client-request-id': requestId, ...headers })
          .option('signal', signal);
        const answer = await send(request, method, body);
        log().debug({ method, path: withoutValues(path), requestId, ms: elapsed(startedAt) }, 'graph');
        return answer as Answer;
      } catch (error) {
        const folded = foldGraphError(error);
        const graph = { method, path: withoutValues(path), requestId, code: folded.code, ms: elapsed(startedAt) };
        log().info(graph, 'graph refused');
        throw folded;
      }
    },
  };
}

type Request = ReturnType<Client['api']>;

function send(request: Request, method: GraphCall['method'], body: unknown): Promise<unknown> {
  if (method === 'GET') return request.get();
  if (method === 'POST') return request.post(body ?? {});
  return request.delete();
}

/** A credential may be deaf to the signal: what is not there in time is not waited for. */
function withinTime<Answer>(signal: AbortSignal, asked: Promise<Answer>): Promise<Answer> {
  const late = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  return Promise.race([asked, late]);
}

async function accessToken(credential: TokenCredential | undefined, abortSignal: AbortSignal): Promise<string> {
  if (!credential) return 'local';
  const token = await credential.getToken(GRAPH_SCOPE, { abortSignal });
  if (!token) throw new AppError('graph-unavailable', { because: 'no token was issued' });
  return token.token;
}

/** Object ids and addresses stay out of the log. */
function withoutValues(path: string): string {
  return path.replace(/\?.*$/, '').replace(/\/[^/]*(%40|@|[0-9a-f]{8}-)[^/]*/gi, '/{id}');
}

function elapsed(startedAt: number): number {
  return Math.round(performance.now() - startedAt);
}
