/** Adds the guest to the team chosen on the card, and believes it only once the member list says so. May run twice. */
import { AppError, type ErrorCode } from '../../errors.ts';
import { addTeamMember } from '../../graph/add-team-member.ts';
import { isTeamMember } from '../../graph/is-team-member.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';
import { nextAttempt } from './back-off.ts';
import { audited, follows, SYSTEM } from './events.ts';

/** A new guest may be unknown to Teams that long; after it, a person looks (facts: graph.md section 5). */
const GIVE_UP_MS = 30 * 60 * 1_000;

type Ids = { cabinetId: string; interlocuteurId: string };

export async function joinTeam(
  services: Services,
  { cabinetId, interlocuteurId }: Ids,
): Promise<'joined' | 'failed' | 'later' | 'nothing'> {
  const record = await Interlocuteur.findOne({
    _id: interlocuteurId,
    cabinetId,
    'team.state': 'to-join',
    'guest.status': { $in: ['pending', 'accepted'] },
    'guest.entraObjectId': { $exists: true },
  }).lean<InterlocuteurRecord>();
  const team = record?.team;
  const entraObjectId = record?.guest.entraObjectId;
  if (!record || !team || !entraObjectId) return 'nothing';
  try {
    await addTeamMember(services.graph, team.aadGroupId, entraObjectId);
    if (!(await isTeamMember(services.graph, team.aadGroupId, entraObjectId))) {
      throw new AppError('graph-unavailable', { because: 'accepted, but not in the member list yet' });
    }
    return await settle(services, record, 'joined');
  } catch (error) {
    const now = services.now();
    const code: ErrorCode = error instanceof AppError ? error.code : 'graph-unavailable';
    const mayPass = !(error instanceof AppError) || error.isRetryable || code === 'graph-not-found';
    // Guests of long standing may be added to a team too.
    const since = Math.max(record.guest.invitedAt?.getTime() ?? 0, team.since.getTime());
    const isTooLate = now.getTime() - since > GIVE_UP_MS;
    if (!mayPass || isTooLate) return settle(services, record, 'failed', code);
    return postpone(services, record, team.failures + 1, code, error);
  }
}

/** The same person in the same team, still to join. */
function stillToJoin({ _id, cabinetId, team, guest }: InterlocuteurRecord) {
  return {
    _id,
    cabinetId,
    'team.state': 'to-join' as const,
    'team.aadGroupId': team?.aadGroupId,
    'team.failures': team?.failures,
    'guest.entraObjectId': guest.entraObjectId,
  };
}

async function settle(
  services: Services,
  record: InterlocuteurRecord,
  state: 'joined' | 'failed',
  lastError?: ErrorCode,
): Promise<'joined' | 'failed' | 'nothing'> {
  const now = services.now();
  const changed = await Interlocuteur.findOneAndUpdate(
    stillToJoin(record),
    {
      $set: { 'team.state': state, ...(lastError && { 'team.lastError': lastError }) },
      $unset: { 'team.nextAttemptAt': 1 },
      $inc: { version: 1 },
      $push: {
        outbox: {
          $each: [
            audited(now, record, {
              actor: SYSTEM,
              act: state === 'joined' ? 'guest.joined-team' : 'guest.team-refused',
              after: { team: record.team?.aadGroupId, ...(lastError && { refusal: lastError }) },
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
  return state;
}

async function postpone(
  services: Services,
  record: InterlocuteurRecord,
  failures: number,
  lastError: ErrorCode,
  error: unknown,
): Promise<'later' | 'nothing'> {
  const now = services.now();
  const asked = error instanceof AppError ? error.retryAfterSeconds : undefined;
  const runAt = nextAttempt(now, failures, asked);
  const changed = await Interlocuteur.findOneAndUpdate(
    stillToJoin(record),
    {
      $set: { 'team.failures': failures, 'team.nextAttemptAt': runAt, 'team.lastError': lastError },
      $push: { outbox: follows(now, record, 'join-team', { runAt }) },
    },
    { returnDocument: 'after' },
  ).lean<InterlocuteurRecord>();
  if (!changed) return 'nothing';
  await dispatchSoon(services, 'interlocuteur', changed);
  return 'later';
}
