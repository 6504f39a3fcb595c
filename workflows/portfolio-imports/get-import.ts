import type { QueryFilter } from 'mongoose';
import { Collaborateur } from '../../models/collaborateur.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';

export type ImportView = Omit<PortfolioImportRecord, 'outbox' | 'faults' | 'openKey'> & {
  importId: string;
  /** Name of whoever handed it in. */
  depositor?: string;
  faults: PortfolioImportRecord['faults'];
  /** How many faults are kept to be looked at. */
  faultsKept: number;
};

type Page = { skip: number; limit: number };

/**
 * An import by its identifier, or by the place on a card that waited for its file, with a page of its faults.
 *
 * @returns undefined when there is none such in the firm.
 */
export async function getImport(
  cabinetId: string,
  which: { importId: string } | { slotId: string },
  { skip, limit }: Page = { skip: 0, limit: 10 },
): Promise<ImportView | undefined> {
  const where = 'importId' in which ? { _id: which.importId, cabinetId } : { cabinetId, slots: which.slotId };
  const find = (state: QueryFilter<PortfolioImportRecord>) =>
    PortfolioImport.findOne({ ...where, ...state }, { outbox: 0, openKey: 0 })
      .sort({ createdAt: -1 })
      .lean<PortfolioImportRecord>();
  // A file that is still to come stands behind one that is there.
  const record = (await find({ status: { $ne: 'receiving' } })) ?? (await find({ status: 'receiving' }));
  if (!record) return undefined;
  const depositor = await Collaborateur.findOne({ _id: record.createdBy, cabinetId }, { displayName: 1 }).lean();
  return {
    ...record,
    ...{ importId: String(record._id), depositor: depositor?.displayName },
    ...{ faults: record.faults.slice(skip, skip + limit), faultsKept: record.faults.length },
  };
}
