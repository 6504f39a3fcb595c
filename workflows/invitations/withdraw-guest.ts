/**
 * Deletes from the tenant a guest whose access was removed or whose address was corrected, unless another interlocuteur
 * of the firm is that same guest: theirs is not to be taken. May run twice.
 */
import { randomUUID } from 'node:crypto';
import { AppError, type ErrorCode } from '../../errors.ts';
import { deleteGuest } from '../../graph/delete-guest.ts';
import { findUsersByMail } from '../../graph/find-users-by-mail.ts';
import { getUser } from '../../graph/get-user.ts';
import type { GraphClient } from '../../graph/graph-client.ts';
import { patiently } from '../../graph/patiently.ts';
import type { TenantUser } from '../../graph/types.ts';
import { type Guest, Interlocuteur, type InterlocuteurRecord, type Withdrawal } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';
import { nextAttempt } from './back-off.ts';
import { audited, follows, SYSTEM } from './events.ts';

/** A guest just created may be "not found" that long (facts: graph.md section 5). */
const REPLICATION_MS = 30 * 60 * 1_000;
/** Any other 404 is believed after that long: one server may lag behind another. */
const LAG_MS = 60_000;

type Former = Pick<Guest, 'entraObjectId' | 'invitedAt'>;

export function newWithdrawal(requestedAt: Date, email: string, { entraObjectId, invitedAt }: Former): Withdrawal {
  const times = { requestedAt, invitedAt, failures: 0, nextAttemptAt: requestedAt };
  return { _id: randomUUID(), email, entraObjectId, state: 'to-do', ...times };
}

type Ids = { cabinetId: string; interlocuteurId: string; withdrawalId: string };
type Settled = 'done' | 'kept' | 'refused';

export async function withdrawGuest(
  services: Services,
  { cabinetId, interlocuteurId, withdrawalId }: Ids,
): Promise<Settled | 'later' | 'nothing'> {
  const record = await Interlocuteur.findOne({ _id: interlocuteurId, cabinetId }).lean<InterlocuteurRecord>();
  const withdrawal = record?.withdrawals.find(({ _id, state }) => _id === withdrawalId && state === 'to-do');
  if (!record || !withdrawal) return 'nothing';
  let { wasSeen, entraObjectId } = withdrawal;
  try {
    const user = await find(services.graph, withdrawal);
    wasSeen ||= Boolean(user);
    entraObjectId ??= user?.entraObjectId;
    if (await isAnothers(record, entraObjectId)) return await settle(services, record, withdrawal, 'kept');
    const isGone = user ? await remove(services.graph, user) : isBelieved(services.now(), withdrawal);
    if (!isGone) throw new AppError('graph-unavailable', { because: 'not found, perhaps not yet copied everywhere' });
    return await settle(services, record, withdrawal, 'done');
  } catch (error) {
    const code: ErrorCode = error instanceof AppError ? error.code : 'graph-unavailable';
    if (error instanceof AppError && !error.isRetryable) {
      // Recorded by another meanwhile, there is nothing left that somebody would have to delete by hand.
      if (await isAnothers(record, entraObjectId)) return settle(services, record, withdrawal, 'kept');
      return settle(services, record, withdrawal, 'refused', code);
    }
    return postpone(services, record, { ...withdrawal, wasSeen }, code, error);
  }
}

const HAS_ACCESS = ['inviting', 'pending', 'accepted'] as const;

/** Two addresses of one person are two records and one guest. */
async function isAnothers(
  { _id, cabinetId }: InterlocuteurRecord,
  entraObjectId: string | undefined,
): Promise<boolean> {
  if (!entraObjectId) return false;
  const isSame = { 'guest.entraObjectId': entraObjectId, 'guest.status': { $in: HAS_ACCESS } };
  return Boolean(await Interlocuteur.exists({ cabinetId, _id: { $ne: _id }, ...isSame }));
}

const ACT_OF = {
  done: 'guest.withdrawn',
  kept: 'guest.kept',
  refused: 'guest.withdrawal-refused',
} as const satisfies Record<Settled, string>;

function find(graph: GraphClient, { email, entraObjectId }: Withdrawal): Promise<TenantUser | undefined> {
  return patiently(() => (entraObjectId ? getUser(graph, entraObjectId) : findPending(graph, email)));
}

/** Whether "not found" means that the guest is gone. */
function isBelieved(now: Date, { requestedAt, invitedAt, wasSeen }: Withdrawal): boolean {
  const isNew = invitedAt && !wasSeen && now.getTime() - invitedAt.getTime() < REPLICATION_MS;
  return !isNew && now.getTime() - requestedAt.getTime() > LAG_MS;
}

/** @returns false while it cannot be said that the guest is gone. */
async function remove(graph: GraphClient, user: TenantUser): Promise<boolean> {
  // Whatever our record says, a member of the firm is never deleted.
  if (user.kind !== 'guest') throw new AppError('invitation-is-member');
  try {
    await deleteGuest(graph, user.entraObjectId);
    return true;
  } catch (error) {
    // Deleted by another between the two calls: as for any 404, the next look will say.
    if (error instanceof AppError && error.code === 'graph-not-found') return false;
    throw error;
  }
}

/** The guest that an invitation without an answer may have made. Whoever has accepted had a link, so was not that one. */
async function findPending(graph: GraphClient, email: string): Promise<TenantUser | undefined> {
  const users = await findUsersByMail(graph, email);
  return users.find(({ kind, acceptance }) => kind === 'guest' && acceptance === 'pending');
}

async function settle(
  services: Services,
  record: InterlocuteurRecord,
  { _id, entraObjectId }: Withdrawal,
  settled: Settled,
  lastError?: ErrorCode,
): Promise<Settled | 'nothing'> {
  const now = services.now();
  const state = settled === 'refused' ? 'refused' : 'done';
  const changed = await Interlocuteur.findOneAndUpdate(
    { _id: record._id, cabinetId: record.cabinetId, withdrawals: { $elemMatch: { _id, state: 'to-do' } } },
    {
      $set: { 'withdrawals.$.state': state, ...(lastError && { 'withdrawals.$.lastError': lastError }) },
      $unset: { 'withdrawals.$.nextAttemptAt': 1 },
      $inc: { version: 1 },
      $push: {
        outbox: {
          $each: [
            audited(now, record, {
              actor: SYSTEM,
              act: ACT_OF[settled],
              after: { entraObjectId, ...(lastError && { refusal: lastError }) },
            }),
            follows(now, record, 'refresh-cards'),
          ],
        },
      },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (!changed) return 'nothing';
  await dispatchSoon(services, 'interlocuteur', changed);
  return settled;
}

async function postpone(
  services: Services,
  record: InterlocuteurRecord,
  { _id, failures, wasSeen }: Withdrawal,
  lastError: ErrorCode,
  error: unknown,
): Promise<'later' | 'nothing'> {
  const now = services.now();
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  const runAt = nextAttempt(now, failures + 1, asked);
  const changed = await Interlocuteur.findOneAndUpdate(
    { _id: record._id, cabinetId: record.cabinetId, withdrawals: { $elemMatch: { _id, state: 'to-do', failures } } },
    {
      $set: {
        'withdrawals.$.nextAttemptAt': runAt,
        'withdrawals.$.lastError': lastError,
        ...(wasSeen && { 'withdrawals.$.wasSeen': true }),
      },
      $inc: { 'withdrawals.$.failures': 1 },
      $push: { outbox: follows(now, record, 'withdraw-guest', { runAt, data: { withdrawalId: _id } }) },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (!changed) return 'nothing';
  await dispatchSoon(services, 'interlocuteur', changed);
  return 'later';
}
