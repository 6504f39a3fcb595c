/** Takes a creation apart: "créer le dossier Boulangerie Martin code BM12 siren 732 829 320 ape 1071C". Pure. */
import { foldText } from '../../models/fold-text.ts';
import type { DossierField, DossierForm } from '../../workflows/dossiers/check-dossier-form.ts';
import { readSiren } from '../../workflows/identifiers/read-siren.ts';
import { nameParts } from '../../workflows/portfolio-imports/read-line.ts';

const VERB =
  'cre(?:er?|ez|ons)|ajout(?:er?|ez|ons)|ouvr(?:ir|e|ez)|enregistr(?:er?|ez)|nouve(?:au|lle)|create|add|new|open';
const NOUN = 'dossiers?|entreprises?|societes?|compan(?:y|ies)|client files?|files?';
/** « ouvrir un dossier » is to look at one: to open one newly, it must be said. */
const CREATING = new RegExp(
  `^(?:\\S+ ){0,4}?(?:(?:${VERB.replace('|ouvr(?:ir|e|ez)', '').replace('|open', '')}) ` +
    `(?:(?:un|une|le|la|l|nouveau|nouvelle|an?|the|new) )*|ouvr(?:ir|e|ez) (?:un |le )?nouveau )(?:${NOUN})(?![a-z0-9])`,
);
const UP_TO_THE_NOUN =
  /^.*?(?:dossiers?|entreprises?|soci[ée]t[ée]s?|company|client file|file)(?![\p{L}\d])\s*[:,]?\s*/iu;

type Mark = DossierField | 'dirigeant';
/** What announces a field. The longer ones first: « code postal » is no code. */
const MARKS: [Mark, string][] = [
  ['codePostal', 'code postal|code post\\.?|cp|postcode|zip code'],
  ['ape', 'code (?:ape|naf)|ape/naf|ape|naf|activity code'],
  ['siren', 'num[ée]ro (?:siren|siret)|siren|siret'],
  ['nic', 'nic'],
  ['code', 'code (?:du )?dossier|code client|num[ée]ro de dossier|code|sous le num[ée]ro|n°|file code'],
  ['adresse', 'adresse|address'],
  ['ville', 'ville|commune|city|town'],
  ['pays', 'pays|country'],
  ['dirigeant', 'dirigeante?|g[ée]rante?|pr[ée]sidente?|contact|personne de contact|director'],
  [
    'chefDeMission',
    'responsable(?: (?:de )?portefeuille)?|chef(?:fe)? de mission|engagement manager|portfolio manager',
  ],
  ['maitre', 'ma[îi]tre (?:du |de )?dossier|file owner'],
];
const ANY_MARK = new RegExp(
  `(?<![\\p{L}\\d@.-])(?:${MARKS.map(([field, words]) => `(?<${field}>${words})`).join('|')})(?![\\p{L}\\d@])(?:\\s+(?:est|is)(?=\\s))?\\s*[:=]?\\s*`,
  'giu',
);
const EMAIL = /[\p{L}\d._%+'-]+@[\p{L}\d.-]+\.\p{L}{2,}/u;
const PHONE = /(?:\+\d{1,3}[\s.]?|\b0)\d(?:[\s.-]?\d){6,12}\b/;
const INVITING =
  /(?:\s*,)?\s+(?:et\s+|avec\s+)?(?:invite[zr]?|inviter|l['’]invitation|invitation|and invite)(?:\s+(?:le|la|the)\s+(?:dirigeante?|director))?\s*$/iu;

/** Whether a sentence asks for a dossier to be made. */
export function asksToCreate(text: string): boolean {
  return CREATING.test(foldText(text).replace(/[-']+/g, ' '));
}

/** @returns what the sentence says, each part only when it is there, as typed. */
export function readDossierSentence(text: string): DossierForm {
  const form: DossierForm = {};
  let rest = ` ${text.replace(UP_TO_THE_NOUN, '').replace(/[\s.!?…]+$/, '')}`;
  if (INVITING.test(rest)) {
    form.invites = 'true';
    rest = rest.replace(INVITING, '');
  }
  const found = [...rest.matchAll(ANY_MARK)];
  const name = takeBareNumbers(tidy(rest.slice(0, found[0]?.index)), form);
  if (name) form.raisonSociale = name;
  found.forEach((match, at) => {
    const field = Object.entries(match.groups ?? {}).find(([, value]) => value !== undefined)?.[0] as Mark;
    const value = tidy(rest.slice(match.index + match[0].length, found[at + 1]?.index));
    if (!value) return;
    if (field === 'dirigeant') Object.assign(form, readDirigeant(value));
    else form[field] ??= field === 'code' ? takeCode(value, form) : value;
  });
  return form;
}

/** « …, », « (…) » and words that tie one part to the next. */
function tidy(text: string): string {
  return text
    .replace(/^[\s,;:()«»"]+|[\s,;:()«»"]+$/g, '')
    .replace(/\s+(?:et|avec|and|with|de|du|the)$/iu, '')
    .replace(/^(?:nomm[ée]e?|appel[ée]e?|called|named)\s+/iu, '')
    .replace(/\s+/g, ' ')
    .trim();
}

/** A SIREN or a code APE that nothing announces is told by its shape, and by its check digit. */
function takeBareNumbers(text: string, form: DossierForm): string {
  let rest = text;
  const siren = /(?<!\d)\d{3}[\s.]?\d{3}[\s.]?\d{3}(?:[\s.]?\d{5})?(?!\d)/.exec(rest)?.[0];
  if (siren && readSiren(siren.replace(/\D/g, '').slice(0, 9)).ok) {
    form.siren = siren;
    rest = rest.replace(siren, ' ');
  }
  const ape = /(?<![\p{L}\d])\d{2}\.?\d{2}[A-Z](?![\p{L}\d])/u.exec(rest)?.[0];
  if (ape) {
    form.ape = ape;
    rest = rest.replace(ape, ' ');
  }
  return tidy(rest);
}

/** A code is one word; in « code BM12 Boulangerie Martin » what follows it is the name. */
function takeCode(value: string, form: DossierForm): string {
  const [code = '', ...others] = value.split(' ');
  if (others.length > 0) form.raisonSociale ??= tidy(others.join(' '));
  return code.replace(/[,;]$/, '');
}

function readDirigeant(value: string): DossierForm {
  const email = EMAIL.exec(value)?.[0];
  let rest = email ? value.replace(email, ' ') : value;
  const mobile = PHONE.exec(rest)?.[0];
  if (mobile) rest = rest.replace(mobile, ' ');
  const name = tidy(rest.replace(/[,;()]/g, ' '));
  return {
    ...(name && nameParts(name)),
    ...(email && { dirigeantEmail: email }),
    ...(mobile && { dirigeantMobile: mobile.trim() }),
  };
}
