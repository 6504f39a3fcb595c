/** The refusals of an operation: by status, its codes and their sentences. */
import { ERRORS, type ErrorCode } from '../errors.ts';
import { schemaOf } from './openapi-schemas.ts';
import { problemView } from './problem.schema.ts';
import { describeProblem, type ProblemCode } from './problem.ts';
import { JSON_BYTES } from './read-json.ts';
import { sizeText } from './size-text.ts';

type Code = ErrorCode | ProblemCode;

/** Whatever the operation. */
export const COMMON_PROBLEMS = ['unauthorized', 'too-many-requests', 'unexpected'] as const satisfies Code[];

/** For sentences that name what is wrong. */
const PARAMS: Partial<Record<Code, Record<string, string>>> = {
  'request-invalid': { field: 'limit', reason: 'doit être un nombre' },
  'too-large': { most: sizeText(JSON_BYTES) },
  'layout-incomplete': { columns: 'CompteNum, EcritureDate' },
  'partner-dossiers-unknown': { codes: 'FLEURS' },
  'partner-dossiers-left': { codes: 'FLEURS' },
};

const HEADERS: Record<number, string[]> = { 401: ['WWW-Authenticate'], 429: ['Retry-After'], 503: ['Retry-After'] };

/** What a code answers, its reference invented. */
export function problemExample(code: Code) {
  const { status, title } = describeProblem(code, PARAMS[code]);
  return { type: `urn:relais:${code}`, title, status, code, reference: '7F3A91C2' };
}

/** The codes of an operation, with those of every operation that have a status of its own. */
export function withCommon(own: readonly Code[]): Code[] {
  const statuses = new Set(own.map((code) => describeProblem(code).status));
  const common = COMMON_PROBLEMS.filter((code) => statuses.has(describeProblem(code).status));
  return [...new Set([...common, ...own])];
}

/** The responses of OpenAPI for these codes. */
export function problemResponses(codes: readonly Code[]): Record<string, object> {
  const problems = codes.map(problemExample);
  const statuses = [...new Set(problems.map(({ status }) => status))].sort();
  return Object.fromEntries(
    statuses.map((status) => [String(status), problemResponse(problems.filter((one) => one.status === status))]),
  );
}

function problemResponse(problems: ReturnType<typeof problemExample>[]): object {
  const codes = problems.map(({ code }) => code);
  const [status = 500] = problems.map((one) => one.status);
  return {
    description: problems.map(({ code, title }) => `\`${code}\` : ${title}`).join('\n\n'),
    ...headersOf(HEADERS[status] ?? (codes.some(isPassing) ? ['Retry-After'] : [])),
    content: {
      'application/problem+json': {
        schema: { allOf: [schemaOf(problemView, 'output'), { properties: { code: { enum: codes } } }] },
        examples: Object.fromEntries(problems.map((one) => [one.code, { summary: one.title, value: one }])),
      },
    },
  };
}

/** References to the headers of the document, for a response. */
export function headersOf(names: readonly string[] = []): { headers?: Record<string, { $ref: string }> } {
  if (names.length === 0) return {};
  return { headers: Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }])) };
}

function isPassing(code: Code): boolean {
  return code in ERRORS && ERRORS[code as ErrorCode].isRetryable;
}
