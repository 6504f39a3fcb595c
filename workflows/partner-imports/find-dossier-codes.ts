import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { PartnerImportRecord } from '../../models/partner-import.ts';

/** Codes of the dossiers of some imports, by the dossier's identifier. */
export async function findDossierCodes(
  cabinetId: string,
  imports: Pick<PartnerImportRecord, 'dossierId'>[],
): Promise<Map<string, string>> {
  const ids = [...new Set(imports.map(({ dossierId }) => String(dossierId)))];
  const found = await Dossier.find({ _id: { $in: ids }, cabinetId }, { code: 1 }).lean<DossierRecord[]>();
  return new Map(found.map(({ _id, code }) => [String(_id), code]));
}
