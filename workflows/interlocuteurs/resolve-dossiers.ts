import type { DossierRecord } from '../../models/dossier.ts';
import { type DossierMatch, findDossiers } from '../dossiers/find-dossiers.ts';

/** What a list of codes and names stands for. */
export type ResolvedDossiers = {
  /** Those that are certain, each once, in the order in which they were named. */
  found: DossierRecord[];
  /** The first thing that is wrong, with what was typed. */
  fault?: { fault: 'dossier-none' | 'dossier-several' | 'dossier-left' | 'dossier-too-many'; typed: string };
  /** Among which a person must choose, when something fits several (domain 62). */
  choices?: { dossiers: DossierRecord[]; hasMore: boolean };
};

const MOST_NAMED = 10;
const MOST_SHOWN = 10;

/**
 * Looks up « TEST1, FLEURS et TEST2 ». A prefix that fits several is never taken for a choice (domain 62); `chosenIds`
 * are what was chosen among several, and count only among those that fit what is typed now.
 */
export async function resolveDossiers(
  cabinetId: string,
  typed: string,
  chosenIds: readonly string[] = [],
): Promise<ResolvedDossiers> {
  const text = typed.trim();
  if (!text) return { found: [] };
  // « Dupont et Fils » is one name, not two.
  const whole = await findDossiers(cabinetId, text);
  const parts = whole.kind === 'none' ? partsOf(text) : [text];
  if (parts.length > MOST_NAMED) return { found: [], fault: { fault: 'dossier-too-many', typed: text } };
  const matches = parts.length === 1 ? [whole] : await Promise.all(parts.map((part) => findDossiers(cabinetId, part)));

  const resolved: ResolvedDossiers = { found: [] };
  for (const [at, match] of matches.entries()) readMatch(resolved, match, parts[at]!, chosenIds);
  return resolved;
}

function partsOf(text: string): string[] {
  const parts = text.split(/[,;\n]|\s+(?:et|and|&|\+)\s+/i).map((part) => part.trim());
  return parts.filter(Boolean);
}

function readMatch(resolved: ResolvedDossiers, match: DossierMatch, typed: string, chosenIds: readonly string[]): void {
  if (match.kind === 'none') {
    resolved.fault ??= { fault: 'dossier-none', typed };
    return;
  }
  if (match.kind === 'one') {
    addFound(resolved, [match.dossier], typed);
    return;
  }
  const chosen = match.dossiers.filter(({ _id }) => chosenIds.includes(String(_id)));
  const known = resolved.choices?.dossiers ?? [];
  const others = match.dossiers.filter(({ _id }) => !known.some((one) => one._id.equals(_id)));
  const dossiers = [...known, ...others];
  const hasMore = match.hasMore || Boolean(resolved.choices?.hasMore) || dossiers.length > MOST_SHOWN;
  resolved.choices = { dossiers: dossiers.slice(0, MOST_SHOWN), hasMore };
  if (chosen.length > 0) addFound(resolved, chosen, typed);
  else resolved.fault ??= { fault: 'dossier-several', typed };
}

function addFound(resolved: ResolvedDossiers, dossiers: DossierRecord[], typed: string): void {
  for (const dossier of dossiers) {
    // Nobody becomes the interlocuteur of a client who has left.
    if (dossier.status !== 'active') resolved.fault ??= { fault: 'dossier-left', typed };
    else if (!resolved.found.some(({ _id }) => _id.equals(dossier._id))) resolved.found.push(dossier);
  }
}
