import { AppError } from '../../errors.ts';
import { UploadLink, type UploadLinkRecord, type UploadPurpose } from '../../models/upload-link.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { loadStaff } from '../staff/load-staff.ts';
import { hashToken, isToken } from './link-token.ts';

export type OpenedUploadLink = { staff: Staff; slotId: string; purpose: UploadPurpose; expiresAt: Date };

/**
 * In whose name a file is handed in at this address.
 *
 * @throws AppError `link-unknown`, `link-expired`; `link-unknown` too once the person has left the firm.
 */
export async function openUploadLink(services: Services, token: string): Promise<OpenedUploadLink> {
  const link = isToken(token)
    ? await UploadLink.findOne({ tokenHash: hashToken(token) }).lean<UploadLinkRecord>()
    : undefined;
  if (!link) throw new AppError('link-unknown');
  if (link.expiresAt <= services.now()) throw new AppError('link-expired');
  const staff = await loadStaff(services, link.cabinetId, link.collaborateurId);
  if (!staff) throw new AppError('link-unknown', { because: 'no longer staff' });
  const { slotId, purpose = 'dossiers', expiresAt } = link;
  return { staff, slotId: String(slotId), purpose, expiresAt };
}
