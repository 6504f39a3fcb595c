import { readDay } from './read-fields.ts';
import type { RowBytes } from './row-bytes.ts';
import type { TraLine } from './tra-line.ts';

const FIRST_JANUARY = wordOf('0101');
const ZEROS = wordOf('0000');
/** Years whose first day stands for no date (facts: tra.md sections 1 and 9). */
const NEUTRAL_YEARS = [wordOf('1900'), wordOf('1970')];

/** `year-first`: written AAAAMMJJ, and taken as such. `odd`: no date, left as it is. */
export type DateKind = 'none' | 'plain' | 'year-first' | 'odd';

function wordOf(digits: string): number {
  return Buffer.from(digits, 'latin1').readInt32LE(0);
}

/** Whether a field holds a date, other than those which stand for none. */
export function hasDate(line: TraLine, position: number): boolean {
  if (!line.find(position, 8)) return false;
  if (line.to - line.from !== 8) return true;
  const days = line.view.getInt32(line.from, true);
  const year = line.view.getInt32(line.from + 4, true);
  if (days === ZEROS && year === ZEROS) return false;
  return days !== FIRST_JANUARY || !NEUTRAL_YEARS.includes(year);
}

/** Writes a date JJMMAAAA as AAAAMMJJ. */
export function writeDate(line: TraLine, position: number, bytes: RowBytes): DateKind {
  if (!hasDate(line, position)) return 'none';
  const { from, to, view } = line;
  if (to - from === 8) {
    const days = view.getInt32(from, true);
    bytes.view.setInt32(bytes.at, view.getInt32(from + 4, true), true);
    bytes.view.setInt32(bytes.at + 4, (days << 16) | (days >>> 16), true);
    if (isLikely(readDay(bytes.view, bytes.at))) {
      bytes.at += 8;
      return 'plain';
    }
  }
  const isYearFirst = to - from === 8 && isLikely(readDay(view, from));
  bytes.copy(line.memory, from, to);
  return isYearFirst ? 'year-first' : 'odd';
}

/** Of a century that books may be of: the other way round, digits are of none. */
function isLikely(day: number): boolean {
  return day >= 19000101 && day <= 20991231;
}
