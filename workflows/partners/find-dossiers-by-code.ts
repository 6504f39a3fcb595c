import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';

export type ByCode = { found: DossierRecord[] /** As typed. */; unknown: string[] };

/** The dossiers of these codes, each once, case and accents aside; a code is never completed (domain 62). */
export async function findDossiersByCode(cabinetId: string, codes: readonly string[]): Promise<ByCode> {
  const keys = [...new Set(codes.map(foldText))];
  const found = await Dossier.find({ cabinetId, codeKey: { $in: keys } })
    .sort({ codeKey: 1 })
    .lean<DossierRecord[]>();
  const known = new Set(found.map(({ codeKey }) => codeKey));
  return { found, unknown: codes.filter((code) => !known.has(foldText(code))) };
}

const MOST_NAMED = 10;

/**
 * The same, when all must be there and none of their clients have left: identifiers.
 *
 * @throws AppError `partner-dossiers-unknown`, `partner-dossiers-left`, which name the codes.
 */
export async function resolveDossierCodes(cabinetId: string, codes: readonly string[]): Promise<string[]> {
  const { found, unknown } = await findDossiersByCode(cabinetId, codes);
  if (unknown.length > 0) throw new AppError('partner-dossiers-unknown', { params: { codes: named(unknown) } });
  const left = found.filter(({ status }) => status !== 'active').map(({ code }) => code);
  if (left.length > 0) throw new AppError('partner-dossiers-left', { params: { codes: named(left) } });
  return found.map(({ _id }) => String(_id));
}

function named(codes: string[]): string {
  return [...codes.slice(0, MOST_NAMED), ...(codes.length > MOST_NAMED ? ['…'] : [])].join(', ');
}
