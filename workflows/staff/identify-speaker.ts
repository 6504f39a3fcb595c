import { Collaborateur, type CollaborateurRecord } from '../../models/collaborateur.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { checkWithEntra } from './check-with-entra.ts';
import { toStaff } from './to-staff.ts';

export type Speaker = { kind: 'staff'; staff: Staff } | { kind: 'guest' } | { kind: 'stranger' };

/**
 * Who an Entra object id is for the firm. Without a `Collaborateur` record Entra decides: a member of the tenant is
 * staff, a guest never is, and whoever cannot be looked up is not let in.
 *
 * @throws AppError `graph-…` when somebody new cannot be looked up now.
 */
export async function identifySpeaker(
  services: Services,
  ids: { cabinetId: string; entraObjectId: string },
): Promise<Speaker> {
  const known = await Collaborateur.findOne(ids).lean<CollaborateurRecord>();
  const answer = await checkWithEntra(services, ids, known);
  if (answer.kind === 'guest') return { kind: 'guest' };
  if (answer.kind === 'refused') return { kind: 'stranger' };
  // Positive evidence only: somebody who has left cannot speak in Teams at all, a directory that lags can.
  const record = answer.kind === 'staff' ? answer.record : known;
  return record?.isActive ? { kind: 'staff', staff: await toStaff(services, record) } : { kind: 'stranger' };
}
