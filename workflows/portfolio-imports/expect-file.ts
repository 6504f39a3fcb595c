import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { PortfolioImport } from '../../models/portfolio-import.ts';
import { canCreateDossiers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { cleanName } from './clean-name.ts';

/** Longer than a download and its keeping may take. */
const RECEIVING_MS = 90_000;

/**
 * Keeps that a file is being fetched for a place on a card: should the process end meanwhile, the sweep says on the card
 * that nothing came. `receiveFile` takes it over. The address that it is fetched from is a secret, and is not kept.
 *
 * @throws AppError `not-allowed`.
 */
export async function expectFile(
  { now }: Services,
  staff: Staff,
  { slotId, name }: { slotId: string; name: string },
): Promise<void> {
  if (!canCreateDossiers(staff)) throw new AppError('not-allowed', { because: 'import' });
  const at = now();
  const { cabinetId, collaborateurId } = staff;
  const leaseUntil = new Date(at.getTime() + RECEIVING_MS);
  await PortfolioImport.create({
    ...{ cabinetId, status: 'receiving', door: 'teams', fileName: cleanName(name) },
    ...{ slots: [new Types.ObjectId(slotId)], depositors: [collaborateurId], createdBy: collaborateurId },
    ...{ leaseUntil, expiresAt: leaseUntil },
  });
}
