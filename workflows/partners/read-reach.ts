import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { Dossier } from '../../models/dossier.ts';
import type { PartnerRecord } from '../../models/partner.ts';

/** Which dossiers a partner may reach: null for all of them. */
export type PartnerReachInput = { dossierIds: readonly string[] | null };

/** As many as a record and a form bear; beyond it, an application for every dossier is what is meant. */
export const MOST_PARTNER_DOSSIERS = 500;

/**
 * The reach as it is recorded, once it is sure that all the dossiers are the firm's. None named is none reached: it is
 * never taken for all.
 *
 * @throws AppError `not-found`, `invalid-input`.
 */
export async function readReach(
  cabinetId: string,
  dossierIds: readonly string[] | null,
): Promise<Pick<PartnerRecord, 'reach' | 'dossierIds'>> {
  if (dossierIds === null) return { reach: 'all', dossierIds: [] };
  const ids = [...new Set(dossierIds)];
  if (ids.length === 0 || ids.length > MOST_PARTNER_DOSSIERS) {
    throw new AppError('invalid-input', { because: `${ids.length} dossiers for a partner` });
  }
  const known = await Dossier.countDocuments({ cabinetId, _id: { $in: ids } });
  if (known !== ids.length) throw new AppError('not-found', { because: 'dossier' });
  return { reach: 'dossiers', dossierIds: ids.map((id) => new Types.ObjectId(id)) };
}
