import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { OfferMove } from '../../models/dossier-offers.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, auditedOn, refreshesCards, startsJob } from '../events.ts';
import { canExitClient, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';

/**
 * Lets a client go. In one write every service on the dossier ends, and every right with it; what is left to do in the
 * tenant is a job's, and the dossier is `left` only once no access is open.
 *
 * @param version of the dossier as the card listed it: what changed since was not agreed to.
 * @returns `stale` when the dossier has changed since the card listed it, `gone` when the client was going already.
 * @throws AppError `not-found`, `not-allowed`.
 */
export async function exitClient(
  services: Services,
  staff: Staff,
  { dossierId, version }: { dossierId: string; version: number },
): Promise<'done' | 'stale' | 'gone'> {
  const { cabinetId } = staff;
  const dossier = await Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>();
  if (!dossier) throw new AppError('not-found', { because: 'dossier' });
  if (!canExitClient(staff, dossier)) throw new AppError('not-allowed', { because: 'exit' });
  if (dossier.status !== 'active') return 'gone';
  if (dossier.version !== version) return 'stale';

  const now = services.now();
  const moves = movesOf(dossier, now, staff);
  const subject = { kind: 'dossier', id: dossierId };
  const after = {
    offers: dossier.offers.filter(({ status }) => status === 'active').map(({ code }) => code),
    grants: moves.flatMap((move) =>
      move.level === 'grant' ? [{ offer: move.offer, interlocuteurId: String(move.interlocuteurId) }] : [],
    ),
  };
  const moved = await moveDossier({
    from: dossier,
    to: 'leaving',
    moves,
    set: { exitCheckAt: now, exitFailures: 0 },
    events: [
      auditedOn(now, subject, {
        ...{ actor: actorOf(staff), act: 'dossier.exited' },
        ...{ before: { status: 'active' }, after: { status: 'leaving', ended: after } },
      }),
      startsJob(now, 'finish-exit', { cabinetId, dossierId }, afterTheAnswer(now)),
      refreshesCards(now, cabinetId, dossier._id, afterTheAnswer(now)),
    ],
  });
  if (!moved) return 'stale';
  await dispatchSoon(services, 'dossier', moved);
  return 'done';
}

/** First the persons, each with their reason in the record, then the services. */
function movesOf({ offers, grants }: DossierRecord, at: Date, { collaborateurId }: Staff): OfferMove[] {
  const because = 'client-left' as const;
  return [
    ...grants
      .filter(({ status }) => status !== 'revoked')
      .map(({ offer, interlocuteurId }): OfferMove => {
        const set = { revokedAt: at, revokedBy: collaborateurId, revokedBecause: because };
        return { level: 'grant', offer, interlocuteurId, to: 'revoked', set };
      }),
    ...offers
      .filter(({ status }) => status === 'active')
      .map(({ code }): OfferMove => ({ level: 'offer', offer: code, to: 'inactive', at, because })),
  ];
}
