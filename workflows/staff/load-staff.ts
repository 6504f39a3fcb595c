import type { Types } from 'mongoose';
import type { StaffRole } from '../../config.ts';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/**
 * A collaborateur in whose name something is done while they are not speaking: a link or a key of theirs.
 *
 * @returns undefined when they are no longer active.
 */
export async function loadStaff(
  { config }: Services,
  cabinetId: string,
  collaborateurId: Types.ObjectId,
): Promise<Staff | undefined> {
  const record = await Collaborateur.findOne({ _id: collaborateurId, cabinetId }).lean<CollaborateurRecord>();
  if (!record?.isActive) return undefined;
  const { entraObjectId, displayName, roles, locale } = record;
  const isFirmAdmin = config.firm.admins.includes(entraObjectId);
  return {
    ...{ cabinetId, collaborateurId, entraObjectId, displayName, locale: locale ?? 'fr' },
    roles: isFirmAdmin ? [...new Set<StaffRole>([...roles, 'administrateur'])] : roles,
  };
}
