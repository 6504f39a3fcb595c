import { AppError } from '../../errors.ts';
import { Dossier, type DossierRecord } from '../../models/dossier.ts';
import { type OfferMove, turnOf } from '../../models/dossier-offers.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveDossier } from '../../models/move-dossier.ts';
import { Offer, type OfferRecord } from '../../models/offer.ts';
import type { OutboxEvent } from '../../models/outbox.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { actorOf, afterTheAnswer, auditedOn, refreshesCards, startsJob } from '../events.ts';
import { inviteClient } from '../invitations/invite-client.ts';
import { canInitialiseExtension, canManageOffers, type Staff } from '../rights.ts';
import type { Services } from '../services.ts';
import { askResponsables } from './ask-responsables.ts';
import type { PlanRefs } from './get-plan.ts';

/** `needs-responsable`: what this person may do is done, the rest is for somebody who answers for the dossier. */
export type PlanOutcome = 'started' | 'nothing-to-do' | 'needs-responsable' | 'subscription-required' | 'stale-click';

/** What the card showed: which time the service was opened or taken back, and which invitation. */
export type PlanSeen = { turn: number; invitation: number };

/** Tries at an optimistic update; each loss means that somebody else changed the same dossier meanwhile. */
const MAX_TRIES = 8;

/**
 * Does, in their order, all the steps of a service that can be done now, and leaves the rest to go on by itself: the
 * invitation, the service on the dossier (level 1), the service for the person (level 2), the extension (level 3).
 * Pressed again it resumes where it stopped.
 *
 * @param refs `seen`: what the person who asks has before them. When the service, or the access, was taken away or given
 * anew since, nothing is done: an old button gives no right back.
 * @returns `stale-click` then.
 * @throws AppError `not-found`, `dossier-left`, `interlocuteur-inactive`, `interlocuteur-removed`.
 */
export async function startPlan(
  services: Services,
  staff: Staff,
  refs: PlanRefs & { confirmsSubscription?: boolean; seen?: PlanSeen },
): Promise<PlanOutcome> {
  const { cabinetId } = staff;
  let invites = false;
  for (let tries = 0; tries < MAX_TRIES; tries += 1) {
    // Before anything is read: who is unlinked or removed meanwhile loses what is given here with the rest.
    const at = services.now();
    const { dossier, person, offer } = await readPlanRecords(cabinetId, refs);
    // An invitation of our own, of a round that lost to somebody else, is not news.
    if (refs.seen && isOlder(refs.seen, { dossier, person, offer }, invites)) return 'stale-click';
    const mayManage = canManageOffers(staff, dossier);
    const isOpen = dossier.offers.some((one) => one.code === offer.code && one.status === 'active');
    if (mayManage && !isOpen && offer.isPresent && offer.isPaid && !refs.confirmsSubscription) {
      return 'subscription-required';
    }
    invites = (await inviteWhenNeeded(services, staff, dossier, person)) || invites;
    const moves = movesToMake(at, staff, { dossier, person, offer, isOpen, mayManage });
    const blocked = !mayManage && !isDone(dossier, person, offer);
    if (moves.length === 0) {
      if (blocked) {
        await askResponsables(services, staff, refs);
        return 'needs-responsable';
      }
      const resumed = await resumeGrant(services, dossier, person, offer);
      return invites || resumed ? 'started' : 'nothing-to-do';
    }
    const moved = await moveDossier({ from: dossier, moves, events: eventsOf(services, staff, dossier, moves) });
    if (!moved) continue;
    await dispatchSoon(services, 'dossier', moved);
    if (!blocked) return 'started';
    await askResponsables(services, staff, refs);
    return 'needs-responsable';
  }
  throw new AppError('stale-card', { because: 'the dossier kept changing' });
}

type PlanRecords = { dossier: DossierRecord; person: InterlocuteurRecord; offer: OfferRecord };

function isOlder(seen: PlanSeen, { dossier, person, offer }: PlanRecords, invites: boolean): boolean {
  if (turnOf(grantOf(dossier, person, offer)) !== seen.turn) return true;
  return !invites && person.guest.generation !== seen.invitation;
}

/** @throws AppError `not-found`, `dossier-left`, `interlocuteur-inactive`, `interlocuteur-removed`. */
async function readPlanRecords(
  cabinetId: string,
  { dossierId, interlocuteurId, offer: code }: PlanRefs,
): Promise<PlanRecords> {
  const [dossier, person, offer] = await Promise.all([
    Dossier.findOne({ _id: dossierId, cabinetId }).lean<DossierRecord>(),
    Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>(),
    Offer.findOne({ cabinetId, code }).lean<OfferRecord>(),
  ]);
  if (!dossier || !person || !offer) throw new AppError('not-found', { because: 'plan' });
  if (dossier.status !== 'active') throw new AppError('dossier-left');
  // Whoever was removed comes back by being added again, not by a button that still names them.
  if (person.removedAt) throw new AppError('interlocuteur-removed');
  if (!person.isActive) throw new AppError('interlocuteur-inactive');
  return { dossier, person, offer };
}

