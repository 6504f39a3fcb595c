/** How a route is described, next to the schemas that it reads and writes with; `openapi.ts` makes the document of it. */
import type { z } from 'zod';
import type { ErrorCode } from '../errors.ts';
import type { ProblemCode } from './problem.ts';

/** A body, by its media type. Without a schema it is bytes. */
export type Content = { schema?: z.ZodType; example?: unknown; description?: string };

export type Header = { description: string; example: string; pattern?: string };

/** A partner's key, or that of a program of the firm. */
export type KeyKind = 'partnerKey' | 'firmKey';

export type Operation = {
  method: 'get' | 'post' | 'put' | 'patch' | 'delete';
  /** From the root, as OpenAPI writes it: `/api/v1/imports/{id}`. */
  path: string;
  /** The `operationId`, and its anchor on the page. */
  id: string;
  summary: string;
  description?: string;
  /** When the group's are not all of them. */
  security?: KeyKind[];
  parameters?: OperationGroup['parameters'];
  query?: z.ZodObject;
  headers?: Record<string, Header>;
  body?: { description: string; required: boolean; content: Record<string, Content> };
  responses: Record<number, { description: string; headers?: string[]; content?: Record<string, Content> }>;
  /** Codes that this very operation can answer, beside those of every operation. */
  problems: (ErrorCode | ProblemCode)[];
};

/** The operations of one router, who may call them, and what the `{…}` of their paths are. */
export type OperationGroup = {
  tag: string;
  description: string;
  security: KeyKind;
  parameters: Record<string, { description: string; example: string; pattern?: string }>;
  /** Codes that every one of them can answer. */
  problems: (ErrorCode | ProblemCode)[];
  operations: Operation[];
};

/** A body of JSON. */
export function json(schema: z.ZodType, example: unknown): Record<string, Content> {
  return { 'application/json': { schema, example } };
}
