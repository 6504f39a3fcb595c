import type { ConversionAnomaly, ConversionRecord } from '../../models/conversion.ts';
import type { Conversion } from '../partner-imports/convert-tra.ts';
import { findClosing } from '../partner-imports/formats/fec-name.ts';
import type { TraResult } from '../partner-imports/formats/parse-tra.ts';

/** Anomalies kept to be looked at. */
const MOST_ANOMALIES = 20;
const RANK = { blocking: 0, warning: 1, note: 2 } as const;

type Counts = ConversionRecord['anomalyCounts'];

/** What a record keeps of the reading of a TRA. */
export function factsOfTra(
  result: TraResult,
  fileName: string,
): Pick<ConversionRecord, 'facts' | 'totals' | 'validity' | 'anomalies' | 'anomalyCounts'> {
  const { siren, exercices, lastDate, validity, anomalies, anomalyCounts } = result;
  const closing = findClosing(result, { fileName });
  const exercice = exercices.find(({ start, end }) => start <= lastDate && lastDate <= end);
  return {
    facts: {
      ...{ siren, closing, hasValidated: validity !== 'provisional' },
      ...(exercice && { exercice: { start: exercice.start, end: exercice.end, label: exercice.label } }),
    },
    ...{ totals: totalsOf(result), validity, anomalies: gravest(anomalies), anomalyCounts },
  };
}

/** What a record keeps of a conversion. */
export function outcomeOf({
  result,
  anomalies,
}: Conversion): Pick<ConversionRecord, 'totals' | 'validity' | 'anomalies' | 'anomalyCounts'> {
  const anomalyCounts: Counts = { ...result.anomalyCounts };
  // Those of the conversion are not among the file's.
  for (const { code, severity } of anomalies) anomalyCounts[code] ??= { severity, count: 1 };
  return { totals: totalsOf(result), validity: result.validity, anomalies: gravest(anomalies), anomalyCounts };
}

function totalsOf({ count, entries, debit, credit, firstDate, lastDate }: TraResult): ConversionRecord['totals'] {
  return { lines: count, entries, debit, credit, firstDate, lastDate };
}

/** In the order of the file within each severity. */
function gravest(anomalies: readonly ConversionAnomaly[]): ConversionAnomaly[] {
  return [...anomalies].sort((a, b) => RANK[a.severity] - RANK[b.severity]).slice(0, MOST_ANOMALIES);
}

/** How many there are of each severity. */
export function severitiesOf(counts: Counts): Record<ConversionAnomaly['severity'], number> {
  const severities = { blocking: 0, warning: 0, note: 0 };
  for (const { severity, count } of Object.values(counts)) severities[severity] += count;
  return severities;
}
