/** Sentences about one interlocuteur who is on record: what is asked, and who is meant. Pure. */
import { easeText } from './ease-text.ts';

export type PersonDemand = 'view' | 'modify' | 'deactivate' | 'reactivate' | 'remove' | 'link';
export type PersonSentence = {
  demand: PersonDemand;
  /** A name or an address, as typed but for case and accents; empty when nobody was named. */
  person: string;
  /** Codes or names of dossiers, for a link. */
  dossiers?: string;
};

const POLITE =
  '^(?:(?:bonjour|salut|merci d[e ]?|peux[ -]tu|pouvez[ -]vous|pourriez[ -]vous|pourrais[ -]tu|je (?:veux|voudrais|souhaite|dois)|' +
  'il faut|please|can you|could you),? ?)*';
const NOUN = '(?:interlocut(?:eur|rice|or)e?s?|contacts?)';
/** Nothing of what a name is made of. */
const END = '(?![a-z0-9])';

/** What is asked for, when the demand itself says that it is about a person. */
const DEMANDS: [PersonDemand, RegExp][] = [
  ['modify', demand(`(?:modifier?|modifie[sz]?|corriger?|mettre a jour|edit|modify|update)`, 'named')],
  ['deactivate', demand('(?:desactiver?|desactive[sz]?|deactivate)', 'any')],
  ['reactivate', demand('(?:reactiver?|reactive[sz]?|reactivate)', 'any')],
  ['remove', demand('(?:supprimer?|supprime[sz]?|effacer?|delete|remove)', 'named')],
  ['link', demand('(?:lier|lie|liez|relier?|rattacher?|rattachez|associer?|link|attach)', 'any')],
  [
    'view',
    demand('(?:voir|vois|ouvrir|ouvre|afficher?|affichez|montrer?|montrez|consulter?|show|open)(?: moi)?', 'named'),
  ],
  ['view', new RegExp(`${POLITE}(?:(?:la |the )?(?:fiche|record)|${NOUN})${END}`)],
];

function demand(verb: string, about: 'named' | 'any'): RegExp {
  const noun = `(?:(?:l |la |le |les |un |une |the |a )*(?:${NOUN}|(?:fiche|record))${END})`;
  return new RegExp(`${POLITE}${verb}${END} ?${about === 'named' ? noun : ''}`);
}

/** Other things that are deactivated or linked: services are the affair of other sentences. */
const ABOUT_ELSE = /\b(?:offres?|services?|extensions?|invitations?|imports?|acces|banque|compte bancaire)\b/;
/** « interlocuteurs de TEST1 » is a list. */
const PLURAL = /^(?:\S+ ){0,3}?(?:interlocuteurs|interlocutors|contacts)(?![a-z0-9])/;

/** @returns undefined when the sentence asks for something else. */
export function readPersonSentence(text: string): PersonSentence | undefined {
  const eased = easeText(text);
  if (ABOUT_ELSE.test(eased)) return undefined;
  for (const [demand, pattern] of DEMANDS) {
    const found = pattern.exec(eased);
    if (!found) continue;
    const rest = eased.slice(found[0].length).trim();
    if (demand === 'link') return readLink(rest);
    if (demand === 'view' && PLURAL.test(eased)) return undefined;
    return { demand, person: personIn(rest) };
  }
  return undefined;
}

function readLink(rest: string): PersonSentence {
  const found = /^(.*?) (?:a|au|aux|avec|sur|to|with) (?:(?:le|les|the) )?(?:(?:dossiers?|files?) )?(.+)$/.exec(rest);
  return found
    ? { demand: 'link', person: personIn(found[1] ?? ''), dossiers: found[2] }
    : { demand: 'link', person: personIn(rest) };
}

/** Without what leads to the name: « l’interlocuteur », « la fiche de », « Mme ». « Le » of « Le Guen » is the name’s. */
function personIn(text: string): string {
  return `${text} `.replace(LEAD, '').replace(/[,;:]/g, ' ').replace(/\s+/g, ' ').trim();
}

const LEAD = new RegExp(
  `^(?:(?:(?:l|la|le|les|un|une|the|a|an) )*(?:${NOUN}|fiche|record)${END} ?|(?:de|d|du|of) |` +
    '(?:m|mr|mme|mlle|monsieur|madame) )+',
);
