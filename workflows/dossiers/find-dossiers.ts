import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { foldText } from '../../models/fold-text.ts';

/** What a typed code or name stands for. */
export type DossierMatch =
  | { kind: 'one'; dossier: DossierRecord }
  | { kind: 'several'; dossiers: DossierRecord[]; hasMore: boolean }
  | { kind: 'none' };

const MOST_SHOWN = 10;
const MOST_WORDS = 8;
/** Fewer are all read, and shown in the order of their codes. */
const FEW = 200;
/** Looked at for one question at most, so that a common word costs the same in a firm of a hundred thousand dossiers. */
const MOST_READ = 1_000;

/**
 * Looks a dossier up by code or name. An exact code wins; a prefix that fits several is never taken for a choice
 * (domain 62). Several words must each begin a word of the name.
 */
export async function findDossiers(cabinetId: string, typed: string): Promise<DossierMatch> {
  const key = foldText(typed);
  if (!key) return { kind: 'none' };
  const exact = await Dossier.findOne({ cabinetId, codeKey: key }).lean<DossierRecord>();
  if (exact) return { kind: 'one', dossier: exact };

  const { found, isCut } = await readByRarestWord(cabinetId, key.split(' ').slice(0, MOST_WORDS));
  const [first] = found;
  if (first && found.length === 1 && !isCut) return { kind: 'one', dossier: first };
  if (!first && !isCut) return { kind: 'none' };
  found.sort((a, b) => (a.codeKey < b.codeKey ? -1 : 1));
  return { kind: 'several', dossiers: found.slice(0, MOST_SHOWN), hasMore: isCut || found.length > MOST_SHOWN };
}

/** Through the index by the word that fewest dossiers have, which MongoDB does not find out by itself. */
async function readByRarestWord(cabinetId: string, words: string[]) {
  const prefixes = words.map((word) => ({ searchKeys: new RegExp(`^${escapeRegExp(word)}`) }));
  const counts = await Promise.all(
    prefixes.map((prefix) => Dossier.countDocuments({ cabinetId, ...prefix }, { limit: FEW })),
  );
  const fewest = Math.min(...counts);
  if (fewest === 0) return { found: [], isCut: false };
  const rarest = prefixes[counts.indexOf(fewest)]!;
  const others = prefixes.filter((prefix) => prefix !== rarest);
  if (fewest >= FEW) return readCommon(cabinetId, rarest, others);
  const read = await Dossier.find({ cabinetId, ...rarest }).lean<DossierRecord[]>();
  const fits = ({ searchKeys }: DossierRecord) =>
    others.every((prefix) => searchKeys.some((word) => prefix.searchKeys.test(word)));
  return { found: read.filter(fits), isCut: false };
}

type Prefix = { searchKeys: RegExp };

/** Every word is common: the database stops at the first that fit, or once it has looked at enough of them. */
async function readCommon(cabinetId: string, rarest: Prefix, others: Prefix[]) {
  const found = await Dossier.aggregate<DossierRecord>([
    { $match: { cabinetId, ...rarest } },
    { $limit: MOST_READ },
    ...(others.length > 0 ? [{ $match: { $and: others } }] : []),
    { $limit: MOST_SHOWN + 1 },
  ]);
  if (found.length > MOST_SHOWN) return { found, isCut: true };
  const looked = await Dossier.countDocuments({ cabinetId, ...rarest }, { limit: MOST_READ });
  return { found, isCut: looked >= MOST_READ };
}

function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
