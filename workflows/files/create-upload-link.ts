import { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { UploadLink, type UploadPurpose } from '../../models/upload-link.ts';
import { canCreateDossiers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { newToken } from './link-token.ts';

export const UPLOAD_MINUTES = 60;

/**
 * An address where this person may hand in a file for an hour; it cannot be had a second time.
 *
 * @throws AppError `not-allowed`.
 */
export async function createUploadLink(
  { config, now }: Services,
  staff: Staff,
  slotId: string,
  purpose: UploadPurpose = 'dossiers',
): Promise<string> {
  if (purpose === 'dossiers' && !canCreateDossiers(staff))
    throw new AppError('not-allowed', { because: 'upload link' });
  const { token, tokenHash } = newToken();
  const { cabinetId, collaborateurId } = staff;
  const expiresAt = new Date(now().getTime() + UPLOAD_MINUTES * 60_000);
  await UploadLink.create({
    cabinetId,
    tokenHash,
    collaborateurId,
    slotId: new Types.ObjectId(slotId),
    purpose,
    expiresAt,
  });
  return `${config.publicUrl}/depot/${token}`;
}
