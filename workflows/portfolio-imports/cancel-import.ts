import { AppError } from '../../errors.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf } from '../events.ts';
import { canDecideImport, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { importAudited, importCards } from './events.ts';

/**
 * Drops a file that nobody said yes to: nothing of it was written.
 *
 * @returns whether this click did it; false when it is being imported, or over.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function cancelImport(services: Services, staff: Staff, importId: string): Promise<boolean> {
  const { cabinetId } = staff;
  const record = await PortfolioImport.findOne({ _id: importId, cabinetId }).lean<PortfolioImportRecord>();
  if (!record) throw new AppError('not-found', { because: 'portfolio import' });
  if (!canDecideImport(staff, record.depositors)) throw new AppError('not-allowed', { because: 'cancel import' });
  const now = services.now();
  const moved = await movePortfolioImport({
    where: { _id: record._id, cabinetId },
    to: 'cancelled',
    set: { finishedAt: now },
    events: [
      importAudited(now, record, {
        ...{ actor: actorOf(staff), act: 'portfolio-import.cancelled' },
        before: { status: record.status },
        after: { status: 'cancelled' },
      }),
      ...importCards(now, record, new Date(now.getTime() + 500)),
    ],
  });
  if (!moved) return false;
  await dispatchSoon(services, 'portfolio-import', moved);
  return true;
}
