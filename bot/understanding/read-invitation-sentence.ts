/** Takes an invitation apart: "inviter Claire Martin claire@x.example sur TEST1". Pure. */
import { foldText } from '../../models/fold-text.ts';

export type InvitationSentence = { prenom?: string; nom?: string; email?: string; mobile?: string; dossier?: string };

const EMAIL = /[\p{L}\d._%+'-]+@[\p{L}\d.-]+\.\p{L}{2,}/u;
const PHONE = /(?:\+\d{1,3}[\s.]?|\b0)\d(?:[\s.-]?\d){6,12}\b/;
/** Words that ask, greet or thank, and say nothing of the person. */
const NOISE = new Set(
  (
    'inviter invite invitez inviteras invites ajouter ajoute ajoutez creer cree creez envoyer envoie envoyez nouveau ' +
    'nouvel nouvelle un une le la les l notre ce cet cette client cliente clients invitation invitee interlocuteur ' +
    'interlocutrice contact personne quelqu quelqu_un a au aux et stp svp merci bonjour salut peux tu pouvez vous ' +
    'pourriez veuillez je voudrais souhaite dois faut il s te plait monsieur madame mademoiselle m mr mme mlle adresse ' +
    'mail email e-mail courriel avec son sa est please the an guest someone to add named comme'
  ).split(' '),
);
/** What announces a dossier. */
const DOSSIER_MARK =
  /\s(?:sur|pour|dans|au|du|on|for|in|to)?\s*(?:le\s|la\s|the\s)?(?:dossier|client file|file)\s+(.+)$/iu;
const DOSSIER_AFTER = /\s(?:sur|pour|dans|chez|on|for|to)\s+(.+)$/iu;

/**
 * @returns what the sentence says, each part only when it is there. The dossier is given as typed: it is for the
 * caller to look it up.
 */
export function readInvitationSentence(text: string): InvitationSentence {
  const email = EMAIL.exec(text)?.[0];
  // Markers instead of what was read, so that what stands on either side keeps its place.
  let rest = ` ${text.replace(EMAIL, ' @ ')} `;
  const mobile = PHONE.exec(rest)?.[0].trim();
  if (mobile) rest = rest.replace(mobile, ' ');
  const marked = DOSSIER_MARK.exec(rest) ?? DOSSIER_AFTER.exec(rest);
  const { dossier: announced, others } = marked ? splitDossier(marked[1] ?? '') : {};
  let dossier = announced;
  // "sur TEST1 claire@…": the address may follow the dossier, and so may the name.
  if (marked) rest = `${rest.slice(0, marked.index)} ${others} @ ${(marked[1] ?? '').split('@').slice(1).join(' ')}`;
  const [before = '', ...after] = rest.split('@');
  if (!dossier) dossier = after.map(dossierText).find((part) => part && looksLikeCode(part));
  const words = nameWords(before).concat(nameWords(before).length === 0 ? after.flatMap(nameWords) : []);
  const isDossierOnly = dossier && foldText(words.join(' ')) === foldText(dossier);
  return {
    ...splitName(isDossierOnly ? [] : words),
    ...(email && { email }),
    ...(mobile && { mobile }),
    ...(dossier && { dossier }),
  };
}

/** A code with a digit stands for itself: in "sur TEST1 Claire Martin" what follows is the person. */
function splitDossier(text: string): { dossier?: string; others: string } {
  const dossier = dossierText(text);
  const [first = '', ...others] = dossier?.split(' ') ?? [];
  return /\d/.test(first) ? { dossier: first, others: others.join(' ') } : { dossier, others: '' };
}

function dossierText(text: string): string | undefined {
  const words = (text.split('@')[0] ?? '')
    .replace(/[,;:.!?«»"()]+/g, ' ')
    .split(/\s+/)
    .filter((word) => word && !/^(svp|stp|merci|please|le|la|the|avec|et|dossier)$/i.test(word));
  return words.join(' ') || undefined;
}

/** A code of the firm's has a digit or is in capitals; a loose word after the address is no dossier. */
function looksLikeCode(text: string): boolean {
  return !text.includes(' ') && (/\d/.test(text) || (text.length > 2 && text === text.toUpperCase()));
}

function nameWords(text: string): string[] {
  return (
    text
      .replace(/[,;:!?«»"()]+/g, ' ')
      // « l’adresse », « d’un »; not « d’Arc », which is a name.
      .replace(/(^|\s)[LDNldn]['’](?=\p{Ll})/gu, ' ')
      .split(/\s+/)
      .map((word) => word.replace(/^\.+|\.+$/g, ''))
      .filter((word, at, all) => /^\p{L}[\p{L}'’-]*$/u.test(word) && !isNoise(word, all[at - 1]))
  );
}

function isNoise(word: string, before: string | undefined): boolean {
  const folded = foldText(word);
  // The article of « Yann Le Guen » and « Claire de La Tour » is part of the name; that of « la cliente » is not.
  if (/^l[ea]s?$/.test(folded) && before && (word !== folded || foldText(before) === 'de')) return false;
  // « s’il », « quelqu’un », « pouvez-vous »: noise when each of its parts is.
  return folded.split(/[-\s]/).every((part) => NOISE.has(part));
}

/** "Claire MARTIN", "MARTIN Claire" and "Claire de La Tour": a word in capitals is the name, else the first is not. */
function splitName(words: string[]): { prenom?: string; nom?: string } {
  if (words.length === 0) return {};
  if (words.length === 1) return { nom: capitalise(words[0]!) };
  const isCapitals = (word: string) => word.length > 1 && word === word.toUpperCase();
  const capitals = words.filter(isCapitals);
  if (capitals.length > 0 && capitals.length < words.length) {
    const others = words.filter((word) => !isCapitals(word));
    return { prenom: others.map(capitalise).join(' '), nom: capitals.join(' ') };
  }
  const [first, ...others] = words;
  return { prenom: capitalise(first!), nom: others.map(capitalise).join(' ') };
}

/** Names typed in a hurry, without capitals; particles and the person's own capitals are left as they are. */
function capitalise(word: string): string {
  if (word !== word.toLowerCase() || /^(de|du|des|la|le|von|van|d)$/.test(word)) return word;
  return word.replace(/(^|[-'’])\p{L}/gu, (start) => start.toUpperCase());
}
