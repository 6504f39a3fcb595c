/**
 * Looks whether a pending guest has accepted, and whether one who has is still there: by id, at growing intervals
 * (facts: graph.md section 9).
 */
import { getUser } from '../../graph/get-user.ts';
import { Interlocuteur, type InterlocuteurRecord } from '../../models/interlocuteur.ts';
import { moveGuest } from '../../models/move-guest.ts';
import { dispatchSoon } from '../dispatch-outbox.ts';
import type { Services } from '../services.ts';
import { audited, follows, SYSTEM } from './events.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const OFTEN_MS = 2 * DAY_MS;
/** Before that, "not found" means "not yet copied everywhere". */
const REPLICATION_MS = 30 * 60 * 1_000;
const SECOND_LOOK_MS = 10 * 60 * 1_000;

type Ids = { cabinetId: string; interlocuteurId: string };

export async function checkAcceptance(
  services: Services,
  { cabinetId, interlocuteurId }: Ids,
): Promise<'accepted' | 'gone' | 'unchanged' | 'nothing'> {
  const record = await claim(services, { cabinetId, interlocuteurId });
  const { entraObjectId, generation, invitedAt, status } = record?.guest ?? {};
  if (!record || !entraObjectId) return 'nothing';
  const user = await getUser(services.graph, entraObjectId);
  const now = services.now();
  const where = { _id: record._id, cabinetId, 'guest.generation': generation, 'guest.entraObjectId': entraObjectId };

  if (status === 'pending' && user?.acceptance === 'accepted') {
    const accepted = await moveGuest({
      where: { ...where, 'guest.status': 'pending' },
      to: 'accepted',
      set: { 'guest.acceptedAt': user.acceptedAt ?? now, 'guest.nextCheckAt': new Date(now.getTime() + DAY_MS) },
      events: [
        audited(now, record, {
          actor: SYSTEM,
          act: 'interlocuteur.accepted',
          before: { status: 'pending' },
          after: { status: 'accepted' },
        }),
        follows(now, record, 'refresh-cards'),
        follows(now, record, 'resume-plans'),
      ],
    });
    if (accepted) await dispatchSoon(services, 'interlocuteur', accepted);
    return accepted ? 'accepted' : 'nothing';
  }

  const isMissing = !user && now.getTime() - (invitedAt?.getTime() ?? 0) > REPLICATION_MS;
  if (isMissing && status === 'accepted' && !record.guest.missingSince) return lookTwice(record, now);
  if (user && record.guest.missingSince) await Interlocuteur.updateOne(where, { $unset: { 'guest.missingSince': 1 } });
  if (isMissing) {
    const gone = await moveGuest({
      where: { ...where, 'guest.status': status },
      to: 'removed',
      set: {
        'guest.removedAt': now,
        'guest.removedBecause': 'gone-from-tenant',
        'guest.generation': record.guest.generation + 1,
      },
      // With the account went its place in the team.
      unset: ['guest.nextCheckAt', 'guest.missingSince', 'guest.entraObjectId', 'team'],
      events: [
        audited(now, record, {
          actor: SYSTEM,
          act: 'interlocuteur.gone-from-tenant',
          before: { status },
          after: { status: 'removed' },
        }),
        follows(now, record, 'refresh-cards'),
      ],
    });
    if (gone) await dispatchSoon(services, 'interlocuteur', gone);
    return gone ? 'gone' : 'nothing';
  }
  return 'unchanged';
}

/** One look that finds nobody may be a directory that lags: an access that works is only called gone after two. */
async function lookTwice({ _id, cabinetId, guest }: InterlocuteurRecord, now: Date): Promise<'unchanged'> {
  await Interlocuteur.updateOne(
    { _id, cabinetId, 'guest.status': 'accepted', 'guest.entraObjectId': guest.entraObjectId },
    { $set: { 'guest.missingSince': now, 'guest.nextCheckAt': new Date(now.getTime() + SECOND_LOOK_MS) } },
  );
  return 'unchanged';
}

/** Takes this look for itself by setting the time of the next one: a failure is simply made good then. */
async function claim(services: Services, { cabinetId, interlocuteurId }: Ids): Promise<InterlocuteurRecord | null> {
  const now = services.now();
  const often = services.config.acceptanceCheckSeconds * 1_000;
  const record = await Interlocuteur.findOne({
    _id: interlocuteurId,
    cabinetId,
    'guest.status': { $in: ['pending', 'accepted'] },
    'guest.nextCheckAt': { $lte: now },
  }).lean<InterlocuteurRecord>();
  if (!record) return null;
  const age = now.getTime() - (record.guest.invitedAt?.getTime() ?? 0);
  const isOften = record.guest.status === 'pending' && age < OFTEN_MS;
  const next = new Date(now.getTime() + (isOften ? often : Math.max(often, DAY_MS)));
  const claimed = await Interlocuteur.updateOne(
    {
      _id: record._id,
      cabinetId,
      'guest.status': record.guest.status,
      'guest.nextCheckAt': record.guest.nextCheckAt,
    },
    { $set: { 'guest.nextCheckAt': next } },
  );
  return claimed.modifiedCount === 1 ? record : null;
}
