import type { ConversionRecord } from '../../models/conversion.ts';

/** What blocks because of the choice, and not because of the file. */
const OF_THE_CHOICE = ['siren-missing', 'siren-invalid', 'siren-other', 'forced-date-early'];

/** Whether another choice may give a FEC, as long as the TRA is there. */
export function isMendable({
  sourceId,
  failure,
  anomalyCounts,
}: Pick<ConversionRecord, 'sourceId' | 'failure' | 'anomalyCounts'>): boolean {
  if (!sourceId || failure === 'file-gone') return false;
  return Object.entries(anomalyCounts).every(
    ([code, { severity }]) => severity !== 'blocking' || OF_THE_CHOICE.includes(code),
  );
}
