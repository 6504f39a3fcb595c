import type { Exercice } from './format.ts';
import { readTraName } from './read-tra-name.ts';

/** The name that the law wants (article A47 A-1, IX): SIREN, FEC, closing date. @param closing AAAAMMJJ */
export function fecName({ siren, closing }: { siren: string; closing: number }): string {
  return `${siren}FEC${String(closing).padStart(8, '0')}.txt`;
}

/** Where a closing date was found; `guessed` is the end of the last entry's month. */
export type Closing = { date: number; from: 'exercice' | 'name' | 'given' | 'guessed' };

/**
 * The closing date of a TRA's entries: that of the period which holds the last of them, else the one in its name (domain
 * 200), else the one that was given.
 */
export function findClosing(
  { exercices = [], lastDate }: { exercices?: readonly Exercice[]; lastDate: number },
  { fileName = '', closing }: { fileName?: string; closing?: number },
): Closing {
  const exercice = exercices.find(({ start, end }) => start <= lastDate && lastDate <= end);
  if (exercice) return { date: exercice.end, from: 'exercice' };
  const named = readTraName(fileName);
  if (named) return { date: named.closing, from: 'name' };
  if (closing) return { date: closing, from: 'given' };
  const [year, month] = [Math.floor(lastDate / 10_000), Math.floor(lastDate / 100) % 100];
  return { date: year * 10_000 + month * 100 + new Date(Date.UTC(year, month, 0)).getUTCDate(), from: 'guessed' };
}
