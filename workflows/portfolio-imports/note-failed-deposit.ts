import { Types } from 'mongoose';
import type { ErrorCode } from '../../errors.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { importCards } from './events.ts';

/** A file that could not be fetched after the answer had gone out: the card that waits for it says why. */
export async function noteFailedDeposit(
  services: Services,
  { cabinetId, collaborateurId }: Staff,
  { slotId, name, failure }: { slotId: string; name: string; failure: ErrorCode },
): Promise<void> {
  const now = services.now();
  const subject = { _id: new Types.ObjectId(), cabinetId, slots: [new Types.ObjectId(slotId)], door: 'teams' as const };
  const made = await PortfolioImport.create({
    ...{ ...subject, status: 'failed', failure, fileName: name.slice(0, 120) || 'fichier' },
    ...{ createdBy: collaborateurId, depositors: [collaborateurId], expiresAt: now, finishedAt: now },
    outbox: importCards(now, subject),
  });
  await dispatchSoon(services, 'portfolio-import', made.toObject() as PortfolioImportRecord);
}
