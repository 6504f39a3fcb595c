/**
 * Many requests of one moment in a few HTTP calls, at a pace that Graph bears (facts: graph.md section 10).
 *
 * Nothing is repeated here, as nowhere in this folder: what failed, and what is not known to have succeeded, is its
 * record's to decide.
 */
import { randomUUID } from 'node:crypto';
import { AppError } from '../errors.ts';
import { log } from '../log.ts';
import { foldInnerAnswer, type InnerAnswer, innerAnswerSchema } from './fold-inner-answer.ts';
import type { GraphCall, GraphClient } from './graph-client.ts';
import { type CallKind, kindOfCall } from './kind-of-call.ts';
import { createPace, type Pace } from './pace.ts';

/** Graph's own limit. */
const MOST_IN_BATCH = 20;
/** Whoever does the same for twenty people has read or written the database before: they come within some milliseconds. */
const QUIET_MS = 6;
const MOST_GATHERING_MS = 30;
/** Past it the request fails, and the record's own schedule takes over: a job must stay shorter than its lease. */
const MOST_WAIT_MS = 6_000;
/** Twenty mails, three at a time. The mail is the last of a job's acts, and has what the others left of its lease. */
const MOST_WAIT_TO_MAIL_MS = 15_000;

/** Several clients made of one share what Graph counts together. */
const PACES = new WeakMap<GraphClient, Pace>();

type Waiting = {
  call: GraphCall;
  kind: CallKind;
  /** When it must have gone, in milliseconds of `performance.now()`. */
  deadline: number;
  resolve(answer: unknown): void;
  reject(error: unknown): void;
};

/**
 * A client that gathers the requests made within the same moment into `POST /$batch`, twenty at most, and gives each
 * caller their own answer or their own failure, as though they had asked alone. One request alone goes out as it is;
 * so does everything to a mailbox, since Exchange takes four at once only: three at a time.
 *
 * The failures are those of `GraphClient`. An inner request that the answer leaves out, and every one of a batch that
 * failed as a whole or was cut by the time limit, is `graph-unavailable`: its effect is unknown. A request that would
 * have to wait too long for its turn is `graph-throttled` without having been sent.
 */
export function batched(graph: GraphClient, pace: Pace = paceOf(graph)): GraphClient {
  let gathered: Waiting[] = [];
  let departure: NodeJS.Timeout | undefined;
  let since = 0;

  async function admit(waiting: Waiting): Promise<void> {
    try {
      await pace.turn(waiting.kind, waiting.deadline);
    } catch (error) {
      return waiting.reject(error);
    }
    if (gathered.length === 0) since = performance.now();
    gathered.push(waiting);
    clearTimeout(departure);
    if (gathered.length === MOST_IN_BATCH) return depart();
    const left = MOST_GATHERING_MS - (performance.now() - since);
    // On a busy day the timer is late, and the answers that others wait for have come meanwhile: read those first.
    departure = setTimeout(() => setImmediate(depart), Math.min(QUIET_MS, Math.max(left, 0)));
  }

  function depart(): void {
    clearTimeout(departure);
    const leaving = gathered;
    gathered = [];
    const going: Waiting[] = [];
    for (const waiting of leaving) {
      // An answer may have asked for patience while these were gathered.
      if (pace.isHeld(waiting.kind)) void admit(waiting);
      else going.push(waiting);
    }
    const [first, ...others] = going;
    if (first && others.length > 0) void sendTogether(graph, pace, going);
    else if (first) sendAlone(graph, pace, first.call).then(first.resolve, first.reject);
  }

  return {
    request<Answer>(call: GraphCall): Promise<Answer> {
      const kind = kindOfCall(call);
      if (kind === 'mailbox') {
        const deadline = performance.now() + (call.method === 'POST' ? MOST_WAIT_TO_MAIL_MS : MOST_WAIT_MS);
        return pace.mailbox.pass(deadline, async () => {
          await pace.turn(kind, deadline);
          return sendAlone<Answer>(graph, pace, call);
        });
      }
      return new Promise<Answer>((resolve, reject) => {
        const settle = { resolve: resolve as Waiting['resolve'], reject };
        void admit({ call, kind, deadline: performance.now() + MOST_WAIT_MS, ...settle });
      });
    },
  };
}

function paceOf(graph: GraphClient): Pace {
  const pace = PACES.get(graph) ?? createPace();
  PACES.set(graph, pace);
  return pace;
}

async function sendAlone<Answer>(graph: GraphClient, pace: Pace, call: GraphCall): Promise<Answer> {
  try {
    return await graph.request<Answer>(call);
  } catch (error) {
    if (error instanceof AppError && error.retryAfterSeconds) pace.hold(kindOfCall(call), error.retryAfterSeconds);
    throw error;
  }
}

async function sendTogether(graph: GraphClient, pace: Pace, going: Waiting[]): Promise<void> {
  const requests = going.map(({ call }, index) => innerRequest(String(index + 1), call));
  let answers: Map<string, InnerAnswer>;
  try {
    answers = answersOf(await graph.request({ method: 'POST', path: '/$batch', body: { requests } }));
  } catch (error) {
    const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
    if (asked) pace.hold('all', asked);
    for (const { reject } of going) reject(foldOuterFailure(error));
    return;
  }
  for (const [index, { call, kind, resolve, reject }] of going.entries()) {
    const request = requests[index]!;
    const answer = answers.get(request.id);
    if (answer && answer.status >= 200 && answer.status < 300) {
      resolve(answer.body ?? undefined);
      continue;
    }
    const failure = answer ? foldInnerAnswer(answer) : unknownOutcome('the batch does not answer this request');
    if (failure.retryAfterSeconds) pace.hold(kind, failure.retryAfterSeconds);
    const requestId = request.headers['client-request-id'];
    // A kind may end in an object id, which stays out of the log.
    const graphRefused = { method: call.method, kind: kind.replace(/:.*$/, ''), requestId, code: failure.code };
    log().info(graphRefused, 'graph refused within a batch');
    reject(failure);
  }
}

function innerRequest(id: string, { method, path, body, headers }: GraphCall) {
  const own = { 'client-request-id': randomUUID(), ...headers };
  const content = method === 'POST' ? (body ?? {}) : body;
  if (content === undefined) return { id, method, url: path, headers: own };
  // A body without its type makes Graph refuse the whole batch.
  return { id, method, url: path, headers: { 'content-type': 'application/json', ...own }, body: content };
}

/** The inner answers by the id of their request: they come in any order. What cannot be read counts as missing. */
function answersOf(outer: unknown): Map<string, InnerAnswer> {
  const { responses } = (outer ?? {}) as { responses?: unknown };
  const answers = new Map<string, InnerAnswer>();
  for (const one of Array.isArray(responses) ? responses : []) {
    const { data } = innerAnswerSchema.safeParse(one);
    if (data && !answers.has(data.id)) answers.set(data.id, data);
  }
  return answers;
}

/**
 * What the failure of the whole says of each within: to wait, or nothing. Its status is the batch's own and must not
 * be taken for theirs: a 404 of the batch would read as twenty people gone, a 400 as twenty final refusals.
 */
function foldOuterFailure(error: unknown): AppError {
  if (!(error instanceof AppError)) return unknownOutcome('the answer to the batch makes no sense', error);
  const { code, cause, message, retryAfterSeconds } = error;
  const folded = code === 'graph-throttled' ? code : 'graph-unavailable';
  return new AppError(folded, { because: `batch: ${message}`, cause, retryAfterSeconds });
}

function unknownOutcome(because: string, cause?: unknown): AppError {
  return new AppError('graph-unavailable', { because, cause });
}