/** The person must be an interlocuteur of the dossier and a guest, or on the way to it (domain 33, 37, 39). */
async function inviteWhenNeeded(
  services: Services,
  staff: Staff,
  { _id: dossierId }: DossierRecord,
  person: InterlocuteurRecord,
): Promise<boolean> {
  const isLinked = person.links.some((link) => link.dossierId.equals(dossierId));
  const { status } = person.guest;
  const isInvited = status === 'inviting' || status === 'pending' || status === 'accepted';
  if (isLinked && isInvited) return false;
  const { nom, prenom, email, qualite, mobile } = person;
  await inviteClient(services, staff, { nom, prenom, email, qualite, mobile, message: undefined, dossierId });
  return true;
}

type Situation = PlanRecords & { isOpen: boolean; mayManage: boolean };

function movesToMake(now: Date, staff: Staff, records: Situation): OfferMove[] {
  const { dossier, person, offer, isOpen, mayManage } = records;
  const by = staff.collaborateurId;
  const grant = grantOf(dossier, person, offer);
  const moves: OfferMove[] = [];
  if (mayManage && !isOpen && offer.isPresent) {
    const subscription = offer.isPaid ? { subscription: { confirmedAt: now, confirmedBy: by } } : {};
    const set = { activatedAt: now, activatedBy: by, endedAt: undefined, ...subscription };
    moves.push({ level: 'offer', offer: offer.code, to: 'active', at: now, set });
  }
  const willBeOpen = isOpen || moves.length > 0;
  if (mayManage && willBeOpen && (!grant || grant.status === 'revoked')) {
    const isGuest = person.guest.status === 'accepted';
    moves.push({
      ...{ level: 'grant', offer: offer.code, interlocuteurId: person._id, to: 'proposed' },
      set: {
        ...{ requestedAt: now, requestedBy: by },
        mails: offer.mails.map((key) => ({ key, state: 'to-send' as const })),
        ...(isGuest && { nextAttemptAt: now }),
      },
    });
  }
  const onDossier = dossier.offers.find(({ code }) => code === offer.code);
  if (grant?.status === 'active' && onDossier?.extension === 'to-initialise' && canInitialiseExtension(staff)) {
    moves.push({
      ...{ level: 'extension', offer: offer.code, to: 'initialised' },
      set: { initialisedAt: now, initialisedBy: by },
    });
  }
  return moves;
}

function eventsOf(services: Services, staff: Staff, dossier: DossierRecord, moves: OfferMove[]): OutboxEvent[] {
  const now = services.now();
  const { _id, cabinetId } = dossier;
  const subject = { kind: 'dossier', id: String(_id) };
  const lines = moves.map(({ level, offer, to, ...move }) => {
    const person = 'interlocuteurId' in move ? { interlocuteurId: String(move.interlocuteurId) } : {};
    return auditedOn(now, subject, { actor: actorOf(staff), act: `${level}.${to}`, after: { offer, ...person } });
  });
  const grants = moves.flatMap((move) => (move.level === 'grant' ? [move] : []));
  const jobs = grants.map(({ offer, interlocuteurId }) => {
    const ids = { cabinetId, dossierId: String(_id), interlocuteurId: String(interlocuteurId), offer };
    return startsJob(now, 'advance-grant', ids, afterTheAnswer(now));
  });
  return [...lines, ...jobs, refreshesCards(now, cabinetId, _id, afterTheAnswer(now))];
}

/** Mails that Microsoft 365 refused are tried again when somebody asks, once whatever was wrong is mended; so is what nobody is at. */
async function resumeGrant(
  services: Services,
  dossier: DossierRecord,
  person: InterlocuteurRecord,
  offer: OfferRecord,
): Promise<boolean> {
  const grant = grantOf(dossier, person, offer);
  const isLeft = person.guest.status === 'accepted' && !grant?.nextAttemptAt;
  if (grant?.status !== 'proposed' || !(grant.lastError || isLeft)) return false;
  const now = services.now();
  const { cabinetId, _id } = dossier;
  const ids = { cabinetId, dossierId: String(_id), interlocuteurId: String(person._id), offer: offer.code };
  const event = startsJob(now, 'advance-grant', ids, afterTheAnswer(now));
  const found = { interlocuteurId: person._id, offer: offer.code, status: 'proposed', generation: grant.generation };
  const resumed = await Dossier.findOneAndUpdate(
    { _id, cabinetId, version: dossier.version, grants: { $elemMatch: found } },
    {
      $set: { 'grants.$.nextAttemptAt': now, 'grants.$.failures': 0 },
      $unset: { 'grants.$.lastError': 1 },
      $inc: { version: 1 },
      $push: { outbox: event },
    },
    { returnDocument: 'after' },
  ).lean<DossierRecord>();
  if (resumed) await dispatchSoon(services, 'dossier', resumed);
  return Boolean(resumed);
}

function grantOf(dossier: DossierRecord, person: InterlocuteurRecord, offer: OfferRecord) {
  return dossier.grants.find((one) => one.offer === offer.code && one.interlocuteurId.equals(person._id));
}

function isDone(dossier: DossierRecord, person: InterlocuteurRecord, offer: OfferRecord): boolean {
  const status = grantOf(dossier, person, offer)?.status;
  return status === 'active' || status === 'proposed';
}
