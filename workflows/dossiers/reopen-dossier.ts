import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, auditedOn, refreshesCards } from '../events.ts';
import { canExitClient, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/**
 * A client comes back: the dossier is open again, with no service and no access. Those are given anew.
 *
 * @returns whether this click did it.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function reopenDossier(services: Services, staff: Staff, dossierId: string): Promise<boolean> {
  const { cabinetId } = staff;
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  if (!canExitClient(staff, dossier)) throw new AppError('not-allowed', { because: 'reopen' });
  if (dossier.status !== 'left') return false;
  const now = services.now();
  const audit = auditedOn(
    now,
    { kind: 'dossier', id: dossierId },
    { actor: actorOf(staff), act: 'dossier.reopened', before: { status: 'left' }, after: { status: 'active' } },
  );
  const moved = await moveDossier({
    from: dossier,
    to: 'active',
    unset: ['leftAt', 'exitCheckAt', 'exitFailures'],
    events: [audit, refreshesCards(now, cabinetId, dossier._id, afterTheAnswer(now))],
  });
  if (moved) await dispatchSoon(services, 'dossier', moved);
  return Boolean(moved);
}
