import { foldText } from '../../models/fold-text.ts';
import { QUALITES, type Qualite } from '../../models/interlocuteur.ts';

export type MappedRole = {
  qualite: Qualite;
  /** The label as typed, when it is not a Qualité itself. */
  roleOrganisationnel?: string;
  /** False for a label we cannot place: it got the lesser right, and the card says so. */
  isKnown: boolean;
};

/** Labels of those who direct a company. */
const DIRECTION =
  'chef d entreprise|cheffe d entreprise|chef|dirigeante?|gerante?|cogerante?|co gerante?|presidente?|pdg|dg|' +
  'directeur|directrice|directeur general|directrice generale|directeur general delegue|directrice generale deleguee|' +
  'directeur administratif et financier|directrice administrative et financiere|directeur financier|' +
  'directrice financiere|daf|daf externalise|direction|direction tpe|direction generale|patron|patronne|' +
  'entrepreneure?|auto entrepreneure?|exploitante?|artisane?|commercante?|associee? gerante?|gerante? associee?|' +
  'owner|manager|managing director|ceo|cfo|director|president|chief executive officer|chief financial officer|' +
  'management|business owner';
/** Labels of those who keep its papers. */
const ADMINISTRATION =
  'administratif|administrative|administratif tpe|administration|assistante?|assistante? (?:de|du|d|a la|aupres).*|' +
  'assistante? (?:administrative?|comptable|polyvalente?|commerciale?)|secretaire|secretaire (?:de|du|d|comptable).*|' +
  'comptable|aide comptable|chef comptable|cheffe comptable|responsable (?:administrati|comptab|paie|rh|financi).*|raf|' +
  'gestionnaire(?: (?:de )?paie| administratif| administrative)?|conjointe? collaborat(?:eur|rice)|employee?|' +
  'employee? administrative?|attachee? (?:de direction|administrative?)|office manager|' +
  'assistant|secretary|accountant|bookkeeper|administrative|clerk|office assistant';

const IS_DIRECTION = new RegExp(`^(?:${DIRECTION})$`);
const IS_ADMINISTRATION = new RegExp(`^(?:${ADMINISTRATION})$`);
/** What may follow a direction's label without changing who it is. */
const TAIL =
  / (?:de (?:la |l )?(?:societe|entreprise|sarl|sas|sasu|eurl|sci|tpe)|majoritaire|minoritaire|unique|non salariee?|salariee?|tpe|et associee?)$/;

/**
 * A role in whichever words a version of the form has: « Qualité » or « Rôle organisationnel » with its version number
 * (« Chef d’entreprise 1.0 »). Both are mapped, neither is refused (domain 6, 10, 247).
 *
 * @returns undefined when nothing was typed: no role is a default (domain 9). A label that nobody knows is kept as typed
 * and gets « Administratif TPE », which does not open the GS part of the GED (domain 8).
 */
export function mapRole(typed: string): MappedRole | undefined {
  const label = typed.replace(/\s+/g, ' ').trim();
  if (!label) return undefined;
  const key = keyOf(label);
  const qualite = QUALITES.find((one) => one === label || keyOf(one) === key);
  if (qualite) return { qualite, isKnown: true };
  if (/^(?:direction|administratif)$/.test(key)) {
    return { qualite: key === 'direction' ? 'direction-tpe' : 'administratif-tpe', isKnown: true };
  }
  const known = { roleOrganisationnel: label, isKnown: true };
  if (IS_ADMINISTRATION.test(key)) return { ...known, qualite: 'administratif-tpe' };
  if (IS_DIRECTION.test(key) || IS_DIRECTION.test(key.replace(TAIL, ''))) return { ...known, qualite: 'direction-tpe' };
  return { qualite: 'administratif-tpe', roleOrganisationnel: label, isKnown: false };
}

/** « Chef d’entreprise 1.0 » and « chef d'entreprise » are one; « gérant(e) » is either. */
function keyOf(label: string): string {
  return foldText(label.replace(/\((?:e|ne|rice|trice)\)/gi, ''))
    .replace(/[-_.+]+/g, (sign, at: number, all: string) => (/\d/.test(all[at - 1] ?? '') ? sign : ' '))
    .replace(/(?:^| )v?\d+(?:[.]\d+)*$/, '')
    .replace(/\s+/g, ' ')
    .trim();
}
