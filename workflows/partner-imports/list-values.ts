import { AppError } from '../../errors.ts';
import { EntryValue, type EntryValueRecord, type ValueKind, valueId } from '../../models/entry-value.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';

export type ValueLine = Pick<EntryValueRecord, 'value' | 'label' | 'count' | 'debit' | 'credit'>;

/**
 * The journals, accounts, tiers or analytic sections of an import with their totals, in the order of their codes.
 *
 * @throws AppError `cursor-invalid`.
 */
export async function listValues(
  { cabinetId, setId }: Pick<PartnerImportRecord, 'cabinetId' | 'setId'>,
  kind: ValueKind,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ values: ValueLine[]; next?: string }> {
  const start = valueId(setId, kind, '');
  const after = cursor === undefined ? undefined : Buffer.from(cursor, 'base64url').toString('utf8');
  if (after !== undefined && (after === '' || after.length > 400)) throw new AppError('cursor-invalid');
  const found = await EntryValue.find(
    {
      _id: { ...(after === undefined ? { $gte: start } : { $gt: `${start}${after}` }), $lt: `${start}\uffff` },
      cabinetId,
    },
    { chunks: 0 },
  )
    .sort({ _id: 1 })
    .limit(limit + 1)
    .lean<EntryValueRecord[]>();
  const values = found.slice(0, limit);
  const last = values.at(-1);
  return {
    values: values.map(({ value, label, count, debit, credit }) => ({ value, label, count, debit, credit })),
    ...(found.length > limit && last && { next: Buffer.from(last._id.slice(start.length)).toString('base64url') }),
  };
}
