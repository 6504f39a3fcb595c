import { PartnerImport, type PartnerImportState } from '../../models/partner-import.ts';

export type ImportLine = {
  importId: string;
  partner: string;
  fileName: string;
  format: string;
  status: PartnerImportState;
  createdAt: Date;
};

const MOST_SHOWN = 10;

/** All partner imports of a dossier, newest first, as the console lists them when it opens by itself (domain 166). */
export async function listImports(
  cabinetId: string,
  dossierId: string,
): Promise<{ lines: ImportLine[]; hasMore: boolean }> {
  const found = await PartnerImport.find({ cabinetId, dossierId })
    .sort({ createdAt: -1 })
    .limit(MOST_SHOWN + 1)
    .lean();
  const lines = found.slice(0, MOST_SHOWN).map(({ _id, partner, fileName, format, status, createdAt }) => ({
    ...{ importId: String(_id), partner, fileName, format, status: status as PartnerImportState },
    createdAt: createdAt as unknown as Date,
  }));
  return { lines, hasMore: found.length > MOST_SHOWN };
}
