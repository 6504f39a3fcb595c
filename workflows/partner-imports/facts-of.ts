import type { PartnerImportRecord, SeverityCounts } from '../../models/partner-import.ts';
import { AnomalyList } from './formats/anomaly-list.ts';
import { FEC_CODES } from './formats/fec-codes.ts';
import type { ParseResult } from './formats/format.ts';
import { readFecName } from './formats/read-fec-name.ts';
import { periodLabel } from './period-label.ts';

/** What a record keeps of a reading. */
export type ImportFacts = Pick<
  PartnerImportRecord,
  | 'format'
  | 'variant'
  | 'encoding'
  | 'validity'
  | 'grouping'
  | 'totals'
  | 'extraColumns'
  | 'anomalyCounts'
  | 'severities'
  | 'periodLabel'
  | 'sketch'
>;

export function factsOf(result: ParseResult, fileName: string): ImportFacts {
  const { format, variant, encoding, validity, grouping, extraColumns, anomalyCounts, sketch } = result;
  const { count, entries, journals, accounts, tiers, debit, credit, firstDate, lastDate, exercices } = result;
  const severities: SeverityCounts = { blocking: 0, warning: 0, note: 0 };
  for (const { severity, count } of Object.values(anomalyCounts)) severities[severity] += count;
  // What it has to say about the name was said by the parser.
  const { lastDate: closing } = readFecName({ fileName }, new AnomalyList(FEC_CODES));
  const label = periodLabel({ firstDate, lastDate, exercices, closing });
  return {
    ...{ format, variant, encoding, validity, grouping, extraColumns, anomalyCounts, severities },
    totals: {
      ...{ lines: count, entries, journals: journals.count, accounts: accounts.count, tiers: tiers.count },
      ...{ debit, credit, firstDate, lastDate },
    },
    ...(label && { periodLabel: label }),
    ...(sketch && { sketch }),
  };
}
