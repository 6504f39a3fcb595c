import type { z } from 'zod';
import type { JsonCode } from './json-codes.ts';
import { JsonNumber } from './json-number.ts';
import { AMOUNT_FAULT } from './json-schema.ts';
import type { JsonPath, JsonValue } from './read-json-value.ts';

export type JsonIssue = { code: JsonCode; path: JsonPath; text: string };

/** What a schema objects to, as anomalies. @param value what was given to it */
export function jsonIssues(error: z.core.$ZodError, value: JsonValue): JsonIssue[] {
  return error.issues.map((issue) => {
    const path = issue.path as JsonPath;
    const found = at(value, path);
    return { code: codeOf(issue, found), path, text: found === undefined ? '' : shown(found) };
  });
}

function codeOf(issue: z.core.$ZodIssue, found: JsonValue | undefined): JsonCode {
  if (found === undefined) return 'json-missing';
  if (issue.message === AMOUNT_FAULT) return 'json-amount';
  return issue.code === 'invalid_type' ? 'json-type' : 'json-value';
}

function at(value: JsonValue, path: JsonPath): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (one, step) =>
      typeof one === 'object' && one !== null ? (one as Record<string | number, JsonValue>)[step] : undefined,
    value,
  );
}

/** The value as it may be shown: a list or an object by its kind alone. */
function shown(value: JsonValue): string {
  if (typeof value === 'string') return value;
  if (value instanceof JsonNumber) return value.text;
  if (Array.isArray(value)) return '[…]';
  return typeof value === 'object' && value !== null ? '{…}' : String(value);
}
