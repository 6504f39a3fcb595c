import { AppError } from '../../errors.ts';
import { PartnerImport, type PartnerImportRecord } from '../../models/partner-import.ts';
import type { ImportScope } from './list-partner-imports.ts';

/**
 * One import. What is still coming in, and what is another partner's or another firm's, does not exist.
 *
 * @throws AppError `not-found`.
 */
export async function getPartnerImport(
  { cabinetId, partnerId, dossierIds }: ImportScope,
  importId: string,
): Promise<PartnerImportRecord> {
  const isId = /^[0-9a-f]{24}$/.test(importId);
  const found =
    isId &&
    (await PartnerImport.findOne(
      {
        ...{ _id: importId, cabinetId, status: { $ne: 'receiving' } },
        ...(partnerId && { partnerId }),
        ...(dossierIds && { dossierId: { $in: dossierIds } }),
      },
      { sketch: 0, outbox: 0 },
    ).lean<PartnerImportRecord>());
  if (!found) throw new AppError('not-found', { because: 'partner import' });
  return found;
}
