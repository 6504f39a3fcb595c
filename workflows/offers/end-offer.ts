import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { type OfferMove, openedAt, type RevokedBecause, turnOf } from '../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { Offer, type OfferRecord } from '../../models/offer.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, auditedOn, refreshesCards, startsJob } from '../events.ts';
import { canManageOffers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import type { PlanRefs } from './get-plan.ts';

/**
 * What can end: the service for one person, the service on the dossier, or one service for another.
 *
 * `turn` and `openedAt` (milliseconds) are what the card showed: a service taken back and given anew since, or ended and
 * opened anew, is not the one that was meant.
 */
export type EndOrChange =
  | { kind: 'revoke'; dossierId: string; interlocuteurId: string; offer: string; turn?: number }
  | { kind: 'end'; dossierId: string; offer: string; openedAt?: number }
  | {
      kind: 'change';
      dossierId: string;
      interlocuteurId: string;
      from: string;
      to: string;
      turn?: number;
      confirmsSubscription?: boolean;
    };

/** `only-revoked`: the person is no longer an active interlocuteur of the dossier, so that nothing takes its place. */
export type EndOutcome = 'done' | 'only-revoked' | 'nothing-to-do' | 'subscription-required' | 'stale-click';

const MAX_TRIES = 8;

/**
 * Takes a service back, from one person or from the whole dossier, or changes it for another one in the same write: the
 * rights that went with it are gone with that write, Valider and Rejeter among them (domain 252).
 *
 * @returns `stale-click` when the card showed an older state: nothing is done.
 * @throws AppError `not-found`, `not-allowed`, `dossier-left`.
 */
export async function endOffer(services: Services, staff: Staff, act: EndOrChange): Promise<EndOutcome> {
  const { cabinetId } = staff;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    // Before anything is read: who is unlinked or removed meanwhile loses what is given here with the rest.
    const at = services.now();
    const dossier = await Dossier.findOne({ _id: act.dossierId, cabinetId }).lean<DossierRecord>();
    if (!dossier) throw new AppError('not-found', { because: 'dossier' });
    if (!canManageOffers(staff, dossier)) throw new AppError('not-allowed', { because: 'offers' });
    if (dossier.status !== 'active') throw new AppError('dossier-left');
    if (isOlder(act, dossier)) return 'stale-click';
    const next = act.kind === 'change' ? await findNext(cabinetId, act) : undefined;
    const moves = movesOf(at, staff, dossier, act, next);
    if (moves === 'subscription-required') return moves;
    if (moves.length === 0) return 'nothing-to-do';
    const moved = await moveDossier({ from: dossier, moves, events: eventsOf(services, staff, dossier, act, moves) });
    if (!moved) continue;
    await dispatchSoon(services, 'dossier', moved);
    return act.kind === 'change' && !next?.person ? 'only-revoked' : 'done';
  }
  throw new AppError('stale-card', { because: 'the dossier kept changing' });
}

function isOlder(act: EndOrChange, { grants, offers }: DossierRecord): boolean {
  if (act.kind === 'end') {
    const open = offers.find(({ code, status }) => code === act.offer && status === 'active');
    return act.openedAt !== undefined && open !== undefined && openedAt(open) !== act.openedAt;
  }
  const code = act.kind === 'revoke' ? act.offer : act.from;
  const grant = grants.find((one) => one.offer === code && String(one.interlocuteurId) === act.interlocuteurId);
  return act.turn !== undefined && turnOf(grant) !== act.turn;
}

/** The service that takes the place of another; `person` is missing when nothing may be opened to them there. */
type Next = { offer: OfferRecord; person?: InterlocuteurRecord };

async function findNext(
  cabinetId: string,
  { to, interlocuteurId, dossierId }: Extract<EndOrChange, { kind: 'change' }>,
): Promise<Next> {
  const [offer, person] = await Promise.all([
    Offer.findOne({ cabinetId, code: to }).lean<OfferRecord>(),
    Interlocuteur.findOne({
      ...{ _id: interlocuteurId, cabinetId, isActive: true, removedAt: null, 'links.dossierId': dossierId },
    }).lean<InterlocuteurRecord>(),
  ]);
  if (!offer) throw new AppError('not-found', { because: 'offer' });
  if (!offer.isPresent) throw new AppError('offer-not-present');
  return { offer, person: person ?? undefined };
}

function movesOf(
  at: Date,
  staff: Staff,
  dossier: DossierRecord,
  act: EndOrChange,
  next: Next | undefined,
): OfferMove[] | 'subscription-required' {
  const isOpen = (code: string) => dossier.offers.some((one) => one.code === code && one.status === 'active');
  if (act.kind === 'end') {
    return isOpen(act.offer) ? [{ level: 'offer', offer: act.offer, to: 'inactive', at, because: 'offer-ended' }] : [];
  }
  const code = act.kind === 'revoke' ? act.offer : act.from;
  const because = act.kind === 'revoke' ? 'asked' : 'replaced';
  const taken = takeBack(dossier, { code, interlocuteurId: act.interlocuteurId, at, staff, because });
  if (act.kind === 'revoke' || taken.length === 0 || !next?.person) return taken;

  const { person, offer } = next;
  const given = dossier.grants.find((one) => one.offer === offer.code && one.interlocuteurId.equals(person._id));
  const hasNext = given?.status === 'active' || given?.status === 'proposed';
  if (!isOpen(offer.code) && offer.isPaid && !act.confirmsSubscription) return 'subscription-required';
  const by = staff.collaborateurId;
  const subscription = offer.isPaid ? { subscription: { confirmedAt: at, confirmedBy: by } } : {};
  const opens: OfferMove[] = isOpen(offer.code)
    ? []
    : [
        {
          ...{ level: 'offer', offer: offer.code, to: 'active', at },
          set: { activatedAt: at, activatedBy: by, endedAt: undefined, ...subscription },
        },
      ];
  const grants: OfferMove[] = hasNext
    ? []
    : [
        {
          ...{ level: 'grant', offer: offer.code, interlocuteurId: person._id, to: 'proposed' },
          set: {
            ...{ requestedAt: at, requestedBy: by },
            // Before the acceptance there is nothing to try: the acceptance starts it.
            ...(person.guest.status === 'accepted' && { nextAttemptAt: at }),
            mails: offer.mails.map((key) => ({ key, state: 'to-send' as const })),
          },
        },
      ];
  return [...taken, ...opens, ...grants];
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
