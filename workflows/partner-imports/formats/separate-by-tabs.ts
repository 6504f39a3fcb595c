import { FOREIGN_TAB } from './foreign-tab.ts';

const TAB = 9;
const FOREIGN = FOREIGN_TAB.charCodeAt(0);

/** Has lines that are separated otherwise separated by tabs, in place. Tabs that were there become `FOREIGN_TAB`. */
export function separateByTabs(memory: Uint8Array, from: number, to: number, separator: string): void {
  const code = separator.charCodeAt(0);
  if (code === TAB) return;
  for (let at = from; at < to; at += 1) {
    const byte = memory[at];
    if (byte === code) memory[at] = TAB;
    else if (byte === TAB) memory[at] = FOREIGN;
  }
}
