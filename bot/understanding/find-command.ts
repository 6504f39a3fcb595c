/** Which command a sentence asks for, or the nearest ones. Pure and explainable: words, stems and likeness. */

import { foldText } from '../../models/fold-text.ts';
import type { Command } from '../commands/command.ts';

export type Found = { command: Command } | { nearest: Command[] };

const SUGGESTIONS = 3;
/** Below it, a sentence only resembles a command: it is offered, not run. */
const SURE = 0.8;
/** Below it, it resembles nothing: what people want most is offered. */
const LIKELY = 0.35;

const MOST_WANTED = ['propose-service', 'invite-client', 'help'];

/**
 * An exact title or synonym wins; then the first command whose own sentences this is; a slip of the finger is forgiven;
 * anything else gets the three nearest possibilities.
 */
export function findCommand(commands: readonly Command[], text: string): Found {
  const typed = fold(text);
  const exact = commands.find((one) => phrases(one).includes(typed));
  if (exact) return { command: exact };
  const asked = commands.find((one) => one.matches?.(text));
  if (asked) return { command: asked };
  const ranked = commands
    .map((command) => ({ command, score: Math.max(...phrases(command).map((phrase) => likeness(typed, phrase))) }))
    .sort((a, b) => b.score - a.score);
  const [best] = ranked;
  if (best && best.score >= SURE) return { command: best.command };
  const likely = ranked.filter(({ score }) => score >= LIKELY).map(({ command }) => command);
  const wanted = MOST_WANTED.flatMap((name) => commands.find((one) => one.name === name) ?? []);
  return { nearest: [...new Set([...likely, ...wanted, ...commands])].slice(0, SUGGESTIONS) };
}

/** Folded once: a command's phrases never change. */
const folded = new WeakMap<Command, string[]>();

function phrases(command: Command): string[] {
  const known = folded.get(command);
  if (known) return known;
  const made = [...Object.values(command.titles), ...command.synonyms].map(fold);
  folded.set(command, made);
  return made;
}

/** « Aidez-moi » and « aidez moi » are one; « ? » is kept as it is. */
function fold(text: string): string {
  return foldText(text).replace(/[-_]+/g, ' ').trim() || text.trim();
}

/** Share of letter pairs in common (Sørensen–Dice), 0 to 1: it bears typos and missing words. */
function likeness(a: string, b: string): number {
  const pairs = (text: string) => Array.from({ length: Math.max(text.length - 1, 0) }, (_, i) => text.slice(i, i + 2));
  const left = pairs(a);
  const right = pairs(b);
  if (left.length === 0 || right.length === 0) return a === b ? 1 : 0;
  const remaining = [...right];
  let common = 0;
  for (const pair of left) {
    const at = remaining.indexOf(pair);
    if (at < 0) continue;
    remaining.splice(at, 1);
    common += 1;
  }
  return (2 * common) / (left.length + right.length);
}
