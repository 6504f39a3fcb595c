import { Types } from 'mongoose';
import { Partner } from '../../../models/partner.ts';
import { PartnerImport } from '../../../models/partner-import.ts';
import {
  type LayoutState,
  layoutParts,
  PartnerLayout,
  type PartnerLayoutRecord,
} from '../../../models/partner-layout.ts';
import { findStaffName } from '../../staff/find-staff-name.ts';
import { type CustomMapping, customMappingSchema } from '../formats/custom-mapping.ts';

/** A column of the partner's files, with what its first rows hold. `name` is empty for a file without a header. */
export type FileColumn = { index: number; name: string; samples: string[] };

export type LayoutView = {
  layoutId: string;
  partner: string;
  status: LayoutState;
  version: number;
  columns: FileColumn[];
  mapping: CustomMapping;
  confirmedAt?: Date;
  /** `partner` when its program agreed; undefined for somebody who is no longer on record. */
  confirmedBy?: { kind: 'partner' | 'collaborateur'; name?: string };
  /** Imports that wait for an agreement, or for the reading that follows it. */
  waiting: number;
  /** Of those that waited when it was last agreed to, how many were read again. */
  reread: number;
  /** Imports with these columns that cannot be validated for another reason. */
  inError: number;
};

/** What a mapping that an older version wrote, and that cannot be used, is replaced by. */
const NOTHING: CustomMapping = {
  ...{ columns: {}, constants: {}, extras: [], dateOrder: 'JJMMAAAA', decimal: ',', separator: ';' },
  ...{ headerRow: 1, skipRows: 0, signConvention: 'debit-positive' },
};

/** A partner's columns as people see them; undefined when the firm has none under this identifier. */
export async function getLayout(cabinetId: string, layoutId: string): Promise<LayoutView | undefined> {
  const record = await PartnerLayout.findOne({ _id: layoutId, cabinetId }).lean<PartnerLayoutRecord>();
  if (!record) return undefined;
  const { partnerId, status, version, confirmedAt, confirmedBy, waited = 0 } = record;
  const isOfThese = { cabinetId, status: 'error' as const, ...layoutParts(layoutId) };
  const [partner, waiting, inError] = await Promise.all([
    Partner.findOne({ _id: partnerId, cabinetId }, { name: 1 }).lean(),
    PartnerImport.countDocuments({ ...isOfThese, 'anomalyCounts.mapping-to-confirm': { $exists: true } }),
    PartnerImport.countDocuments({ ...isOfThese, 'anomalyCounts.mapping-to-confirm': { $exists: false } }),
  ]);
  const mapping = customMappingSchema.safeParse(record.mapping);
  return {
    ...{ layoutId, partner: partner?.name ?? '', status, version, columns: columnsOf(record) },
    mapping: mapping.success ? mapping.data : NOTHING,
    ...(confirmedAt && { confirmedAt }),
    ...(confirmedBy && { confirmedBy: await whoConfirmed(cabinetId, confirmedBy) }),
    ...{ waiting, inError, reread: Math.max(0, waited - waiting) },
  };
}

function columnsOf({ header, sample }: PartnerLayoutRecord): FileColumn[] {
  const width = sample.reduce((most, row) => Math.max(most, row.length), header.length);
  const columns = Array.from({ length: width }, (_, index) => ({
    ...{ index, name: header[index] ?? '' },
    samples: sample.map((row) => row[index] ?? ''),
  }));
  return columns.filter(({ name, samples }) => name !== '' || samples.some((cell) => cell !== ''));
}

async function whoConfirmed(
  cabinetId: string,
  { kind, id }: NonNullable<PartnerLayoutRecord['confirmedBy']>,
): Promise<NonNullable<LayoutView['confirmedBy']>> {
  if (kind === 'partner') return { kind };
  const name = await findStaffName(cabinetId, new Types.ObjectId(id));
  return { kind, ...(name && { name }) };
}
