/**
 * Pure checks of what is said of a company (domain 104 to 109): one set of rules for the card, the sentence and the line
 * of a file. Collaborateurs are looked up apart, from the list that is given.
 */
import type { Types } from 'mongoose';
import { z } from 'zod';
import { foldText } from '../../models/fold-text.ts';
import type { DossierDetails } from '../../models/new-dossier.ts';
import { readApe } from '../identifiers/read-ape.ts';
import { readCountry } from '../identifiers/read-country.ts';
import { readNic } from '../identifiers/read-nic.ts';
import { readPostcode } from '../identifiers/read-postcode.ts';
import { readSiren } from '../identifiers/read-siren.ts';
import { readSiret } from '../identifiers/read-siret.ts';
import { stripSeparators } from '../identifiers/strip-separators.ts';
import { type CheckedDirigeant, checkDirigeant, type DirigeantFault, type DirigeantField } from './check-dirigeant.ts';
import { findStaff, type StaffMember } from './find-staff.ts';

/** In the order of the form (domain 104). */
export const DOSSIER_FIELDS = [
  ...(['raisonSociale', 'code', 'siren', 'nic', 'ape', 'adresse', 'codePostal', 'ville', 'pays'] as const),
  ...(['dirigeantNom', 'dirigeantPrenom', 'dirigeantEmail', 'dirigeantMobile'] as const),
  ...(['chefDeMission', 'maitre', 'invites'] as const),
] as const;
export type DossierField = (typeof DOSSIER_FIELDS)[number];

/** Exactly what was typed, kept so that nothing has to be typed twice. */
export type DossierForm = Partial<Record<DossierField, string>>;

/** What a card sends back: absent, null or odd values read as absent, an endless one is cut before it costs anything. */
const entry = z.preprocess(
  (value) => (typeof value === 'string' ? value.slice(0, 1_000) : undefined),
  z.string().optional(),
);
export const dossierEntriesSchema = z.object(
  Object.fromEntries(DOSSIER_FIELDS.map((field) => [field, entry])) as Record<DossierField, typeof entry>,
);

/** Why a field is refused; its sentence is found under `dossierForm.faults`. */
export type DossierFault =
  | DirigeantFault
  | 'required'
  | 'too-long'
  | 'characters'
  | 'code-invalid'
  | 'siren-invalid'
  | 'siren-checksum'
  | 'siret-conflict'
  | 'nic-invalid'
  | 'nic-without-siren'
  | 'nic-checksum'
  | 'ape-required'
  | 'ape-invalid'
  | 'postcode-invalid'
  | 'country-unknown'
  | 'staff-unknown'
  | 'staff-several'
  | 'invites-unreadable'
  | 'invites-nobody';
export type DossierFaults = Partial<Record<DossierField, DossierFault>>;

export type CheckedDossier = Pick<
  DossierDetails,
  'code' | 'raisonSociale' | 'ape' | 'pays' | 'siren' | 'nic' | 'adresse' | 'codePostal' | 'ville'
> & {
  dirigeant?: CheckedDirigeant;
  /** « Envoyer l'invitation au dirigeant » (domain 110). */
  invites: boolean;
  chefDeMissionId?: Types.ObjectId;
  maitreDuDossierId?: Types.ObjectId;
};

const MOST = { raisonSociale: 200, code: 40, adresse: 200, ville: 80 } as const;

