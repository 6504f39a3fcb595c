/** Pure checks of what was typed on the interlocuteur card (domain 51 to 54, 56, 249); dossiers are looked up apart. */
import { z } from 'zod';
import { type InterlocuteurRecord, QUALITES, type Qualite } from '../../models/interlocuteur.ts';
import { readCountry } from '../identifiers/read-country.ts';
import { readPhone } from '../identifiers/read-phone.ts';
import { readPostcode } from '../identifiers/read-postcode.ts';
import { normaliseEmail } from '../invitations/normalise-email.ts';
import { mapRole } from './map-role.ts';

export { QUALITES };

/** What every form of the firm's tools begins with, in their order. */
export const MAIN_FIELDS = ['nom', 'prenom', 'email', 'qualite', 'mobile', 'dossiers'] as const;
/** What only one of the two versions has, or most people leave empty (domain 51, 53). */
export const MORE_FIELDS = [
  ...(['role', 'fixe', 'adresse1', 'adresse2', 'adresse3', 'codePostal', 'commune', 'pays', 'notes'] as const),
  ...(['accesSocial', 'comptePersonnel'] as const),
] as const;
export const FORM_FIELDS = [...MAIN_FIELDS, ...MORE_FIELDS] as const;
export type InterlocuteurField = (typeof FORM_FIELDS)[number];

/** Exactly what was typed, kept so that nothing has to be typed twice. `dossierIds` are those chosen among several. */
export type InterlocuteurForm = Partial<Record<InterlocuteurField | 'dossierIds', string>>;

/** What a card sends: fields that it does not show are absent; an endless one is cut before it costs anything. */
export const interlocuteurEntriesSchema = z.object({
  ...{ nom: text(400), prenom: text(400), email: text(1_000), qualite: text(40), mobile: text(100) },
  ...{ dossiers: text(400), dossierIds: text(400), role: text(200), fixe: text(100) },
  ...{ adresse1: text(400), adresse2: text(400), adresse3: text(400), codePostal: text(40), commune: text(200) },
  ...{ pays: text(100), notes: text(4_000), accesSocial: text(10), comptePersonnel: text(10) },
});
export type InterlocuteurEntries = z.infer<typeof interlocuteurEntriesSchema>;

/** Why a field is refused; its sentence is found under `interlocuteurForm.faults`. */
export type InterlocuteurFault =
  | 'required'
  | 'too-long'
  | 'characters'
  | 'email-invalid'
  | 'email-taken'
  | 'qualite-invalid'
  | 'phone-invalid'
  | 'postcode-invalid'
  | 'country-unknown'
  | 'dossier-none'
  | 'dossier-several'
  | 'dossier-left'
  | 'dossier-too-many';
export type InterlocuteurFaults = Partial<Record<InterlocuteurField, InterlocuteurFault>>;

export type CheckedInterlocuteur = Pick<InterlocuteurRecord, 'nom' | 'email' | 'qualite'> &
  Partial<
    Pick<
      InterlocuteurRecord,
      | ('prenom' | 'roleOrganisationnel' | 'mobile' | 'fixe' | 'notes')
      | ('adresse1' | 'adresse2' | 'adresse3' | 'commune' | 'codePostal' | 'pays')
    >
  > & { accesSocial: boolean; comptePersonnelMicrosoft: boolean };

export type CheckedForm = {
  faults: InterlocuteurFaults;
  /** Every field that is right, whatever the others are. */
  value: Partial<CheckedInterlocuteur>;
  /** False when the role's label is not one we can place: it got the lesser right. */
  isRoleKnown: boolean;
};

/** Checks all the fields at once, so that every fault is shown in one go. */
export function checkInterlocuteurForm(form: InterlocuteurForm): CheckedForm {
  const faults: InterlocuteurFaults = {};
  const value: Partial<CheckedInterlocuteur> = {};
  const typed = (field: InterlocuteurField) => (form[field] ?? '').trim();
  const line = (field: 'nom' | 'prenom' | 'adresse1' | 'adresse2' | 'adresse3' | 'commune', most: number) => {
    const fault = faultOfLine(typed(field), most);
    if (fault) faults[field] = fault;
    else if (typed(field)) value[field] = typed(field);
  };

  line('nom', 80);
  if (!typed('nom')) faults.nom = 'required';
  line('prenom', 80);
  for (const field of ['adresse1', 'adresse2', 'adresse3'] as const) line(field, 120);
  line('commune', 80);

  const email = normaliseEmail(typed('email'));
  if (email) value.email = email;
  else faults.email = typed('email') ? 'email-invalid' : 'required';

  // Numbers may be foreign and are never required, whatever one of the two forms says (domain 52, 54, 249).
  for (const field of ['mobile', 'fixe'] as const) {
    if (!typed(field)) continue;
    const phone = readPhone(typed(field));
    if (phone.ok) value[field] = phone.value;
    else faults[field] = phone.fault;
  }

  const country = typed('pays') ? readCountry(typed('pays')) : undefined;
  if (country?.ok) value.pays = country.value;
  else if (country) faults.pays = country.fault;
  if (typed('codePostal')) {
    const postcode = readPostcode(typed('codePostal'), value.pays);
    if (postcode.ok) value.codePostal = postcode.value;
    else faults.codePostal = postcode.fault;
  }

  const notes = (form.notes ?? '').replace(/\r\n?/g, '\n').trim();
  if (notes.length > 1_000) faults.notes = 'too-long';
  else if (notes) value.notes = notes;

  value.accesSocial = form.accesSocial === 'true';
  value.comptePersonnelMicrosoft = form.comptePersonnel === 'true';
  const role = readRole(typed('qualite'), typed('role'));
  Object.assign(faults, role.faults);
  Object.assign(value, role.value);
  return { faults, value, isRoleKnown: role.isKnown };
}

/** True when there is nothing wrong and nothing lacks. */
export function isComplete(checked: CheckedForm): checked is CheckedForm & { value: CheckedInterlocuteur } {
  return Object.keys(checked.faults).length === 0;
}

type Role = {
  faults: InterlocuteurFaults;
  value: { qualite?: Qualite; roleOrganisationnel?: string };
  isKnown: boolean;
};

/** The chosen Qualité wins; a role's label stands for one when none was chosen. Nothing is chosen for the person (9). */
function readRole(qualite: string, role: string): Role {
  const fault = faultOfLine(role, 80);
  if (fault) return { faults: { role: fault }, value: {}, isKnown: true };
  const label = role ? { roleOrganisationnel: role } : {};
  const chosen = QUALITES.find((one) => one === qualite);
  if (chosen) return { faults: {}, value: { qualite: chosen, ...label }, isKnown: true };
  if (qualite) return { faults: { qualite: 'qualite-invalid' }, value: label, isKnown: true };
  const mapped = mapRole(role);
  if (!mapped) return { faults: { qualite: 'required' }, value: {}, isKnown: true };
  const { isKnown, ...value } = mapped;
  return { faults: {}, value, isKnown };
}

function faultOfLine(text: string, most: number): 'too-long' | 'characters' | undefined {
  if (text.length > most) return 'too-long';
  // Markup has no place in a name, and cards and mails must not have to fear it.
  return /^[^<>\p{Cc}]*$/u.test(text) ? undefined : 'characters';
}

function text(max: number) {
  return z.preprocess((value) => (typeof value === 'string' ? value.slice(0, max) : undefined), z.string().optional());
}
