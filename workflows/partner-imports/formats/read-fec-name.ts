import { readSiren } from '../../identifiers/read-siren.ts';
import type { AnomalyList } from './anomaly-list.ts';
import type { FecCode } from './fec-codes.ts';
import type { ParseContext } from './format.ts';
import { readDateText } from './read-date-text.ts';

/** The tester takes any path that has FEC20AAMMJJ in it; the law wants the SIREN before (facts: fec.md section 2). */
const LAWFUL = /^(\d{9})FEC(\d{8})$/i;
const MAX_NAME = 255;
const LOOSE = /(\d{9})?[^\d]?FEC[^\d]?(\d{8})(?!\d)/i;

/**
 * What the file's name announces: the closing date as AAAAMMJJ, 0 when it says none. An accounting period has 24 months
 * at most, so no entry is before `firstDate`.
 */
export function readFecName(
  { fileName, siren }: ParseContext,
  anomalies: AnomalyList<FecCode>,
): { firstDate: number; lastDate: number } {
  const nothing = { firstDate: 0, lastDate: 0 };
  if (fileName === undefined) return nothing;
  const base = (fileName.split(/[/\\]/).at(-1) ?? '').slice(0, MAX_NAME).replace(/(\.\w{1,4})+$/, '');
  const lawful = LAWFUL.exec(base);
  if (!lawful) anomalies.add('name-form', { text: fileName });
  const [, named, day] = lawful ?? LOOSE.exec(base) ?? [];
  if (named) {
    const reading = readSiren(named);
    if (!reading.ok) anomalies.add('name-siren-invalid', { text: named });
    else if (siren && reading.value !== siren) anomalies.add('name-siren-other', { text: named });
  }
  if (!day) return nothing;
  const reading = readDateText(day);
  if ('fault' in reading || !reading.isCanonical) {
    anomalies.add('name-date-invalid', { text: day });
    return nothing;
  }
  const closing = reading.date;
  return { firstDate: dayAfterTwoYearsBefore(closing), lastDate: closing };
}

function dayAfterTwoYearsBefore(closing: number): number {
  const [year, month, day] = [Math.floor(closing / 10_000), Math.floor(closing / 100) % 100, closing % 100];
  // The end of February two years before is its own end.
  const isMonthEnd = new Date(Date.UTC(year, month - 1, day + 1)).getUTCDate() === 1;
  const first = isMonthEnd ? new Date(Date.UTC(year - 2, month, 1)) : new Date(Date.UTC(year - 2, month - 1, day + 1));
  return Number(first.toISOString().slice(0, 10).replaceAll('-', ''));
}
