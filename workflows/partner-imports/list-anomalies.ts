import { EntrySummary, type EntrySummaryRecord, type KeptAnomaly } from '../../models/entry-summary.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';

export type { KeptAnomaly };

/**
 * What is wrong with an import, line by line: the thousand that were kept; all are counted on the record.
 *
 * @param skip of those that pass
 */
export async function listAnomalies(
  { cabinetId, setId }: Pick<PartnerImportRecord, 'cabinetId' | 'setId'>,
  { severity, code }: { severity?: KeptAnomaly['severity']; code?: string },
  { skip, limit }: { skip: number; limit: number },
): Promise<{ anomalies: KeptAnomaly[]; kept: number }> {
  const summary = await EntrySummary.findOne({ _id: setId, cabinetId }, { anomalies: 1 }).lean<EntrySummaryRecord>();
  const passing = (summary?.anomalies ?? []).filter(
    (one) => (!severity || one.severity === severity) && (!code || one.code === code),
  );
  return { anomalies: passing.slice(skip, skip + limit), kept: passing.length };
}
