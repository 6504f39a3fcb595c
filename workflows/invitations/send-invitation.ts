/**
 * Triggered by the job of that name; needs an interlocuteur whose guest is `inviting`; leaves them `pending`,
 * `accepted`, `refused`, or still `inviting` with the time of the next try. May be killed at any line and run again.
 */
import type { Types } from 'mongoose';
import { AppError, type ErrorCode } from '../../errors.ts';
import { findSentMail } from '../../graph/find-sent-mail.ts';
import { findUsersByMail } from '../../graph/find-users-by-mail.ts';
import { getUser } from '../../graph/get-user.ts';
import { inviteGuest } from '../../graph/invite-guest.ts';
import { patiently } from '../../graph/patiently.ts';
import { type Mail, sendMail } from '../../graph/send-mail.ts';
import type { TenantUser } from '../../graph/types.ts';
import { log } from '../../log.ts';
import { Cabinet } from '../../models/cabinet.ts';
import { Collaborateur } from '../../models/collaborateur.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import { requireTimeToMail } from '../require-time-to-mail.ts';
import type { Services } from '../services.ts';
import { nextAttempt } from './back-off.ts';
import { audited, follows, SYSTEM } from './events.ts';
import { newWithdrawal } from './withdraw-guest.ts';

export type InvitationMailData = {
  firmName: string;
  inviterName: string;
  prenom?: string;
  nom: string;
  personalMessage?: string;
  redeemUrl: string;
};
/** The words of the mail; given by the caller, since workflows know none. */
export type ComposeInvitationMail = (data: InvitationMailData) => Pick<Mail, 'subject' | 'html'>;

/** Longer than five calls to Graph at their time limit, each repeated for a while. */
const LEASE_MS = 120_000;
const SENT_ITEMS_SECONDS = 10;
const DAY_MS = 24 * 60 * 60 * 1_000;
/** After that long without success a person decides. */
const GIVE_UP_MS = 3 * 24 * 60 * 60 * 1_000;

type Ids = { cabinetId: string; interlocuteurId: Types.ObjectId | string };

/** @returns what became of it; `nothing` when there was nothing to do or somebody else is at it. */
export async function sendInvitation(
  services: Services,
  ids: Ids,
  composeMail: ComposeInvitationMail,
): Promise<'pending' | 'accepted' | 'refused' | 'later' | 'nothing'> {
  const record = await lease(services, ids);
  if (!record) return 'nothing';
  try {
    const settled = await advance(services, record, composeMail);
    return settled ?? 'nothing';
  } catch (error) {
    return stumble(services, record, error);
  }
}

