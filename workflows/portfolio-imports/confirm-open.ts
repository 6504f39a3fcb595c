import type { Types } from 'mongoose';
import { AppError } from '../../errors.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { confirmImport } from './confirm-import.ts';

/**
 * « Oui », said with bytes that are being looked at already: it counts for the import that is open, at once when it has
 * been read, else as soon as it is. Whoever said so is kept with it.
 *
 * @throws AppError `import-not-ready` when something else was decided, the invitations among it.
 */
export async function confirmOpen(
  services: Services,
  staff: Staff,
  importId: Types.ObjectId,
  { invites }: { invites: boolean },
): Promise<void> {
  const { cabinetId, collaborateurId } = staff;
  const one = { _id: importId, cabinetId };
  await PortfolioImport.updateOne(
    { ...one, status: { $in: ['reading', 'previewed'] }, confirmsItself: { $exists: false } },
    { $set: { confirmsItself: { invites, by: collaborateurId } } },
  );
  const read = await PortfolioImport.findOne(one).lean<PortfolioImportRecord>();
  if (read?.status === 'previewed' && read.confirmsItself?.invites === invites) {
    await confirmImport(services, staff, { importId: String(importId), invites });
  }
  // Confirmed meanwhile by somebody else, it is the same as long as they said the same.
  const present = await PortfolioImport.findOne(one).lean<PortfolioImportRecord>();
  const isWished = present?.status === 'reading' && present.confirmsItself?.invites === invites;
  const isConfirmed = (present?.status === 'importing' || present?.status === 'done') && present.invites === invites;
  if (!isWished && !isConfirmed) throw new AppError('import-not-ready', { because: 'the same file is open' });
}
