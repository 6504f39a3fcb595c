/** Who may do what (design, section 5). Asked at the moment of the act, never remembered in a card. */
import type { Types } from 'mongoose';
import type { StaffRole } from '../config.ts';
import type { Guest } from '../models/interlocuteur.ts';

/** A member of staff who acts. Guests and strangers never become one. */
export type Staff = {
  cabinetId: string;
  collaborateurId: Types.ObjectId;
  entraObjectId: string;
  displayName: string;
  roles: StaffRole[];
  locale: 'fr' | 'en';
};

type DossierPeople = { maitreDuDossierId?: Types.ObjectId | null; chefDeMissionId?: Types.ObjectId | null };

/** Every member of staff invites; the tenant's own settings stay above it (domain 1, 33). */
export function canInvite(_staff: Staff): boolean {
  return true;
}

/** Taking an access away is for whoever gave it, those who answer for every dossier of the person, and administrateurs. */
export function canRemoveAccess(staff: Staff, dossiers: DossierPeople[], sponsor?: Types.ObjectId): boolean {
  if (staff.roles.includes('administrateur') || sponsor?.equals(staff.collaborateurId)) return true;
  return dossiers.length > 0 && dossiers.every((dossier) => answersFor(staff, dossier));
}

function answersFor(staff: Staff, { maitreDuDossierId, chefDeMissionId }: DossierPeople): boolean {
  return [maitreDuDossierId, chefDeMissionId].some((id) => id?.equals(staff.collaborateurId));
}

/**
 * Opening, changing and ending a service on a dossier is the administrateur's (domain 1), and theirs who answer for the
 * dossier, since being named gives direct access to the client (domain 13).
 */
export function canManageOffers(staff: Staff, dossier: DossierPeople): boolean {
  return staff.roles.includes('administrateur') || answersFor(staff, dossier);
}

/** Initialising the extension is a separate step of the staff who work on the dossier (domain 2, 91). */
export function canInitialiseExtension(_staff: Staff): boolean {
  return true;
}

/** The catalogue of services is the administrateur's (domain 79). */
export function canEditCatalogue(staff: Staff): boolean {
  return staff.roles.includes('administrateur');
}

/** Letting a client go ends everything at once: as opening it did, it is for those who answer for the dossier. */
export function canExitClient(staff: Staff, dossier: DossierPeople): boolean {
  return canManageOffers(staff, dossier);
}

/** Every member of staff adds interlocuteurs and keeps their records right, as they invite (domain 1). */
export function canEditInterlocuteurs(_staff: Staff): boolean {
  return true;
}

/** Deactivating or removing somebody takes their access away; whoever was never invited has none to lose. */
export function canCloseInterlocuteur(
  staff: Staff,
  dossiers: DossierPeople[],
  { status, sponsor }: Pick<Guest, 'status' | 'sponsor'>,
): boolean {
  return status === 'not-invited' || canRemoveAccess(staff, dossiers, sponsor);
}

/** Unlinking somebody ends the services open to them there: where there are some, it is as ending those. */
export function canUnlink(staff: Staff, dossier: DossierPeople, hasServices: boolean): boolean {
  return !hasServices || canManageOffers(staff, dossier);
}

/** Every member of staff brings companies in, one by one or by a file (domain 102, 103). */
export function canCreateDossiers(_staff: Staff): boolean {
  return true;
}

/** Thousands of dossiers at once are for whoever handed the file in to say yes to, and administrateurs. */
export function canDecideImport(staff: Staff, depositors: readonly Types.ObjectId[]): boolean {
  return staff.roles.includes('administrateur') || depositors.some((id) => id.equals(staff.collaborateurId));
}

/** A key acts for the firm without anybody at the keyboard: administrateurs make and revoke them. */
export function canManageApiKeys(staff: Staff): boolean {
  return staff.roles.includes('administrateur');
}

/** A partner application posts accounting files with nobody at the keyboard: administrateurs let it in (domain 162). */
export function canManagePartners(staff: Staff): boolean {
  return staff.roles.includes('administrateur');
}

/**
 * Saying what the columns of a partner's files are is for every member of staff: it is bookkeeping, which whoever opens the
 * file sees at once, and nothing is booked by it. What was read still waits for somebody to validate it (domain 157, 171).
 */
export function canConfirmLayout(_staff: Staff): boolean {
  return true;
}
