import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';

/** By what a dossier was recognised as one that is there already. */
export type Existing = { dossier: DossierRecord; by: 'code' | 'siren' };

/**
 * The dossier that has this code, or else this SIREN: one client company is one dossier, shown rather than made again.
 */
export async function findExisting(
  cabinetId: string,
  { code, siren }: { code: string; siren?: string },
): Promise<Existing | undefined> {
  const [byCode, bySiren] = await Promise.all([
    Dossier.findOne({ cabinetId, codeKey: foldText(code) }).lean<DossierRecord>(),
    siren ? Dossier.findOne({ cabinetId, siren }).lean<DossierRecord>() : null,
  ]);
  // The company is what one dossier stands for; the code may have been given twice by mistake.
  if (bySiren) return { dossier: bySiren, by: byCode?._id.equals(bySiren._id) ? 'code' : 'siren' };
  return byCode ? { dossier: byCode, by: 'code' } : undefined;
}
