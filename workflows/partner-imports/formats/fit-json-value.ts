import { JsonNumber } from './json-number.ts';
import type { JsonShape } from './json-shape.ts';
import type { JsonPath, JsonValue } from './read-json-value.ts';

/** What was met on the way, for the caller to speak of. */
export type FitNotes = {
  unknown(path: JsonPath): void;
  numberAsText(path: JsonPath, text: string): void;
};

/**
 * A value made ready for its schema: numbers become the text they were written as where an amount is wanted, and where a
 * code is (411000 without quotes); nulls and keys that are unknown are taken out. What is wrong beside stays, for the
 * schema to refuse. Changes the value in place.
 */
export function fitJsonValue(value: JsonValue, shape: JsonShape, path: JsonPath, notes: FitNotes): JsonValue {
  switch (shape.kind) {
    case 'object':
      if (!isObject(value)) return value;
      for (const key in value) {
        const one = value[key] as JsonValue;
        const member = shape.members.get(key);
        if (member === undefined) {
          path.push(key);
          notes.unknown(path);
          path.pop();
        }
        if (member === undefined || one === null) delete value[key];
        else if (typeof one !== 'string' || member.kind === 'integer') {
          path.push(key);
          value[key] = fitJsonValue(one, member, path, notes);
          path.pop();
        }
      }
      return value;
    case 'list':
      if (!Array.isArray(value)) return value;
      for (let n = 0; n < value.length; n += 1) {
        path.push(n);
        value[n] = fitJsonValue(value[n] as JsonValue, shape.item, path, notes);
        path.pop();
      }
      return value;
    case 'amount':
      return value instanceof JsonNumber ? value.text : value;
    case 'text':
      if (!(value instanceof JsonNumber) || !/^\d+$/.test(value.text)) return value;
      notes.numberAsText(path, value.text);
      return value.text;
    case 'integer': {
      const text = value instanceof JsonNumber ? value.text : value;
      return typeof text === 'string' && /^\d{1,9}$/.test(text) ? (Number(text) as never) : value;
    }
  }
}

function isObject(value: JsonValue): value is { [key: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof JsonNumber);
}
