import type { JsonPath } from './read-json-value.ts';

/** `entries[12].lines[3].debit`, as partners know it; keys that are no plain word are quoted. */
export function jsonPathText(path: JsonPath): string {
  return path.reduce<string>((text, step) => {
    if (typeof step === 'number') return `${text}[${step}]`;
    if (!/^[\w$-]{1,40}$/.test(step)) return `${text}[${JSON.stringify(step.slice(0, 40))}]`;
    return text === '' ? step : `${text}.${step}`;
  }, '');
}
