import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';

/** What a typed code or name stands for. */
export type DossierMatch =
  | { kind: 'one'; dossier: DossierRecord }
  | { kind: 'several'; dossiers: DossierRecord[]; hasMore: boolean }
  | { kind: 'none' };

const MOST_SHOWN = 10;

/**
 * Looks a dossier up by code or name. An exact code wins; a prefix that fits several is never taken for a choice
 * (domain 62). Several words must each begin a word of the name.
 */
export async function findDossiers(cabinetId: string, typed: string): Promise<DossierMatch> {
  const key = foldText(typed);
  if (!key) return { kind: 'none' };
  const exact = await Dossier.findOne({ cabinetId, codeKey: key }).lean<DossierRecord>();
  if (exact) return { kind: 'one', dossier: exact };

  const prefixes = [key, ...key.split(' ')].map((part) => new RegExp(`^${escapeRegExp(part)}`));
  const [whole, ...words] = prefixes;
  const dossiers = await Dossier.find({
    cabinetId,
    $or: [{ searchKeys: whole }, { $and: words.map((word) => ({ searchKeys: word })) }],
  })
    .sort({ codeKey: 1 })
    .limit(MOST_SHOWN + 1)
    .lean<DossierRecord[]>();
  const [first] = dossiers;
  if (!first) return { kind: 'none' };
  if (dossiers.length === 1) return { kind: 'one', dossier: first };
  return { kind: 'several', dossiers: dossiers.slice(0, MOST_SHOWN), hasMore: dossiers.length > MOST_SHOWN };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
