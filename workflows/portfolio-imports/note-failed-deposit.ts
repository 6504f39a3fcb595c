import type { ErrorCode } from '../../errors.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { SYSTEM } from '../events.ts';
import type { Services } from '../services.ts';
import { importAudited, importCards } from './events.ts';

/** A file that was expected did not come: the card that waits for it says why. */
export async function noteFailedDeposit(
  services: Services,
  { cabinetId, slotId, failure }: { cabinetId: string; slotId: string; failure: ErrorCode },
): Promise<void> {
  const now = services.now();
  const expected = { cabinetId, slots: slotId, status: 'receiving' as const };
  const record = await PortfolioImport.findOne(expected).lean<PortfolioImportRecord>();
  if (!record) return;
  // The same bytes had come another way, and their import shows in that place.
  if (await PortfolioImport.exists({ cabinetId, slots: slotId, status: { $ne: 'receiving' } })) {
    await PortfolioImport.deleteOne(expected);
    return;
  }
  const moved = await movePortfolioImport({
    where: { _id: record._id, cabinetId, status: 'receiving' },
    to: 'failed',
    set: { failure, finishedAt: now },
    events: [
      importAudited(now, record, { actor: SYSTEM, act: 'portfolio-import.failed', after: { failure } }),
      ...importCards(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'portfolio-import', moved);
}
