import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { VersionedRef } from './may-close.ts';
import { switchInterlocuteur } from './switch-interlocuteur.ts';

/**
 * « Actif » off: every right of the person is closed with this write (domain 11); their guest account and their services
 * stay, to be found again when they are reactivated.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export function deactivateInterlocuteur(services: Services, staff: Staff, ref: VersionedRef): Promise<boolean> {
  return switchInterlocuteur(services, staff, ref, false);
}
