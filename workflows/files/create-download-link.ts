import { type Downloadable, DownloadLink } from '../../models/download-link.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { newToken } from './link-token.ts';

const DAYS = 7;

/** An address where a file may be fetched for a week, made when it is. Whether they may have it was asked before. */
export async function createDownloadLink({ config, now }: Services, staff: Staff, file: Downloadable): Promise<string> {
  const { token, tokenHash } = newToken();
  const { cabinetId, collaborateurId } = staff;
  const expiresAt = new Date(now().getTime() + DAYS * 24 * 60 * 60_000);
  await DownloadLink.create({ cabinetId, tokenHash, file, collaborateurId, expiresAt });
  return `${config.publicUrl}/fichiers/${token}`;
}
