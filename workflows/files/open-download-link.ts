import { AppError } from '../../errors.ts';
import { type Downloadable, DownloadLink, type DownloadLinkRecord } from '../../models/download-link.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { loadStaff } from '../staff/load-staff.ts';
import { hashToken, isToken } from './link-token.ts';

export type { Downloadable };

/**
 * Which file stands at this address, and for whom it was made.
 *
 * @throws AppError `link-unknown`, `link-expired`; `link-unknown` too once the person has left the firm.
 */
export async function openDownloadLink(
  services: Services,
  token: string,
): Promise<{ staff: Staff; file: Downloadable }> {
  const link = isToken(token)
    ? await DownloadLink.findOne({ tokenHash: hashToken(token) }).lean<DownloadLinkRecord>()
    : undefined;
  if (!link) throw new AppError('link-unknown');
  if (link.expiresAt <= services.now()) throw new AppError('link-expired');
  const staff = await loadStaff(services, link.cabinetId, link.collaborateurId);
  if (!staff) throw new AppError('link-unknown', { because: 'no longer staff' });
  return { staff, file: link.file };
}
