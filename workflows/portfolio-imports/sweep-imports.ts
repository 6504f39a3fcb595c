import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { SYSTEM } from '../events.ts';
import type { Services } from '../services.ts';
import { confirmItself } from './confirm-itself.ts';
import { importAudited, importCards } from './events.ts';
import { noteFailedDeposit } from './note-failed-deposit.ts';

const JOB_OF = { reading: 'read-portfolio-file', importing: 'import-portfolio-lines' } as const;

/** Takes up what a worker left behind, says what never came, and lets previews go that nobody answered for a day. */
export async function sweepImports(services: Services): Promise<number> {
  const now = services.now();
  const left = await PortfolioImport.find({
    status: { $in: ['reading', 'importing'] },
    $or: [{ leaseUntil: { $lte: now } }, { leaseUntil: null, updatedAt: { $lte: new Date(now.getTime() - 60_000) } }],
  })
    .limit(50)
    .lean<PortfolioImportRecord[]>();
  for (const { _id, cabinetId, status, leaseUntil } of left) {
    const key = `import:${_id}:${leaseUntil?.getTime() ?? now.getTime()}`;
    const name = JOB_OF[status as keyof typeof JOB_OF];
    await services.queue.enqueue(name, { cabinetId, importId: String(_id) }, { key, runAt: now });
  }
  const late = await PortfolioImport.find({ status: 'receiving', leaseUntil: { $lte: now } })
    .limit(50)
    .lean<PortfolioImportRecord[]>();
  for (const { cabinetId, slots } of late) {
    await noteFailedDeposit(services, { cabinetId, slotId: String(slots[0]), failure: 'upload-cut' });
  }
  const waiting = await PortfolioImport.find({
    ...{ status: 'previewed', confirmsItself: { $exists: true }, expiresAt: { $gt: now } },
    updatedAt: { $lte: new Date(now.getTime() - 60_000) },
  })
    .limit(50)
    .lean<PortfolioImportRecord[]>();
  for (const record of waiting) await confirmItself(services, record);
  const expired = await PortfolioImport.find({ status: { $in: ['reading', 'previewed'] }, expiresAt: { $lte: now } })
    .limit(200)
    .lean<PortfolioImportRecord[]>();
  for (const record of expired) await expire(services, record);
  return left.length + late.length + expired.length;
}

async function expire(services: Services, record: PortfolioImportRecord): Promise<void> {
  const now = services.now();
  const { _id, cabinetId, status } = record;
  const moved = await movePortfolioImport({
    where: { _id, cabinetId, expiresAt: { $lte: now } },
    to: 'expired',
    set: { finishedAt: now },
    events: [
      importAudited(now, record, {
        ...{ actor: SYSTEM, act: 'portfolio-import.expired', before: { status }, after: { status: 'expired' } },
      }),
      ...importCards(now, record),
    ],
  });
  if (moved) await dispatchSoon(services, 'portfolio-import', moved);
}
