/** Which column of a file is which field, by its heading: accents, case, order and punctuation do not matter. Pure. */
import { foldText } from '../../models/fold-text.ts';
import type { DossierField } from '../dossiers/check-dossier-form.ts';

/** What a column may hold: a field of the form, or a whole name to be taken apart. */
export type ImportField = DossierField | 'dirigeant';

/** Usual headings, folded; the first of each is ours, as the export writes it. */
const HEADINGS: Record<ImportField, string[]> = {
  code: [
    'code dossier|n dossier|no dossier|num dossier|numero dossier|numero de dossier|n de dossier|code|dossier|code client',
    'n client|numero client|numero de client|reference|reference dossier|ref dossier|reference client|identifiant',
    'identifiant dossier|id dossier|file code|client code|client number|file number',
  ],
  raisonSociale: [
    'raison sociale|nom|denomination|denomination sociale|nom du dossier|nom dossier|nom du client|nom client|societe',
    'nom de la societe|nom societe|nom de l entreprise|nom entreprise|entreprise|client|libelle|intitule|nom commercial',
    'company|company name|business name',
  ],
  siren: ['siren|n siren|numero siren|no siren|code siren|siret|n siret|numero siret|no siret|code siret|siren siret'],
  nic: ['nic|n nic|numero nic|code nic|etablissement nic'],
  ape: [
    'code ape|ape|naf|code naf|code ape naf|code naf ape|ape naf|naf ape|activite ape|code activite|code d activite',
    'activity code',
  ],
  adresse: ['adresse|adresse 1|adresse1|adresse postale|rue|voie|adresse du siege|siege|address|street'],
  codePostal: ['code postal|cp|c p|codepostal|code post|postal|postcode|postal code|zip|zip code'],
  ville: ['ville|commune|localite|city|town'],
  pays: ['pays|country|code pays'],
  dirigeant: [
    'dirigeant|nom et prenom du dirigeant|nom prenom dirigeant|prenom et nom du dirigeant|gerant|representant legal',
    'personne de contact|contact|interlocuteur|president|contact person',
  ],
  dirigeantNom: [
    'nom du dirigeant|nom dirigeant|nom du contact|nom contact|dirigeant nom|contact nom|nom du gerant|nom gerant',
    'nom de la personne de contact|nom de famille|last name|surname|contact last name',
  ],
  dirigeantPrenom: [
    'prenom du dirigeant|prenom dirigeant|prenom|prenom du contact|prenom contact|dirigeant prenom|contact prenom',
    'prenom du gerant|prenom gerant|first name|contact first name',
  ],
  dirigeantEmail: [
    'e-mail du dirigeant|e-mail|email|mail|courriel|adresse e-mail|adresse email|adresse mail|adresse electronique',
    'email du dirigeant|email dirigeant|mail dirigeant|mail du dirigeant|e-mail dirigeant|e-mail du contact|email contact',
    'email du contact|mail du contact|mail contact|courriel du dirigeant|adresse e-mail du dirigeant|contact email',
  ],
  dirigeantMobile: [
    'mobile du dirigeant|telephone|tel|tel.|telephone mobile|mobile|portable|telephone portable|tel mobile|tel portable',
    'telephone du dirigeant|telephone dirigeant|mobile dirigeant|portable du dirigeant|telephone du contact',
    'telephone contact|numero de telephone|n telephone|gsm|phone|mobile phone',
  ],
  chefDeMission: [
    'responsable portefeuille|chef de mission|responsable de portefeuille|responsable du portefeuille|responsable',
    'responsable dossier|responsable du dossier|engagement manager|collaborateur|gestionnaire|portfolio manager',
  ],
  maitre: ['maitre du dossier|maitre de dossier|maitre dossier|expert comptable|expert-comptable|associe|file owner'],
  invites: [
    'envoyer l invitation|envoyer l invitation au dirigeant|envoyer invitation|invitation|inviter|invite',
    'inviter le dirigeant|invitation dirigeant|send invitation|invite director',
  ],
};

const FIELD_OF = new Map<string, ImportField>(
  Object.entries(HEADINGS).flatMap(([field, lists]) =>
    lists.flatMap((list) => list.split('|').map((name) => [keyOf(name), field as ImportField] as const)),
  ),
);

/** Without them no line could become a dossier (domain 105, 108). */
export const MANDATORY = ['code', 'raisonSociale', 'ape'] as const satisfies readonly ImportField[];

export type Columns = {
  /** For each field, where it stands; the first column wins when two have the same name. */
  at: Partial<Record<ImportField, number>>;
  /** The heading as the file has it. */
  headings: Partial<Record<ImportField, string>>;
  unknown: string[];
  /** Mandatory ones that are not there. */
  missing: ImportField[];
};

/** @param header the cells of the first row. */
export function recogniseColumns(header: readonly string[]): Columns {
  const keys = header.map(keyOf);
  const at: Columns['at'] = {};
  const headings: Columns['headings'] = {};
  const unknown: string[] = [];
  header.forEach((cell, place) => {
    const heading = cell.replace(/\s+/g, ' ').trim().slice(0, 80);
    if (!heading) return;
    const field = fieldOf(keys[place] ?? '', keys);
    if (!field || field in at) unknown.push(heading);
    else {
      at[field] = place;
      headings[field] = heading;
    }
  });
  return { at, headings, unknown, missing: MANDATORY.filter((field) => !(field in at)) };
}

/** Two headings mean something else beside another one, wherever that one stands. */
function fieldOf(key: string, keys: readonly string[]): ImportField | undefined {
  const field = FIELD_OF.get(key);
  // « Nom » is the company's, unless that has a column of its own: it is then its contact's.
  if (key === 'nom' && keys.some((other) => other !== 'nom' && FIELD_OF.get(other) === 'raisonSociale')) {
    return 'dirigeantNom';
  }
  // Beside the SIREN, the SIRET gives the NIC.
  if (key.includes('siret') && keys.some((other) => FIELD_OF.get(other) === 'siren' && !other.includes('siret'))) {
    return 'nic';
  }
  return field;
}

/** How many of the cells are headings that we know: a title above the table has none. */
export function likenessToHeader(cells: readonly string[]): number {
  return cells.filter((cell) => FIELD_OF.has(keyOf(cell))).length;
}

/** « N° dossier », « n°dossier » and « NUMÉRO_DOSSIER* (obligatoire) » are read alike. */
function keyOf(heading: string): string {
  return foldText(heading.replace(/\([^)]*\)/g, ' ').replace(/n[°º]\s*/gi, 'n '))
    .replace(/[-_.]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
}
