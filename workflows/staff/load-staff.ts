import type { Types } from 'mongoose';
import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { checkWithEntra, deactivate } from './check-with-entra.ts';
import { toStaff } from './to-staff.ts';

/** While Entra cannot be asked, its last word counts for that long. */
const MOST_AWAY_MS = 24 * 60 * 60 * 1_000;

/**
 * A collaborateur in whose name something is done while they are not speaking: a link or a key of theirs. Nobody else
 * would notice that they have left the firm, so Entra is asked as when they speak, and its silence about them is a no.
 *
 * @returns undefined when they are no longer active, or when Entra could not be asked for a day.
 */
export async function loadStaff(
  services: Services,
  cabinetId: string,
  collaborateurId: Types.ObjectId,
): Promise<Staff | undefined> {
  const known = await Collaborateur.findOne({ _id: collaborateurId, cabinetId }).lean<CollaborateurRecord>();
  if (!known?.isActive) return undefined;
  const { entraObjectId, checkedAt } = known;
  const answer = await checkWithEntra(services, { cabinetId, entraObjectId }, known);
  if (answer.kind === 'missing') await deactivate(cabinetId, entraObjectId);
  if (answer.kind === 'staff') return answer.record.isActive ? toStaff(services, answer.record) : undefined;
  const isRecent = checkedAt && services.now().getTime() - checkedAt.getTime() < MOST_AWAY_MS;
  return answer.kind === 'away' && isRecent ? toStaff(services, known) : undefined;
}
