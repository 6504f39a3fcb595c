import type { z } from 'zod';
import { anomalyText } from '../bot/files/anomaly-text.ts';
import { formatNumber, words } from '../bot/locales/index.ts';
import { COLUMNS } from '../workflows/partner-imports/formats/format.ts';
import type { PartnerLayoutRecord } from '../workflows/partner-imports/layouts/list-layouts.ts';
import type { KeptAnomaly } from '../workflows/partner-imports/list-anomalies.ts';
import type { EntryLine } from '../workflows/partner-imports/list-entries.ts';
import type { PartnerImportRecord } from '../workflows/partner-imports/list-partner-imports.ts';
import type { ValueLine } from '../workflows/partner-imports/list-values.ts';
import type { anomalyView, entryView, importView, layoutView, valueView } from './partner-imports.schema.ts';

export const IMPORTS = '/api/v1/imports';

const RANK = { blocking: 0, warning: 1, note: 2 } as const;

/** An import as the API shows it; @param code of its dossier. */
export function presentImport(record: PartnerImportRecord, code: string): z.input<typeof importView> {
  const { _id, partnerId, partner, fileName, format, variant, encoding, status, size, sha256 = '' } = record;
  const { createdAt, updatedAt, totals, periodLabel, validity, grouping, extraColumns, severities } = record;
  const { lines, entries, journals, accounts, tiers, debit, credit, firstDate, lastDate } = totals;
  const id = String(_id);
  const self = `${IMPORTS}/${id}`;
  const say = words('fr');
  const byCode = anomaliesByCode(record.anomalyCounts);
  const error = byCode.find(({ severity }) => severity === 'blocking')?.message;
  return {
    ...{ id, dossier: code, partner: { ...(partnerId && { id: String(partnerId) }), name: partner }, fileName },
    ...{ format: format as never, variant, encoding, status: status as never },
    ...{ statusLabel: say(`imports.status.${status}`), origin: say('imports.origin') },
    ...{ size, sha256, createdAt: createdAt.toISOString(), updatedAt: updatedAt.toISOString() },
    detail: say('imports.entries', { count: entries, shown: formatNumber('fr', entries) }),
    ...(error && { error }),
    period: {
      ...(periodLabel && { label: periodLabel }),
      ...(lastDate > 0 && { firstDate: dayOf(String(firstDate)), lastDate: dayOf(String(lastDate)) }),
    },
    counts: { lines, entries, journals, accounts, tiers },
    totals: { debit: euros(debit), credit: euros(credit), balance: euros(debit - credit) },
    ...{ validity, grouping, extraColumns, anomalies: { ...severities, byCode } },
    links: {
      self,
      ...Object.fromEntries(
        ['entries', 'journals', 'accounts', 'tiers', 'sections', 'anomalies', 'original', 'fec'].map((one) => [
          one,
          `${self}/${one}`,
        ]),
      ),
    },
  };
}

/** The gravest first, and of these the most frequent. */
export function anomaliesByCode(counts: PartnerImportRecord['anomalyCounts']) {
  return Object.entries(counts)
    .map(([code, { severity, count }]) => ({ code, severity, count, message: anomalyText('fr', { code }) }))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || b.count - a.count);
}

const AT = Object.fromEntries(COLUMNS.map((column, n) => [column, n])) as Record<(typeof COLUMNS)[number], number>;

/** A line of entries as the API shows it. */
export function presentEntry({ index, line, fields }: EntryLine, extraColumns: string[]): z.input<typeof entryView> {
  const field = (column: (typeof COLUMNS)[number]) => fields[AT[column]] ?? '';
  const extra = extraColumns.flatMap((name, n) => {
    const value = fields[COLUMNS.length + n] ?? '';
    return value === '' ? [] : [[name, value] as const];
  });
  return {
    ...{ index, ...(line !== undefined && { line }) },
    journal: { code: field('JournalCode'), label: field('JournalLib') },
    ...{ number: field('EcritureNum'), date: dayOf(field('EcritureDate')) },
    account: { number: field('CompteNum'), label: field('CompteLib') },
    ...(field('CompAuxNum') && { tiers: { code: field('CompAuxNum'), label: field('CompAuxLib') } }),
    piece: { ref: field('PieceRef'), ...(field('PieceDate') && { date: dayOf(field('PieceDate')) }) },
    ...{ label: field('EcritureLib'), debit: amountOf(field('Debit')), credit: amountOf(field('Credit')) },
    ...(field('EcritureLet') && {
      lettering: { code: field('EcritureLet'), ...(field('DateLet') && { date: dayOf(field('DateLet')) }) },
    }),
    ...(field('ValidDate') && { validDate: dayOf(field('ValidDate')) }),
    ...(field('Idevise') && {
      currency: { amount: field('Montantdevise').replace(',', '.'), code: field('Idevise') },
    }),
    ...(extra.length > 0 && { extra: Object.fromEntries(extra) }),
  };
}

export function presentValue({ value, label, count, debit, credit }: ValueLine): z.input<typeof valueView> {
  const totals = { debit: euros(debit), credit: euros(credit), balance: euros(debit - credit) };
  return { code: value, label, lines: count, ...totals };
}

export function presentLayout(layout: PartnerLayoutRecord): z.input<typeof layoutView> {
  const { fingerprint: id, status, header, sample, mapping, missing, confidence, updatedAt } = layout;
  return {
    ...{ id, status, header, sample, mapping: mapping as never, missing, confidence },
    ...{ updatedAt: updatedAt.toISOString(), links: { self: `/api/v1/layouts/${id}` } },
  };
}

export function presentAnomaly(anomaly: KeptAnomaly): z.input<typeof anomalyView> {
  return { ...anomaly, message: anomalyText('fr', anomaly) };
}

/** `2025-03-15` for `20250315`; what is no date stays as it is. */
export function dayOf(text: string): string {
  return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : text;
}

/** `1138.50`; what is no amount stays as the file has it. */
function amountOf(text: string): string {
  const [, sign, whole, part = ''] = /^(-?)(\d*)(?:,(\d{0,2}))?$/.exec(text) ?? [];
  return whole === undefined ? text : `${sign}${whole || '0'}.${part.padEnd(2, '0')}`;
}

/** Integer cents as `1138.50`. */
export function euros(cents: number): string {
  const digits = String(Math.abs(cents)).padStart(3, '0');
  return `${cents < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
