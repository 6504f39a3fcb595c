import type { StaffRole } from '../../config.ts';
import { Cabinet } from '../../models/cabinet.ts';
import type { CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/** A collaborateur as the one who acts, with the roles that they have by FIRM_ADMINS too. */
export async function toStaff({ config }: Services, record: CollaborateurRecord): Promise<Staff> {
  const { _id, cabinetId, entraObjectId, displayName, roles, locale } = record;
  const isFirmAdmin = config.firm.admins.includes(entraObjectId);
  const cabinet = locale ? undefined : await Cabinet.findById(cabinetId, { locale: 1 }).lean();
  return {
    ...{ cabinetId, collaborateurId: _id, entraObjectId, displayName },
    roles: isFirmAdmin ? [...new Set<StaffRole>([...roles, 'administrateur'])] : roles,
    locale: locale ?? cabinet?.locale ?? 'fr',
  };
}
