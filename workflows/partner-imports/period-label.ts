import type { Exercice } from './formats/format.ts';

type Known = {
  /** AAAAMMJJ as numbers, 0 for none. */
  firstDate: number;
  lastDate: number;
  exercices?: Exercice[];
  /** The closing date that the file's name announces. */
  closing?: number;
};

/**
 * The accounting period as the console shows it (domain 168): « EXERCICE 2021 » for the one that closes in that year, from
 * what the file declares, else from its name, else from its dates when they are of one year. Undefined without a date.
 */
export function periodLabel({ firstDate, lastDate, exercices = [], closing }: Known): string | undefined {
  if (lastDate === 0) return undefined;
  const declared = exercices.find(({ start, end }) => start <= lastDate && lastDate <= end);
  const end = declared?.end || (closing && closing >= lastDate ? closing : 0);
  if (end) return `EXERCICE ${yearOf(end)}`;
  const [first, last] = [yearOf(firstDate), yearOf(lastDate)];
  return first === last ? `EXERCICE ${last}` : `EXERCICES ${first} À ${last}`;
}

function yearOf(date: number): number {
  return Math.floor(date / 10_000);
}
