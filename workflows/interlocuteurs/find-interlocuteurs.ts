import { foldText } from '../../models/fold-text.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { normaliseEmail } from '../invitations/normalise-email.ts';

/** Whom a typed name or address stands for. */
export type InterlocuteurMatch =
  | { kind: 'one'; person: InterlocuteurRecord }
  | { kind: 'several'; people: InterlocuteurRecord[]; hasMore: boolean }
  | { kind: 'none' };

const MOST_SHOWN = 8;
const MOST_WORDS = 8;
/** Read at most for one question, so that a common name costs the same in a firm of a hundred thousand people. */
const MOST_READ = 1_000;

/**
 * Looks a person up by address or by the beginnings of their names. Two people may have the same name (domain 55): then
 * it is for a person to choose. Those who were removed are not found.
 */
export async function findInterlocuteurs(cabinetId: string, typed: string): Promise<InterlocuteurMatch> {
  const email = normaliseEmail(typed);
  if (email) {
    const person = await Interlocuteur.findOne({ cabinetId, email, removedAt: null }).lean<InterlocuteurRecord>();
    return person ? { kind: 'one', person } : { kind: 'none' };
  }
  const words = wordsOf(typed).slice(0, MOST_WORDS);
  if (words.length === 0) return { kind: 'none' };
  const { found, isCut } = await readByRarestWord(cabinetId, words, 'prefix');
  // A whole name wins over those that only begin like it.
  const exact = found.filter((person) => isSameName(person, typed));
  const fitting = exact.length > 0 ? exact : found;
  const [first] = fitting;
  if (first && fitting.length === 1 && !isCut) return { kind: 'one', person: first };
  if (!first && !isCut) return { kind: 'none' };
  fitting.sort((a, b) => (a.sortKey < b.sortKey ? -1 : 1));
  return { kind: 'several', people: fitting.slice(0, MOST_SHOWN), hasMore: isCut || fitting.length > MOST_SHOWN };
}

/** People whose whole name is this one, whichever of its words comes first. */
export async function findNamesakes(cabinetId: string, name: string): Promise<InterlocuteurRecord[]> {
  const words = wordsOf(name);
  if (words.length === 0) return [];
  const { found } = await readByRarestWord(cabinetId, words, 'whole');
  return found.filter((person) => isSameName(person, name));
}

export function isSameName({ nom, prenom }: { nom: string; prenom?: string }, name: string): boolean {
  return sorted(`${prenom ?? ''} ${nom}`) === sorted(name);
}

function sorted(name: string): string {
  return wordsOf(name).sort().join(' ');
}

/** As `interlocuteurKeys` cuts a name; an address in the making keeps its hyphens. */
function wordsOf(text: string): string[] {
  return foldText(text)
    .split(' ')
    .flatMap((word) => (word.includes('@') ? [word] : word.split('-')))
    .filter(Boolean);
}

/** Through the index by the word that fewest people have, which MongoDB does not find out by itself. */
async function readByRarestWord(cabinetId: string, words: string[], kind: 'prefix' | 'whole') {
  const terms = words.map((word) => ({
    searchKeys: kind === 'whole' ? word : new RegExp(`^${word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')}`),
  }));
  const there = { cabinetId, removedAt: null };
  const counts = await Promise.all(
    terms.map((term) => Interlocuteur.countDocuments({ ...there, ...term }, { limit: MOST_READ })),
  );
  const fewest = Math.min(...counts);
  const rarest = terms[counts.indexOf(fewest)]!;
  const read = await Interlocuteur.find({ ...there, ...rarest })
    .limit(MOST_READ)
    .lean<InterlocuteurRecord[]>();
  const fits = ({ searchKeys }: InterlocuteurRecord) =>
    words.every((word) => searchKeys.some((key) => (kind === 'whole' ? key === word : key.startsWith(word))));
  return { found: read.filter(fits), isCut: fewest >= MOST_READ };
}
