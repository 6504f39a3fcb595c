import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { PartnerImport, type PartnerImportRecord, type PartnerImportState } from '../../models/partner-import.ts';

export type { PartnerImportRecord };

/** Whose imports: a partner's own, on the dossiers that it may reach, or all of the firm's. */
export type ImportScope = { cabinetId: string; partnerId?: Types.ObjectId; dossierIds?: Types.ObjectId[] };

export type ImportFilter = {
  statuses?: Exclude<PartnerImportState, 'receiving'>[];
  dossierId?: Types.ObjectId;
  /** Only of this partner's, in hexadecimal. */
  partnerId?: string;
  /** When they were received, both included. */
  since?: Date;
  until?: Date;
};

export type ImportPage = { imports: PartnerImportRecord[]; next?: string };

const VISIBLE = { $ne: 'receiving' as const };

/**
 * Imports, newest first. What is still coming in is nobody's business yet.
 *
 * @throws AppError `cursor-invalid`.
 */
export async function listPartnerImports(
  { cabinetId, partnerId, dossierIds }: ImportScope,
  filter: ImportFilter,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<ImportPage> {
  if (cursor !== undefined && !/^[0-9a-f]{24}$/.test(cursor)) throw new AppError('cursor-invalid');
  const { statuses, dossierId, since, until } = filter;
  const owner = partnerId ?? filter.partnerId;
  const found = await PartnerImport.find(
    {
      cabinetId,
      status: statuses ? { $in: statuses } : VISIBLE,
      ...(owner && { partnerId: owner }),
      $and: [dossierId ? { dossierId } : {}, dossierIds ? { dossierId: { $in: dossierIds } } : {}],
      ...((since || until) && { createdAt: { ...(since && { $gte: since }), ...(until && { $lte: until }) } }),
      ...(cursor && { _id: { $lt: new Types.ObjectId(cursor) } }),
    },
    { sketch: 0, outbox: 0 },
  )
    .sort({ _id: -1 })
    .limit(limit + 1)
    .lean<PartnerImportRecord[]>();
  const imports = found.slice(0, limit);
  return { imports, ...(found.length > limit && { next: String(imports.at(-1)?._id) }) };
}
