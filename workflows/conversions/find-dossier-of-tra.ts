import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';
import { readTraName } from '../partner-imports/formats/read-tra-name.ts';

/** The dossier whose number is in the name of a TRA (domain 200), with or without the zeros before it. */
export async function findDossierOfTra(cabinetId: string, fileName: string): Promise<DossierRecord | undefined> {
  const folder = foldText(readTraName(fileName)?.folder ?? '');
  if (!folder) return undefined;
  const keys = [...new Set([folder, folder.replace(/^0+(?=.)/, '')])];
  const found = await Dossier.find({ cabinetId, codeKey: { $in: keys } }).lean<DossierRecord[]>();
  return found.find(({ codeKey }) => codeKey === folder) ?? found[0];
}
