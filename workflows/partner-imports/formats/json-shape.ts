import type { z } from 'zod';

/** What a schema wants, as far as a value must be made ready for it: numbers are held by their text until then. */
export type JsonShape =
  | { kind: 'object'; members: Map<string, JsonShape> }
  | { kind: 'list'; item: JsonShape }
  | { kind: 'text' | 'amount' | 'integer' };

type Definition = {
  type: string;
  shape?: Record<string, z.ZodType>;
  innerType?: z.ZodType;
  element?: z.ZodType;
};

/** The shape of one of our schemas, so that keys and kinds are written down once. */
export function shapeOf(schema: z.ZodType): JsonShape {
  const { type, shape, innerType, element } = schema.def as unknown as Definition;
  if (type === 'object' && shape) {
    return { kind: 'object', members: new Map(Object.entries(shape).map(([key, one]) => [key, shapeOf(one)])) };
  }
  if (type === 'array' && element) return { kind: 'list', item: shapeOf(element) };
  if (type === 'optional' && innerType) return shapeOf(innerType);
  if (type === 'string') return { kind: 'text' };
  // A text of decimals, or a number.
  if (type === 'union') return { kind: 'amount' };
  if (type === 'literal') return { kind: 'integer' };
  throw new Error(`A schema of imports holds a ${type}, of which nothing is known here.`);
}
