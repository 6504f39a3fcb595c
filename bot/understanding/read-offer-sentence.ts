/** Takes a demand about a service apart: "activer Consultation pour Claire Martin claire@x.example sur TEST1". Pure. */
import { foldText } from '../../models/fold-text.ts';
import { type InvitationSentence, readInvitationSentence } from './read-invitation-sentence.ts';

export type OfferSentence = InvitationSentence & {
  act: 'open' | 'change' | 'end';
  /** Code of the service named; of the one wanted, when two are. */
  offer?: string;
};

/** How people name the four services. « flow » before « start »: "Cegid Flow" says both halves of a name. */
const NAMES: [code: string, pattern: RegExp][] = [
  ['co-production', /(?<![\p{L}\d])co[\s-]?production(?![\p{L}\d])/iu],
  ['consultation', /(?<![\p{L}\d])consultation(?![\p{L}\d])/iu],
  ['cegid-flow', /(?<![\p{L}\d])(?:cegid[\s-]+)?flow(?![\p{L}\d])/iu],
  ['start', /(?<![\p{L}\d])start(?![\p{L}\d])/iu],
];
const OPENING =
  /^(?:(?:je (?:veux|voudrais|souhaite)|peux tu|pouvez vous|il faut|merci de|peut on) )?(?:activer|active|activez|proposer|propose|proposez|ouvrir|ouvre|ouvrez|donner|donne|donnez|mettre|met|mettez|ajouter|ajoute|ajoutez|inviter|invite|invitez|offer|activate|open|give)(?![\p{L}\d])/u;
const CHANGING =
  /(?<![\p{L}\d])(?:passer|passe|passez|basculer|bascule|basculez|changer|change|changez|remplacer|remplace|remplacez|retrograder|switch|move)(?![\p{L}\d])/u;
const ENDING =
  /(?<![\p{L}\d])(?:retirer|retire|retirez|revoquer|revoque|revoquez|arreter|arrete|arretez|enlever|enleve|enlevez|supprimer|supprime|supprimez|couper|coupe|coupez|desactiver|desactive|desactivez|resilier|resilie|remove|revoke|stop)(?![\p{L}\d])/u;
const EMAIL = /[^\s@]+@[^\s@]+\.[^\s@]+/;
/** Asking for a service without naming it. */
const SERVICE =
  /^(?:proposer|propose|proposez|activer|active|activez|ouvrir|ouvrez|offer|activate) (?:un |une |le |l |the |a )?(?:service|offre|acces)/;

/** Whether a sentence is about a service at all: one is named in a demand, or beside an address. */
export function speaksOfOffer(text: string): boolean {
  const folded = foldText(text);
  if (SERVICE.test(folded)) return true;
  const isNamed = namesIn(text).length > 0;
  return isNamed && (OPENING.test(folded) || CHANGING.test(folded) || ENDING.test(folded) || EMAIL.test(text));
}

/** @returns what the sentence says, each part only when it is there; the dossier as typed, to be looked up. */
export function readOfferSentence(text: string): OfferSentence {
  const folded = foldText(text);
  const act = CHANGING.test(folded) ? 'change' : ENDING.test(folded) ? 'end' : 'open';
  const named = namesIn(text);
  // « de Co-production en Consultation »: the one that comes last is the one wanted.
  const offer = act === 'change' ? named.at(-1) : named[0];
  return { act, ...(offer && { offer }), ...readInvitationSentence(withoutOffer(text)) };
}

function namesIn(text: string): string[] {
  // An address or a company's name after « sur » may hold the word: only what stands outside the address counts.
  const plain = text.replace(new RegExp(EMAIL, 'g'), ' ');
  const found = NAMES.flatMap(([code, pattern]) => {
    const at = pattern.exec(plain)?.index;
    return at === undefined ? [] : [{ code, at }];
  });
  return found.sort((a, b) => a.at - b.at).map(({ code }) => code);
}

/** The rest of the sentence, as a sentence about a person and a dossier. */
function withoutOffer(text: string): string {
  let rest = ` ${text} `;
  for (const [, pattern] of NAMES) {
    // With what leads to it: « l’offre Consultation », « en Co-production », « de l’offre Start ».
    const led = new RegExp(
      `(?:\\s(?:de|en|à|a|vers|sur|to|from|for|pour))?(?:\\s(?:l[’'\\s]|le\\s|la\\s|un\\s|une\\s|the\\s))?(?:\\s?(?:offre|service|accès|acces)\\s)?\\s?${pattern.source}`,
      'iu',
    );
    rest = rest.replace(led, ' ');
  }
  return (
    rest
      .replace(
        /(?<![\p{L}\d])(?:un|une|le|la|l[’']|the|a)?\s?(?:services?|offres?|accès|acces)(?:\scollaboratifs?)?(?![\p{L}\d])/giu,
        ' ',
      )
      .replace(new RegExp(`^\\s*(?:${VERBS})(?![\\p{L}\\d])`, 'iu'), ' ')
      // « pour Claire Martin sur TEST1 »: the first preposition leads to the person, not to the dossier.
      .replace(/^\s*(?:pour|à|a|au|aux|de|d[’']|to|for|from)\s+/iu, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  );
}

const VERBS =
  'activer|active|activez|proposer|propose|proposez|ouvrir|ouvre|ouvrez|donner|donne|donnez|mettre|mets?|mettez|passer|passe|passez|basculer|bascule|basculez|changer|change|changez|remplacer|remplace|remplacez|rétrograder|retrograder|retirer|retire|retirez|révoquer|revoquer|révoque|revoque|arrêter|arreter|arrête|arrete|enlever|enlève|enleve|supprimer|supprime|couper|coupe|désactiver|desactiver|désactive|resilier|résilier|offer|activate|open|give|switch|move|remove|revoke|stop';