/** Checks all the fields at once, so that every fault is shown in one go. */
export function checkDossierForm(
  form: DossierForm,
  staff: readonly StaffMember[],
): { ok: true; value: CheckedDossier } | { ok: false; faults: DossierFaults } {
  const faults: DossierFaults = {};
  const value: Partial<CheckedDossier> = {};
  const typed = (field: DossierField) => (form[field] ?? '').trim();

  for (const field of ['raisonSociale', 'code', 'adresse', 'ville'] as const) {
    const text = typed(field).replace(/\s+/g, ' ');
    const fault = faultOfLine(text, MOST[field]);
    if (fault) faults[field] = fault;
    else if (text) value[field] = text;
  }
  // The firm finds a dossier by these two; of the others only the APE is mandatory (domain 105, 108, 109).
  for (const field of ['raisonSociale', 'code'] as const) if (!typed(field)) faults[field] = 'required';
  if (value.code && !/[a-z0-9]/.test(foldText(value.code))) faults.code = 'code-invalid';
  if (value.raisonSociale && !/[\p{L}\p{N}]/u.test(value.raisonSociale)) faults.raisonSociale = 'required';

  Object.assign(faults, readNumbers(typed('siren'), typed('nic'), value));
  const ape = readApe(typed('ape'));
  if (ape.ok) value.ape = ape.value;
  else faults.ape = typed('ape') ? ape.fault : 'ape-required';

  const country = typed('pays') ? readCountry(typed('pays')) : { ok: true as const, value: 'FR' };
  if (country.ok) value.pays = country.value;
  else faults.pays = country.fault;
  if (typed('codePostal')) {
    // Without a country that we know, whose rule it would be is not known either.
    const postcode = readPostcode(typed('codePostal'), country.ok ? country.value : '');
    if (postcode.ok) value.codePostal = postcode.value;
    else faults.codePostal = postcode.fault;
  }

  const { dirigeant, faults: dirigeantFaults } = checkDirigeant({
    nom: typed('dirigeantNom'),
    prenom: typed('dirigeantPrenom'),
    email: typed('dirigeantEmail'),
    mobile: typed('dirigeantMobile'),
  });
  for (const [field, fault] of Object.entries(dirigeantFaults))
    faults[DIRIGEANT_FIELDS[field as DirigeantField]] = fault;
  if (dirigeant) value.dirigeant = dirigeant;

  const invites = readYesNo(typed('invites'));
  value.invites = invites ?? false;
  if (invites === undefined) faults.invites = 'invites-unreadable';
  // With a fault in the dirigeant, that one is enough.
  else if (invites && !dirigeant && Object.keys(dirigeantFaults).length === 0) faults.invites = 'invites-nobody';

  for (const [field, key] of [
    ['chefDeMission', 'chefDeMissionId'],
    ['maitre', 'maitreDuDossierId'],
  ] as const) {
    if (!typed(field)) continue;
    const found = findStaff(staff, typed(field));
    if (found.ok) value[key] = found.value;
    else faults[field] = found.fault;
  }
  return Object.keys(faults).length > 0 ? { ok: false, faults } : { ok: true, value: value as CheckedDossier };
}

const DIRIGEANT_FIELDS = {
  nom: 'dirigeantNom',
  prenom: 'dirigeantPrenom',
  email: 'dirigeantEmail',
  mobile: 'dirigeantMobile',
} as const satisfies Record<DirigeantField, DossierField>;

/** SIREN and NIC (domain 106, 107); the SIRET that people have at hand may stand in either field, and fills both. */
function readNumbers(siren: string, nic: string, value: Partial<CheckedDossier>): DossierFaults {
  const hasSiret = (text: string) => stripSeparators(text).length === 14;
  if (hasSiret(siren) || (!siren && hasSiret(nic))) {
    const field = hasSiret(siren) ? 'siren' : 'nic';
    const siret = readSiret(field === 'siren' ? siren : nic);
    if (!siret.ok) return { [field]: siret.fault === 'siret-invalid' ? 'siren-invalid' : siret.fault };
    Object.assign(value, siret.value);
    // The two fields may both hold it, or the second its end.
    const others = field === 'siren' ? stripSeparators(nic) : '';
    const isSame = !others || others === siret.value.nic || others === siret.value.siren + siret.value.nic;
    return isSame ? {} : { nic: 'siret-conflict' };
  }
  const read = siren ? readSiren(siren) : undefined;
  if (read?.ok) value.siren = read.value;
  const faults: DossierFaults = read && !read.ok ? { siren: read.fault } : {};
  if (!nic) return faults;
  const readOfNic = readNic(hasSiret(nic) ? stripSeparators(nic).slice(9) : nic, value.siren);
  if (readOfNic.ok) value.nic = readOfNic.value;
  // A SIREN that is wrong says nothing about its NIC.
  else if (!(faults.siren && readOfNic.fault === 'nic-without-siren')) faults.nic = readOfNic.fault;
  return faults;
}

const YES = new Set(['true', 'vrai', 'oui', 'o', 'x', '1', 'yes', 'y', 'ok']);
const NO = new Set(['', 'false', 'faux', 'non', 'n', '0', 'no']);

function readYesNo(typed: string): boolean | undefined {
  const folded = foldText(typed);
  if (YES.has(folded) || /^[✓✔☑]$/u.test(typed)) return true;
  return NO.has(folded) ? false : undefined;
}

export function faultOfLine(text: string, most: number): 'too-long' | 'characters' | undefined {
  if (text.length > most) return 'too-long';
  // Markup has no place in a name, and cards and mails must not have to fear it.
  return /^[^<>\p{Cc}]*$/u.test(text) ? undefined : 'characters';
}
