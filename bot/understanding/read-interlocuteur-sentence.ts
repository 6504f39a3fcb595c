/** Takes an addition apart: "ajouter l’interlocuteur Paul Petit paul@x.example sur TEST1 et FLEURS, administratif". Pure. */
import type { InterlocuteurForm } from '../../workflows/interlocuteurs/check-interlocuteur-form.ts';
import { mapRole } from '../../workflows/interlocuteurs/map-role.ts';
import { easeText } from './ease-text.ts';
import { readInvitationSentence } from './read-invitation-sentence.ts';

const ADDING =
  /^(?:\S+ ){0,4}?(?:ajout(?:er?|ez|ons)|cre(?:er?|ez|ons)|enregistr(?:er?|ez|ons)|nouvel(?:le)?|nouveau|add|create|new) (?:(?:un|une|le|la|l|nouvel|nouvelle|nouveau|an?|the|new) )*(?:interlocut(?:eur|rice|or)|contact)(?![a-z0-9])/;
const UP_TO_THE_NOUN = /^.*?(?:interlocut(?:eur|rice|or)|contact)(?![\p{L}\d])(?:\s+person)?\s*[:,]?\s*/isu;
const EMAIL = /[\p{L}\d._%+'-]+@[\p{L}\d.-]+\.\p{L}{2,}/gu;
const PHONE = /(?:\+\d{1,3}[\s.]?|\b0)\d(?:[\s.-]?\d){6,12}\b/;
const LANDLINE = new RegExp(`(?:\\b(?:et\\s+)?(?:tél\\.?\\s*)?fixe|\\blandline)\\s*:?\\s*(${PHONE.source})`, 'iu');
/** What announces a role, in so many words. */
const ROLE_MARK =
  /(?:^|[\s,;(])(?:en tant que|en qualité de|qualité|qualite|rôle(?: organisationnel)?|role)\s*:?\s+([^,;()@]+?)(?=\s+(?:sur|pour|dans|chez|on|for|to)\s|[,;()]|$)/iu;
/** Roles that end a sentence without a comma before them; « Chef » or « Patron » may be a name. */
const BARE_ROLE =
  /\s((?:direction|administratif|administrative)(?:\s+TPE)?|gérante?|gerante?|cogérante?|présidente?|presidente?|comptable|secrétaire|secretaire|assistante?|DAF)\s*$/iu;
const CODE = '[\\p{L}\\d][\\p{L}\\d_-]*(?![\\p{L}\\d_-]*\\u0000)';
const DOSSIERS = new RegExp(
  `(?:^|\\s)(?:sur|pour|dans|chez|aux?|on|for|to)\\s+(?:(?:les?|the)\\s+)?(?:(?:dossiers?|files?)\\s+)?` +
    `(${CODE}(?:(?:\\s*[,;]\\s*|\\s+(?:et|and|&)\\s+)(?:(?:et|and)\\s+)?${CODE})*)`,
  'giu',
);

/** Whether a sentence asks for somebody to be put on record. « ajouter un client » is an invitation. */
export function asksToAdd(text: string): boolean {
  return ADDING.test(easeText(text));
}

/** @returns what the sentence says, each part only when it is there; dossiers as typed, to be looked up. */
export function readInterlocuteurSentence(text: string): InterlocuteurForm {
  let rest = text.replace(UP_TO_THE_NOUN, '').replace(/[\s.!?…]+$/, '');
  const landline = LANDLINE.exec(rest);
  if (landline) rest = rest.replace(landline[0], ' ');
  const role = takeRole(rest);
  rest = role.rest;
  const dossiers = takeDossiers(rest);
  rest = dossiers.rest;
  const { dossier, ...person } = readInvitationSentence(rest);
  const named = dossiers.codes ?? dossier;
  return {
    ...person,
    ...(landline && { fixe: landline[1]?.trim() }),
    ...(named && { dossiers: named }),
    ...roleEntries(role.label),
  };
}

/** A Qualité is a choice; any other label is a role of its own, mapped later (domain 10, 247). */
function roleEntries(label: string | undefined): InterlocuteurForm {
  const mapped = label ? mapRole(label) : undefined;
  if (!mapped || !label) return {};
  return mapped.roleOrganisationnel ? { role: label } : { qualite: mapped.qualite };
}

function takeRole(text: string): { label?: string; rest: string } {
  const marked = ROLE_MARK.exec(text);
  if (marked) return { label: marked[1]?.trim(), rest: text.replace(marked[0], ' ') };
  const parts = text.split(/([,;()])/);
  const at = parts.findIndex((part) => isKnownRole(part));
  // The first part holds the name.
  if (at > 0) {
    const label = parts[at]?.trim();
    return { label, rest: parts.filter((_, i) => i !== at).join('') };
  }
  const bare = BARE_ROLE.exec(text);
  const before = bare ? text.slice(0, bare.index).trim() : '';
  if (!bare || before.split(/\s+/).length < 2) return { rest: text };
  return { label: bare[1], rest: before };
}

function isKnownRole(part: string): boolean {
  return Boolean(mapRole(part.replace(/^\s*(?:comme|as|une?|an?)\s+/i, ''))?.isKnown);
}

/** A list of codes, one of which looks like one; a company's name is left to be read as a name. */
function takeDossiers(text: string): { codes?: string; rest: string } {
  // Addresses and numbers keep their places, and are no codes.
  const blind = text.replace(EMAIL, hide).replace(new RegExp(PHONE.source, 'g'), hide);
  for (const found of blind.matchAll(DOSSIERS)) {
    const codes = (found[1] ?? '')
      .split(/\s*[,;]\s*|\s+(?:et|and|&)\s+/iu)
      .map((code) => code.replace(/^(?:et|and)\s+/i, ''));
    const isCode = (word: string) => /\d/.test(word) || (word.length > 2 && word === word.toUpperCase());
    if (!codes.some(isCode)) continue;
    const end = found.index + found[0].length;
    return { codes: codes.join(', '), rest: `${text.slice(0, found.index)} ${text.slice(end)}` };
  }
  return { rest: text };
}

function hide(text: string): string {
  return '\u0000'.repeat(text.length);
}
