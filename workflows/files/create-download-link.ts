import { type Downloadable, DownloadLink } from '../../models/download-link.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { newToken } from './link-token.ts';

const HOUR_MS = 60 * 60_000;
/** The whole portfolio is fetched at once or not at all; a report is come back to while its file is put right. */
const GOOD_FOR_MS = {
  'portfolio-export': HOUR_MS,
  'import-report': 7 * 24 * HOUR_MS,
  fec: HOUR_MS,
} as const satisfies Record<Downloadable['kind'], number>;

/** An address where a file may be fetched for a while, made when it is. Whether they may have it was asked before. */
export async function createDownloadLink({ config, now }: Services, staff: Staff, file: Downloadable): Promise<string> {
  const { token, tokenHash } = newToken();
  const { cabinetId, collaborateurId } = staff;
  const expiresAt = new Date(now().getTime() + GOOD_FOR_MS[file.kind]);
  await DownloadLink.create({ cabinetId, tokenHash, file, collaborateurId, expiresAt });
  return `${config.publicUrl}/fichiers/${token}`;
}
