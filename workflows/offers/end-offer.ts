import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import type { OfferMove, RevokedBecause } from '../../models/dossier-offers.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { Offer, type OfferRecord } from '../../models/offer.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, auditedOn, refreshesCards, startsJob } from '../events.ts';
import { canManageOffers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { PlanRefs } from './get-plan.ts';

/** What can end: the service for one person, the service on the dossier, or one service for another. */
export type EndOrChange =
  | { kind: 'revoke'; dossierId: string; interlocuteurId: string; offer: string }
  | { kind: 'end'; dossierId: string; offer: string }
  | {
      kind: 'change';
      dossierId: string;
      interlocuteurId: string;
      from: string;
      to: string;
      confirmsSubscription?: boolean;
    };

export type EndOutcome = 'done' | 'nothing-to-do' | 'subscription-required';

const MAX_TRIES = 8;

/**
 * Takes a service back, from one person or from the whole dossier, or changes it for another one in the same write: the
 * rights that went with it are gone with that write, Valider and Rejeter among them (domain 252).
 *
 * @throws AppError `not-found`, `not-allowed`, `dossier-left`.
 */
export async function endOffer(services: Services, staff: Staff, act: EndOrChange): Promise<EndOutcome> {
  const { cabinetId } = staff;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    const dossier = await Dossier.findOne({ _id: act.dossierId, cabinetId }).lean<DossierRecord>();
    if (!dossier) throw new AppError('not-found', { because: 'dossier' });
    if (!canManageOffers(staff, dossier)) throw new AppError('not-allowed', { because: 'offers' });
    if (dossier.status !== 'active') throw new AppError('dossier-left');
    const next = act.kind === 'change' ? await findOffer(cabinetId, act.to) : undefined;
    const moves = await movesOf(services, staff, dossier, act, next);
    if (moves === 'subscription-required' || moves.length === 0)
      return moves === 'subscription-required' ? moves : 'nothing-to-do';
    const moved = await moveDossier({ from: dossier, moves, events: eventsOf(services, staff, dossier, act, moves) });
    if (!moved) continue;
    await dispatchSoon(services, 'dossier', moved);
    return 'done';
  }
  throw new AppError('stale-card', { because: 'the dossier kept changing' });
}

async function findOffer(cabinetId: string, code: string): Promise<OfferRecord> {
  const offer = await Offer.findOne({ cabinetId, code }).lean<OfferRecord>();
  if (!offer) throw new AppError('not-found', { because: 'offer' });
  if (!offer.isPresent) throw new AppError('offer-not-present');
  return offer;
}

async function movesOf(
  services: Services,
  staff: Staff,
  dossier: DossierRecord,
  act: EndOrChange,
  next: OfferRecord | undefined,
): Promise<OfferMove[] | 'subscription-required'> {
  const at = services.now();
  const isOpen = (code: string) => dossier.offers.some((one) => one.code === code && one.status === 'active');
  if (act.kind === 'end') {
    return isOpen(act.offer) ? [{ level: 'offer', offer: act.offer, to: 'inactive', at, because: 'offer-ended' }] : [];
  }
  const code = act.kind === 'revoke' ? act.offer : act.from;
  const because = act.kind === 'revoke' ? 'asked' : 'replaced';
  const taken = takeBack(dossier, { code, interlocuteurId: act.interlocuteurId, at, staff, because });
  if (!next || act.kind === 'revoke') return taken;

  const given = dossier.grants.find(
    (one) => one.offer === next.code && String(one.interlocuteurId) === act.interlocuteurId,
  );
  const hasNext = given?.status === 'active' || given?.status === 'proposed';
  if (taken.length === 0) return [];
  if (!isOpen(next.code) && next.isPaid && !act.confirmsSubscription) return 'subscription-required';
  const by = staff.collaborateurId;
  const subscription = next.isPaid ? { subscription: { confirmedAt: at, confirmedBy: by } } : {};
  const opens: OfferMove[] = isOpen(next.code)
    ? []
    : [
        {
          ...{ level: 'offer', offer: next.code, to: 'active', at },
          set: { activatedAt: at, activatedBy: by, endedAt: undefined, ...subscription },
        },
      ];
  const grants: OfferMove[] = hasNext
    ? []
    : [
        {
          ...{ level: 'grant', offer: next.code, interlocuteurId: dossierPerson(dossier, act), to: 'proposed' },
          set: {
            ...{ requestedAt: at, requestedBy: by, nextAttemptAt: at },
            mails: next.mails.map((key) => ({ key, state: 'to-send' as const })),
          },
        },
      ];
  return [...taken, ...opens, ...grants];
}

function dossierPerson(dossier: DossierRecord, { interlocuteurId }: { interlocuteurId: string }) {
  return dossier.grants.find((one) => String(one.interlocuteurId) === interlocuteurId)!.interlocuteurId;
}

type TakeBack = { code: string; interlocuteurId: string; at: Date; staff: Staff; because: RevokedBecause };

/** With the last person, a service that was replaced ends on the dossier too: nobody pays for what nobody has. */
function takeBack(dossier: DossierRecord, { code, interlocuteurId, at, staff, because }: TakeBack): OfferMove[] {
  const isOpen = ({ offer, status }: DossierRecord['grants'][number]) => offer === code && status !== 'revoked';
  const open = dossier.grants.filter(isOpen);
  const mine = open.find((one) => String(one.interlocuteurId) === interlocuteurId);
  if (!mine) return [];
  const set = { revokedAt: at, revokedBy: staff.collaborateurId, revokedBecause: because };
  const revoke: OfferMove = { level: 'grant', offer: code, interlocuteurId: mine.interlocuteurId, to: 'revoked', set };
  const isOnDossier = dossier.offers.some((one) => one.code === code && one.status === 'active');
  const endsToo = because === 'replaced' && open.length === 1 && isOnDossier;
  return endsToo ? [revoke, { level: 'offer', offer: code, to: 'inactive', at, because }] : [revoke];
}

function eventsOf(
  services: Services,
  staff: Staff,
  { _id, cabinetId }: DossierRecord,
  act: EndOrChange,
  moves: OfferMove[],
): OutboxEvent[] {
  const now = services.now();
  const subject = { kind: 'dossier', id: String(_id) };
  const lines = moves.map((move) => {
    const person = move.level === 'grant' ? { interlocuteurId: String(move.interlocuteurId) } : {};
    const after = { offer: move.offer, because: act.kind, ...person };
    return auditedOn(now, subject, { actor: actorOf(staff), act: `${move.level}.${move.to}`, after });
  });
  const proposed = moves.flatMap((move) => (move.level === 'grant' && move.to === 'proposed' ? [move] : []));
  const jobs = proposed.map(({ offer, interlocuteurId }) => {
    const ids: PlanRefs = { dossierId: String(_id), interlocuteurId: String(interlocuteurId), offer };
    return startsJob(now, 'advance-grant', { cabinetId, ...ids }, afterTheAnswer(now));
  });
  return [...lines, ...jobs, refreshesCards(now, cabinetId, _id, afterTheAnswer(now))];
}
