import type { z } from 'zod';
import { severitiesOf } from '../workflows/conversions/facts-of-tra.ts';
import type { ConversionRecord } from '../workflows/conversions/get-partner-conversion.ts';
import type { conversionView } from './conversions.schema.ts';
import { anomaliesByCode, dayOf, euros, presentAnomaly } from './present-import.ts';

export const CONVERSIONS = '/api/v1/conversions';

/** A conversion that gave a FEC, as the API shows it. */
export function presentConversion(record: ConversionRecord): z.input<typeof conversionView> {
  const {
    _id,
    fileName,
    size,
    sha256,
    choice,
    name = '',
    fecSize = 0,
    totals,
    validity,
    createdAt,
    expiresAt,
  } = record;
  const { lines, entries, debit, credit, firstDate, lastDate } = totals;
  const id = String(_id);
  const self = `${CONVERSIONS}/${id}`;
  return {
    ...{ id, fileName, size, sha256, validation: choice?.validation ?? 'as-file', name, fecSize },
    period: { firstDate: dayOf(String(firstDate)), lastDate: dayOf(String(lastDate)) },
    counts: { lines, entries },
    totals: { debit: euros(debit), credit: euros(credit), balance: euros(debit - credit) },
    ...{ validity, anomalies: presentAnomalies(record) },
    ...{ createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString(), links: { self, fec: `${self}/fec` } },
  };
}

/** What is wrong with a TRA, counted and told. */
export function presentAnomalies({
  anomalies,
  anomalyCounts,
}: Pick<ConversionRecord, 'anomalies' | 'anomalyCounts'>): z.input<typeof conversionView>['anomalies'] {
  const byCode = anomaliesByCode(anomalyCounts);
  return { ...severitiesOf(anomalyCounts), byCode, first: anomalies.map(presentAnomaly) };
}
