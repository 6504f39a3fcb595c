import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { VersionedRef } from './may-close.ts';
import { switchInterlocuteur } from './switch-interlocuteur.ts';

/**
 * « Actif » on again: the rights that were closed are open with this write (domain 11).
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export function reactivateInterlocuteur(services: Services, staff: Staff, ref: VersionedRef): Promise<boolean> {
  return switchInterlocuteur(services, staff, ref, true);
}
