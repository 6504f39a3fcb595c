import { AppError } from '../../errors.ts';
import { movePortfolioImport } from '../../models/move-portfolio-import.ts';
import { PortfolioImport, type PortfolioImportRecord } from '../../models/portfolio-import.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf } from '../events.ts';
import { canDecideImport, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { importAudited, importCards, importJob } from './events.ts';

/**
 * « Oui »: the lines that can become dossiers will, by a job. Only a preview that still stands, once.
 *
 * @param invites whether the invitations that the file asks for, whose count was shown, are to go out (domain 110).
 * @returns whether this click did it; false when the import is in another state by now.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function confirmImport(
  services: Services,
  staff: Staff,
  { importId, invites }: { importId: string; invites: boolean },
): Promise<boolean> {
  const { cabinetId, collaborateurId } = staff;
  const record = await PortfolioImport.findOne({ _id: importId, cabinetId }).lean<PortfolioImportRecord>();
  if (!record) throw new AppError('not-found', { because: 'portfolio import' });
  if (!canDecideImport(staff, record.depositors)) throw new AppError('not-allowed', { because: 'confirm import' });
  const now = services.now();
  if (record.status !== 'previewed' || record.expiresAt <= now) return false;

  const moved = await movePortfolioImport({
    where: { _id: record._id, cabinetId, status: 'previewed', expiresAt: { $gt: now } },
    to: 'importing',
    set: { invites, confirmedBy: collaborateurId, confirmedAt: now },
    events: [
      importAudited(now, record, {
        ...{ actor: actorOf(staff), act: 'portfolio-import.confirmed', before: { status: 'previewed' } },
        after: { status: 'importing', toCreate: record.counts.toCreate, invites },
      }),
      importJob(now, record, 'import-portfolio-lines'),
      ...importCards(now, record, new Date(now.getTime() + 500)),
    ],
  });
  if (!moved) return false;
  await dispatchSoon(services, 'portfolio-import', moved);
  return true;
}
