/** Who may do what (design, section 5). Asked at the moment of the act, never remembered in a card. */
import type { Types } from 'mongoose';
import type { StaffRole } from '../config.ts';

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
  const answersFor = ({ maitreDuDossierId, chefDeMissionId }: DossierPeople) =>
    [maitreDuDossierId, chefDeMissionId].some((id) => id?.equals(staff.collaborateurId));
  return dossiers.length > 0 && dossiers.every(answersFor);
}