/** Claims the invitation for a while. The lease's end is also the fence that every later write checks. */
async function lease(services: Services, { cabinetId, interlocuteurId }: Ids): Promise<InterlocuteurRecord | null> {
  const now = services.now();
  return Interlocuteur.findOneAndUpdate(
    {
      _id: interlocuteurId,
      cabinetId,
      'guest.status': 'inviting',
      'guest.nextAttemptAt': { $lte: new Date(now.getTime() + 1_000) },
      $or: [{ 'guest.leaseUntil': null }, { 'guest.leaseUntil': { $lte: now } }],
    },
    { $set: { 'guest.leaseUntil': new Date(now.getTime() + LEASE_MS) } },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
}

/** The steps, in order; each is skipped when it is known to be done. */
async function advance(
  services: Services,
  record: InterlocuteurRecord,
  composeMail: ComposeInvitationMail,
): Promise<'pending' | 'accepted' | undefined> {
  const { graph, config } = services;
  const { guest } = record;

  const known = await findInTenant(services, record);
  await refuseWhileWithdrawn(record, [{ email: record.email }, { entraObjectId: known?.entraObjectId ?? '' }]);
  if (known?.acceptance === 'accepted') return settleAccepted(services, record, known);

  // A former try may have got this far without learning it.
  if (guest.mail.state === 'sending' && guest.mail.messageId && guest.entraObjectId) {
    const { messageId } = guest.mail;
    if (await patiently(() => findSentMail(graph, config.firm.mailSender, messageId))) {
      return settlePending(services, record, guest.entraObjectId, messageId);
    }
  }

  const guestToBe = {
    email: record.email,
    displayName: [record.prenom, record.nom].filter(Boolean).join(' '),
    redirectUrl: redirectUrl(services),
  };
  if (!known && !(await noteAsked(services, record))) return undefined;
  // The same address twice is the same guest: the one POST that may be repeated.
  const invited = await patiently(() => inviteGuest(graph, guestToBe));
  await refuseWhileWithdrawn(record, [{ entraObjectId: invited.entraObjectId }]);
  const isOfOurMaking = !known || guest.invitedAt || guest.askedAt;
  const origin = (known && guest.origin) ?? (isOfOurMaking ? 'invited' : 'recognised');
  const messageId = `<invitation.${record._id}.${guest.generation}@${config.firm.mailSender.split('@')[1]}>`;
  const isOurs = await noteInvited(services, record, { entraObjectId: invited.entraObjectId, origin, messageId });
  if (!isOurs) {
    if (origin === 'invited') await withdrawStray(services, record, invited.entraObjectId);
    return undefined;
  }
  if (invited.isAccepted) return settleAccepted(services, record, { ...invited, acceptedAt: undefined });

  const [cabinet, inviter] = await Promise.all([
    Cabinet.findById(record.cabinetId).lean(),
    Collaborateur.findOne({ _id: guest.requestedBy, cabinetId: record.cabinetId }).lean(),
  ]);
  const firmName = cabinet?.name ?? config.firm.name;
  const mail = composeMail({
    firmName,
    inviterName: inviter?.displayName ?? firmName,
    prenom: record.prenom,
    nom: record.nom,
    personalMessage: guest.personalMessage,
    redeemUrl: invited.redeemUrl,
  });
  requireTimeToMail(services.now(), guest.leaseUntil);
  await sendMail(graph, config.firm.mailSender, { to: record.email, ...mail }, messageId).catch(waitForSentItems);
  return settlePending(services, record, invited.entraObjectId, messageId);
}

/** Whether the tenant knows the address already, as whom. */
async function findInTenant(
  { graph }: Services,
  { guest, email }: InterlocuteurRecord,
): Promise<TenantUser | undefined> {
  if (guest.entraObjectId) {
    const { entraObjectId } = guest;
    const user = await patiently(() => getUser(graph, entraObjectId));
    if (user) return user;
  }
  const [user, other] = await patiently(() => findUsersByMail(graph, email));
  if (!user) return undefined;
  if (other) throw new AppError('invitation-several-matches');
  if (user.kind !== 'guest') throw new AppError('invitation-is-member');
  if (!user.isEnabled) throw new AppError('invitation-account-blocked');
  return user;
}

/** A guest about to be deleted, be it from another's record, must not be invited again before the deletion is done. */
async function refuseWhileWithdrawn(
  { cabinetId }: InterlocuteurRecord,
  who: ({ email: string } | { entraObjectId: string })[],
): Promise<void> {
  const isLeaving = { cabinetId, withdrawals: { $elemMatch: { state: 'to-do', $or: who } } } as const;
  if (await Interlocuteur.exists(isLeaving))
    throw new AppError('graph-unavailable', { because: 'the former guest is still being withdrawn' });
}

/** Only the job that still holds the lease, for the same invitation, may write. */
function fence({ _id, cabinetId, guest }: InterlocuteurRecord) {
  return {
    _id,
    cabinetId,
    'guest.status': 'inviting' as const,
    'guest.generation': guest.generation,
    'guest.leaseUntil': guest.leaseUntil,
  };
}

/** Written before Graph is asked: when its answer is lost, the guest is still known to be of our making. */
async function noteAsked({ now }: Services, record: InterlocuteurRecord): Promise<boolean> {
  const result = await Interlocuteur.updateOne(fence(record), { $set: { 'guest.askedAt': now() } });
  return result.matchedCount === 1;
}

/** Graph said yes: written before the mail goes out, together with the mark that it is about to. */
async function noteInvited(
  services: Services,
  record: InterlocuteurRecord,
  { entraObjectId, origin, messageId }: { entraObjectId: string; origin: 'invited' | 'recognised'; messageId: string },
): Promise<boolean> {
  const now = services.now();
  const { guest } = record;
  const result = await Interlocuteur.updateOne(fence(record), {
    $set: {
      'guest.entraObjectId': entraObjectId,
      'guest.origin': origin,
      'guest.invitedAt': guest.invitedAt ?? now,
      'guest.mail': { state: 'sending', messageId },
    },
    $unset: { 'guest.askedAt': 1 },
  });
  return result.matchedCount === 1;
}

async function settlePending(
  services: Services,
  record: InterlocuteurRecord,
  entraObjectId: string,
  messageId: string,
): Promise<'pending' | undefined> {
  const now = services.now();
  const moved = await moveGuest({
    where: fence(record),
    to: 'pending',
    set: {
      'guest.entraObjectId': entraObjectId,
      'guest.mail': { state: 'sent', messageId, sentAt: now },
      'guest.nextCheckAt': new Date(now.getTime() + services.config.acceptanceCheckSeconds * 1_000),
      'guest.failures': 0,
    },
    unset: ['guest.leaseUntil', 'guest.nextAttemptAt', 'guest.lastError'],
    events: [
      audited(now, record, {
        actor: SYSTEM,
        act: 'interlocuteur.invitation-sent',
        before: { status: 'inviting' },
        after: { status: 'pending', entraObjectId },
      }),
      ...joinTeamEvents(now, record),
      follows(now, record, 'refresh-cards'),
    ],
  });
  if (moved) await dispatchSoon(services, 'interlocuteur', moved);
  return moved ? 'pending' : undefined;
}

async function settleAccepted(
  services: Services,
  record: InterlocuteurRecord,
  known: { entraObjectId: string; acceptedAt?: Date },
): Promise<'accepted' | undefined> {
  const now = services.now();
  const isOfOurMaking = record.guest.invitedAt || record.guest.askedAt;
  const moved = await moveGuest({
    where: fence(record),
    to: 'accepted',
    set: {
      'guest.entraObjectId': known.entraObjectId,
      'guest.origin': record.guest.origin ?? (isOfOurMaking ? 'invited' : 'recognised'),
      'guest.acceptedAt': known.acceptedAt ?? now,
      'guest.nextCheckAt': new Date(now.getTime() + DAY_MS),
      'guest.failures': 0,
    },
    unset: ['guest.leaseUntil', 'guest.nextAttemptAt', 'guest.lastError', 'guest.askedAt'],
    events: [
      audited(now, record, {
        actor: SYSTEM,
        act: 'interlocuteur.recognised',
        before: { status: 'inviting' },
        after: { status: 'accepted', entraObjectId: known.entraObjectId },
      }),
      ...joinTeamEvents(now, record),
      follows(now, record, 'resume-plans'),
      follows(now, record, 'refresh-cards'),
    ],
  });
  if (moved) await dispatchSoon(services, 'interlocuteur', moved);
  return moved ? 'accepted' : undefined;
}

/** A mail that may have gone out is looked for in the Sent Items, where a copy takes a moment to appear. */
function waitForSentItems(error: unknown): never {
  const isUnknown = error instanceof AppError && error.code === 'graph-unavailable';
  if (!isUnknown) throw error;
  const retryAfterSeconds = Math.max(error.retryAfterSeconds ?? 0, SENT_ITEMS_SECONDS);
  throw new AppError(error.code, { because: 'mail of unknown outcome', cause: error, retryAfterSeconds });
}

function joinTeamEvents(now: Date, record: InterlocuteurRecord) {
  return record.team?.state === 'to-join' ? [follows(now, record, 'join-team')] : [];
}

/** Passing trouble is tried again later; a final refusal is kept with its reason, for the card to explain. */
async function stumble(
  services: Services,
  record: InterlocuteurRecord,
  error: unknown,
): Promise<'refused' | 'later' | 'nothing'> {
  const now = services.now();
  const { guest } = record;
  // What we did not foresee (an answer that makes no sense, a lost database) is worth another try.
  const code: ErrorCode = error instanceof AppError ? error.code : 'graph-unavailable';
  if (!(error instanceof AppError)) log().error({ err: error, interlocuteurId: String(record._id) }, 'invitation');
  const isTooOld = now.getTime() - (guest.requestedAt?.getTime() ?? 0) > GIVE_UP_MS;
  const isFinal = error instanceof AppError && !error.isRetryable;
  const moved =
    isFinal || isTooOld ? await refuse(now, record, code, isFinal) : await postpone(now, record, error, code);
  if (!moved) return 'nothing';
  await dispatchSoon(services, 'interlocuteur', moved);
  return moved.guest.status === 'refused' ? 'refused' : 'later';
}

function refuse(now: Date, record: InterlocuteurRecord, refusal: ErrorCode, isFinal: boolean) {
  // A clear no made no guest; an earlier try that was never answered may have.
  const isNobody = isFinal && !record.guest.askedAt;
  return moveGuest({
    where: fence(record),
    to: 'refused',
    set: { 'guest.refusal': refusal, 'guest.refusedAt': now },
    unset: ['guest.leaseUntil', 'guest.nextAttemptAt', ...(isNobody ? ['guest.askedAt'] : [])],
    events: [
      audited(now, record, {
        actor: SYSTEM,
        act: 'interlocuteur.invitation-refused',
        before: { status: 'inviting' },
        after: { status: 'refused', refusal },
      }),
      follows(now, record, 'refresh-cards'),
    ],
  });
}

/** Failures of which the first tries say nothing: most pass before anybody has read the card. */
const SILENT_FAILURES = 2;

function postpone(now: Date, record: InterlocuteurRecord, error: unknown, lastError: ErrorCode) {
  const failures = record.guest.failures + 1;
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  const runAt = nextAttempt(now, failures, asked);
  const refresh = failures > SILENT_FAILURES ? [follows(now, record, 'refresh-cards')] : [];
  return Interlocuteur.findOneAndUpdate(
    fence(record),
    {
      $set: { 'guest.failures': failures, 'guest.nextAttemptAt': runAt, 'guest.lastError': lastError },
      $unset: { 'guest.leaseUntil': 1 },
      $inc: { version: 1 },
      $push: { outbox: { $each: [follows(now, record, 'send-invitation', { runAt }), ...refresh] } },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
}

/** The address was corrected or the access removed while Graph was answering: the guest it made must go. */
async function withdrawStray(services: Services, record: InterlocuteurRecord, entraObjectId: string): Promise<void> {
  const now = services.now();
  const withdrawal = newWithdrawal(now, record.email, { entraObjectId, invitedAt: now });
  const changed = await Interlocuteur.findOneAndUpdate(
    {
      _id: record._id,
      cabinetId: record.cabinetId,
      'guest.entraObjectId': { $ne: entraObjectId },
      'withdrawals.entraObjectId': { $ne: entraObjectId },
      // The same address, asked for again: the new invitation will find this guest and keep it.
      $nor: [{ email: record.email, 'guest.status': { $in: ['inviting', 'pending', 'accepted'] } }],
    },
    {
      $inc: { version: 1 },
      $push: {
        withdrawals: withdrawal,
        outbox: follows(now, record, 'withdraw-guest', { data: { withdrawalId: withdrawal._id } }),
      },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (changed) await dispatchSoon(services, 'interlocuteur', changed);
}

/** Where the client lands after accepting: Teams, in the firm's tenant. */
function redirectUrl({ config }: Services): string {
  return `https://teams.microsoft.com/?tenantId=${config.tenantId}`;
}
