import { PartnerImport, type PartnerImportRecord, type PartnerImportState } from '../../models/partner-import.ts';

export type ImportLine = {
  importId: string;
  partner: string;
  fileName: string;
  format: string;
  status: PartnerImportState;
  createdAt: Date;
  /** « 97 écritures », « EXERCICE 2021 » (domain 168). */
  entries: number;
  periodLabel?: string;
};

const MOST_SHOWN = 10;

/** All partner imports of a dossier but those that are still coming in, newest first, as the console lists them when it opens by itself (domain 166). */
export async function listImports(
  cabinetId: string,
  dossierId: string,
): Promise<{ lines: ImportLine[]; hasMore: boolean }> {
  const found = await PartnerImport.find({ cabinetId, dossierId, status: { $ne: 'receiving' } })
    .sort({ createdAt: -1 })
    .limit(MOST_SHOWN + 1)
    .lean<PartnerImportRecord[]>();
  const lines = found.slice(0, MOST_SHOWN).map(({ _id, partner, fileName, format, status, totals, ...rest }) => ({
    ...{ importId: String(_id), partner, fileName, format, status: status as PartnerImportState },
    ...{ createdAt: rest.createdAt, entries: totals?.entries ?? 0, periodLabel: rest.periodLabel },
  }));
  return { lines, hasMore: found.length > MOST_SHOWN };
}
