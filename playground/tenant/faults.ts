/** Graph having a bad day, on demand: rules that make some calls fail, before or after their effect. */
import { z } from 'zod';
import { GraphError, requestDenied, tooManyRequests } from './errors.ts';

const FAULT_KINDS = [
  'throttled',
  'unavailable',
  'unavailable-after',
  'dropped',
  'dropped-after',
  'gateway',
  'forbidden',
  'server-error',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];

const ruleSchema = z.strictObject({
  /** Share of the matching calls that fail. */
  rate: z.number().min(0).max(1).default(1),
  kinds: z.array(z.enum(FAULT_KINDS)).default([]),
  /** Every matching call waits this long before anything happens, failing or not. */
  latencyMs: z.number().min(0).max(600_000).default(0),
  match: z
    .strictObject({
      method: z.string().toUpperCase().optional(),
      path: z.string().refine(isRegularExpression, 'must be a regular expression').optional(),
    })
    .default({}),
  /** At most this many failures, then the rule is spent. */
  times: z.number().int().min(0).optional(),
  /** The same seed fails the same calls. */
  seed: z.number().int().default(1),
  /** Seconds announced by `throttled`. */
  retryAfter: z.number().int().min(0).default(1),
});

/** The body of PUT /_control/faults: one rule or several; the first that strikes a call wins. */
export const faultsSchema = z.union([z.array(ruleSchema), ruleSchema.transform((rule) => [rule])]);

type Rule = z.infer<typeof ruleSchema>;

/** A rule as GET /_control/faults shows it. */
export type FaultRule = Rule & { matched: number; injected: number };

type ActiveRule = Rule & { matched: number; injected: number; random: () => number };

export type Verdict = { latencyMs: number; fault?: { kind: FaultKind; retryAfter: number } };

/** The rules in force and how often each has struck. */
export class FaultRules {
  #rules: ActiveRule[] = [];

  replace(rules: Rule[]): void {
    this.#rules = rules.map((rule) => ({ ...rule, matched: 0, injected: 0, random: randomFrom(rule.seed) }));
  }

  list(): FaultRule[] {
    return this.#rules.map(({ random, ...rule }) => rule);
  }

  /** What is to happen to one call. Latencies of all matching rules add up. */
  judge(method: string, path: string): Verdict {
    const verdict: Verdict = { latencyMs: 0 };
    for (const rule of this.#rules) {
      if (rule.match.method && rule.match.method !== method) continue;
      if (rule.match.path && !new RegExp(rule.match.path, 'i').test(path)) continue;
      rule.matched += 1;
      verdict.latencyMs += rule.latencyMs;
      const isSpent = rule.times !== undefined && rule.injected >= rule.times;
      // The die is cast even when the rule is spent or another struck first: the sequence depends on the seed alone.
      const strikes = rule.random() < rule.rate;
      const kind = rule.kinds[Math.floor(rule.random() * rule.kinds.length)];
      if (!strikes || isSpent || verdict.fault || !kind) continue;
      rule.injected += 1;
      verdict.fault = { kind, retryAfter: rule.retryAfter };
    }
    return verdict;
  }
}

/** The error a fault is answered with; undefined for those that cut the connection instead. */
export function faultError({ kind, retryAfter }: NonNullable<Verdict['fault']>): GraphError | undefined {
  switch (kind) {
    case 'throttled':
      return tooManyRequests(retryAfter);
    case 'unavailable':
    case 'unavailable-after':
      return new GraphError(503, 'ServiceUnavailable', 'The service is temporarily unavailable.');
    case 'gateway':
      return new GraphError(504, 'GatewayTimeout', 'The server did not receive a timely response.');
    case 'forbidden':
      return requestDenied();
    case 'server-error':
      return new GraphError(500, 'InternalServerError', 'Unable to find target address');
    default:
      return undefined;
  }
}

/** True for the faults that strike once the call has had its effect. */
export function strikesAfter(kind: FaultKind): boolean {
  return kind.endsWith('-after');
}

function isRegularExpression(text: string): boolean {
  try {
    return Boolean(new RegExp(text));
  } catch {
    return false;
  }
}

/** A small seeded generator (mulberry32): tests need the same bad day twice. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
